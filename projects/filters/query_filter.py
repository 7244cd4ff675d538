"""A query string turned into rows: what every list with filters has in common."""

import copy

import django_filters
from django.http import QueryDict

from projects.filters.fields import FacetFilter
from projects.filters.problems import leave_out, too_many

LONGEST_TEXT = 200
MOST_VALUES = 30  # of one parameter: every one costs time, and no list of words is longer


class _Filters(dict):
    """Filters by name. Copied for each query, but not as deep as django-filter copies a dict.

    All that is changed in one is its parent and what it is made with, never the words in that.
    """

    def __deepcopy__(self, memo):
        return {name: _copy(each) for name, each in self.items()}


def _copy(each_filter):
    copied = copy.copy(each_filter)
    copied.extra = dict(each_filter.extra)
    copied.method = each_filter.method  # the other's would go on to ask the other's parent
    return copied


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
    def get_filters(cls):
        """Return the filters by name."""
        return _Filters(super().get_filters())

    def get_form_class(self):
        """Return a form with the fields that the query has; the others would ask for nothing."""
        fields = {name: each.field for name, each in self.filters.items() if name in self.data}
        return type(f"{type(self).__name__}Form", (self._meta.form,), fields)

    @classmethod
    def understood(cls, data, vocabulary):
        """Return (what of a query string is understood, the Problems with the rest)."""
        known, problems = QueryDict(mutable=True), []
        for name in cls.base_filters:
            values = [value.replace("\0", "").strip() for value in data.getlist(name)]
            if values := list(dict.fromkeys(filter(None, values))):
                known.setlist(name, values[:MOST_VALUES])
                problems += too_many(name, cls.base_filters[name], values[MOST_VALUES:])
        errors_by_name = cls(known, vocabulary).form.errors if known else {}
        for name, errors in errors_by_name.items():
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
