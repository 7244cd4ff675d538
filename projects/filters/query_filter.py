"""A query string turned into rows: what every list with filters has in common."""

import django_filters
from django.http import QueryDict

from projects.filters.fields import FacetFilter
from projects.filters.problems import leave_out, too_many

LONGEST_TEXT = 200
MOST_VALUES = 30  # of one parameter: every one costs time, and no list of words is longer


class QueryFilter(django_filters.FilterSet):
    """Values that are not understood are left out of its `data` and told in its `problems`.

    A subclass is made of (data, vocabulary) at least, and gives what it finds as `found`.
    """

    def __init__(self, data, queryset, vocabulary, problems=()):
        super().__init__(data, queryset)
        self.vocabulary = vocabulary
        self.problems = list(problems)
        for name, each in self.filters.items():
            if isinstance(each, FacetFilter):
                # Not the list itself: django-filter and forms would copy its words, one by one.
                each.extra["choices"] = lambda name=name: vocabulary.choices(name)

    @classmethod
    def understood(cls, data, vocabulary):
        """Return (what of a query string is understood, the Problems with the rest)."""
        known, problems = QueryDict(mutable=True), []
        for name in cls.base_filters:
            values = [value.replace("\0", "").strip() for value in data.getlist(name)]
            if values := list(dict.fromkeys(filter(None, values))):
                known.setlist(name, values[:MOST_VALUES])
                problems += too_many(name, cls.base_filters[name], values[MOST_VALUES:])
        form = cls(known, vocabulary).form
        for name, errors in form.errors.items():
            problems += leave_out(known, name, cls.base_filters[name], errors, vocabulary)
        return known, problems

    def without(self, name, value=None):
        """Return this filter without one parameter, or without one of its values."""
        return type(self)(self.data_without(name, value), self.vocabulary)

    def data_without(self, name, value=None):
        """Return the cleaned query, a QueryDict, without a parameter or one value of it."""
        data = self.data.copy()
        kept = [each for each in data.getlist(name) if value is not None and each != value]
        if kept:
            data.setlist(name, kept)
        else:
            data.pop(name, None)
        return data

    @property
    def query_string(self):
        """The cleaned query, parameters in a fixed order, without page."""
        return self.data.urlencode()

    def no_restriction(self, queryset, name, value):
        """Keep all: the value is used elsewhere (place, order)."""
        return queryset
