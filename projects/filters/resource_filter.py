"""ResourceFilter: a query string turned into resources."""

from functools import cached_property

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from projects.filters.fields import FacetFilter
from projects.filters.query_filter import LONGEST_TEXT, QueryFilter
from projects.models import Approach, Organisation, Project, Resource, Strand, Topic
from projects.vocabulary import Vocabulary, Word

FIRST_YEAR, LAST_YEAR = 1900, 2100
RESOURCE_SORTS = {"latest": _("Latest first"), "title": _("Title")}


class YearFilter(django_filters.Filter):
    """A bound of Resource.year; what has no year is then left out."""

    field_class = forms.IntegerField

    def __init__(self, lookup_expr, label):
        super().__init__(
            "year", lookup_expr, label=label, min_value=FIRST_YEAR, max_value=LAST_YEAR
        )


class ResourceFilter(QueryFilter):
    """The query of the list of resources. Make it with `read`."""

    q = django_filters.CharFilter(
        label=_("Search words"), max_length=LONGEST_TEXT, method="with_text"
    )
    topic = FacetFilter(field_name="topic", label=_("Topic"))
    kind = FacetFilter(field_name="kind", label=_("Kind"))
    strand = FacetFilter(field_name="strand", label=_("Strand"))
    approach = FacetFilter(field_name="approach", label=_("Approach"))
    organisation = FacetFilter(field_name="organisation", label=_("Published by"))
    project = FacetFilter(field_name="project", label=_("About the project"))
    since = YearFilter("gte", _("Year from"))
    until = YearFilter("lte", _("Year to"))
    sort = django_filters.ChoiceFilter(
        label=_("Order"), choices=list(RESOURCE_SORTS.items()), method="no_restriction"
    )

    def __init__(self, data, vocabulary, problems=()):
        super().__init__(data, Resource.objects.shown(), vocabulary, problems)

    @classmethod
    def read(cls, data):
        """Return the filter that a query string (a QueryDict) asks for."""
        vocabulary = load_words()
        known, problems = cls.understood(data, vocabulary)
        for name in ("since", "until"):  # chips name every value by its word
            vocabulary.words[name] = {year: Word(year, year) for year in known.getlist(name)}
        return cls(known, vocabulary, problems)

    @cached_property
    def is_close_match(self):
        """Whether no resource has the words themselves, so that names spelt alike are shown."""
        text = self.data.get("q")
        return bool(text) and not Resource.objects.shown().matching(text).exists()

    @property
    def found(self):
        """The resources found, in no order: for counting."""
        return self.qs.order_by()

    @property
    def has_years(self):
        """Whether only resources with a year can be found."""
        return "since" in self.data or "until" in self.data

    def ordered(self):
        """Return the resources found, in the order asked for: the best match or the latest."""
        text, sort = self.data.get("q"), self.data.get("sort")
        if sort == "title":
            return self.qs.by_title()
        if not text or sort == "latest":
            return self.qs.latest_first()
        if self.is_close_match:
            return self.qs.by_resemblance(text)
        return self.qs.by_relevance(text)

    def with_text(self, queryset, name, text):
        """Keep those that match the words, or resemble them where none match."""
        return queryset.resembling(text) if self.is_close_match else queryset.matching(text)


def load_words():
    """Return the Vocabulary of the filter: of organisations and projects those with a resource."""
    shown = Resource.objects.shown()
    about = Project.objects.published().filter(resources__isnull=False).order_by("name_key", "pk")
    publishers = Organisation.objects.filter(resources__in=shown).order_by("name", "pk")
    words = resource_words()
    for dimension, rows in [("organisation", publishers), ("project", about)]:
        named = rows.values_list("slug", "name").distinct()
        words[dimension] = {slug: Word(slug, name) for slug, name in named}
    return Vocabulary(words)


def resource_words():
    """Return {dimension: {slug: Word}} of the terms that a resource is sorted by."""
    approaches = Approach.objects.select_related("strand").order_by("strand__order", "order")
    return {
        "topic": {term.slug: Word(term.slug, term.name) for term in Topic.objects.all()},
        "kind": {slug: Word(slug, str(name)) for slug, name in Resource.Kind.choices},
        "strand": {term.slug: Word(term.slug, term.name) for term in Strand.objects.all()},
        "approach": {
            each.slug: Word(each.slug, each.name, each.strand.name) for each in approaches
        },
    }
