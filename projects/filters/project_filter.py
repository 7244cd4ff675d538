"""ProjectFilter: a query string turned into projects and their pins. Every channel starts here."""

from functools import cached_property

import django_filters

from projects.filters.fields import BoundsFilter, FacetFilter
from projects.filters.problems import place_of
from projects.filters.query_filter import LONGEST_TEXT, QueryFilter
from projects.models import Area, Location, Organisation, Project
from projects.vocabulary import Vocabulary, Word

SORTS = {"name": "Name", "checked": "Last checked", "updated": "Last changed"}


class ProjectFilter(QueryFilter):
    """The one query. Make it with `read`, which leaves out what is not understood."""

    q = django_filters.CharFilter(label="Search words", max_length=LONGEST_TEXT, method="with_text")
    near = django_filters.CharFilter(
        label="Place", max_length=LONGEST_TEXT, method="no_restriction"
    )
    within = django_filters.NumberFilter(
        label="Miles", min_value=0.1, max_value=500, method="no_restriction"
    )
    area = FacetFilter(field_name="area", label="Works in", method="with_area")
    wider = django_filters.ChoiceFilter(
        label="What covers the whole nation or the UK too",
        choices=[("1", "Yes")],
        method="no_restriction",
    )
    offer = FacetFilter(field_name="offer", label="What it offers")
    strand = FacetFilter(field_name="strand", label="Strand")
    approach = FacetFilter(field_name="approach", label="Approach")
    audience = FacetFilter(field_name="audience", label="Whom it is for")
    sector = FacetFilter(field_name="sector", label="Sector")
    delivery = FacetFilter(field_name="delivery", label="How it is delivered")
    status = FacetFilter(field_name="status", label="Is it running")
    evidence = FacetFilter(field_name="evidence", label="Evidence")
    organisation = FacetFilter(field_name="organisation", label="Organisation")
    funder = FacetFilter(field_name="funder", label="Funder")
    bbox = BoundsFilter(label="Part of the map", method="with_bounds")
    sort = django_filters.ChoiceFilter(
        label="Order", choices=list(SORTS.items()), method="no_restriction"
    )

    def __init__(self, data, vocabulary, place=None, problems=()):
        super().__init__(data, Project.objects.published(), vocabulary, problems)
        self.place = place

    @classmethod
    def read(cls, data):
        """Return the filter that a query string (a QueryDict) asks for."""
        vocabulary = Vocabulary.load()
        _add_organisations(vocabulary, data)
        known, problems = cls.understood(data, vocabulary)
        place = place_of(known, problems) if "near" in known else None
        if "within" in known and place is None:
            del known["within"]
        return cls(known, vocabulary, place, problems)

    def without(self, name, value=None):
        """Return this filter without one parameter, or without one of its values."""
        data = self.data_without(name, value)
        return type(self)(data, self.vocabulary, self.place if "near" in data else None)

    def data_without(self, name, value=None):
        """Return the cleaned query, a QueryDict, without a parameter or one value of it."""
        data = super().data_without(name, value)
        if name == "near":
            data.pop("within", None)
        return data

    @cached_property
    def is_close_match(self):
        """Whether no project has the words themselves, so that names spelt alike are shown."""
        text = self.data.get("q")
        return bool(text) and not Project.objects.published().matching(text).exists()

    @cached_property
    def projects(self):
        """The projects found, in no order: for counting."""
        found = self.qs.order_by()
        return found.grouped_by_place(self.place, self._delivery_pins()) if self.place else found

    @property
    def found(self):
        """The same, as every filter calls it."""
        return self.projects

    def ordered(self):
        """Return the projects found, in the one order that every channel keeps."""
        text = self.data.get("q")
        if self.place:
            return self.projects.by_place()
        match self.data.get("sort"):
            case "name":
                return self.projects.order_by("name_key", "pk")
            case "checked":
                return self.projects.by_date("checked_on")
            case "updated":
                return self.projects.by_date("updated")
        if text and self.is_close_match:
            return self.projects.by_resemblance(text)
        return self.projects.by_relevance(text) if text else self.projects.in_default_order()

    def pins(self):
        """Return the locations that the map shows for this query."""
        return self._allowed_pins().of(self.projects)

    def placing(self):
        """Count the projects found as they stand on the map, and their pins.

        Returns {"total", "pinned", "areawide", "unplaced", "locations"}.
        """
        counts = self.projects.placing(self._allowed_pins())
        return {**counts, "locations": self.pins().count()}

    def areawide(self):
        """Return the projects found that have no pin here and serve an area."""
        return self.projects.across_an_area(self._allowed_pins())

    def unplaced(self):
        """Return the projects found that have neither a pin here nor a known area."""
        return self.projects.without_place(self._allowed_pins())

    def with_text(self, queryset, name, text):
        """Keep those that match the words, or resemble them where none match."""
        return queryset.resembling(text) if self.is_close_match else queryset.matching(text)

    def with_area(self, queryset, name, slugs):
        """Keep those that work in one of the areas; with wider=1, those around them too."""
        if not slugs:
            return queryset
        return queryset.working_in(slugs, self._around(slugs) if self.data.get("wider") else ())

    def with_bounds(self, queryset, name, bounds):
        """Keep those with a pin in the box."""
        return queryset.with_pin_among(self._pins_in(bounds)) if bounds else queryset

    def _around(self, slugs):
        return Area.objects.around_any(slugs)

    def _pins_in(self, bounds):
        return Location.objects.on_map().within_bounds(
            bounds.south, bounds.west, bounds.north, bounds.east
        )

    def _allowed_pins(self):
        bounds = self.form.cleaned_data.get("bbox") if self.form.is_valid() else None
        pins = self._pins_in(bounds) if bounds else Location.objects.on_map()
        return pins.near(self.place) if self.place else pins

    def _delivery_pins(self):
        return Location.objects.on_map().filter(role=Location.Role.DELIVERY)


def _add_organisations(vocabulary, data):
    """Let the organisations asked for be known, if they have a part in a published project."""
    for name in ("organisation", "funder"):
        slugs = [slug.replace("\0", "") for slug in data.getlist(name)][:50]
        if slugs:
            found = Organisation.objects.with_published_projects().filter(slug__in=slugs)
            vocabulary.words[name] = {each.slug: Word(each.slug, each.name) for each in found}
