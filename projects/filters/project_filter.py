"""ProjectFilter: a query string turned into projects and their pins. Every channel starts here."""

from functools import cached_property

import django_filters

from projects.filters.fields import BoundsFilter, FacetFilter
from projects.filters.problems import place_of
from projects.filters.query_filter import LONGEST_TEXT, QueryFilter
from projects.finding.found import LOOKED_UP, Found
from projects.finding.pages import page_of
from projects.models import Area, Location, Organisation, Project
from projects.querysets.project import a_year_ago
from projects.vocabulary import CHECKED, Vocabulary, Word

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
    checked = django_filters.ChoiceFilter(
        label="Checked", choices=list(CHECKED.items()), method="with_recent_check"
    )
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

    def with_only(self, name, value):
        """Return this filter with one value of a parameter in place of those it has."""
        data = self.data.copy()
        data[name] = value
        return type(self)(data, self.vocabulary, self.place)

    def data_without(self, name, value=None):
        """Return the cleaned query, a QueryDict, without a parameter or one value of it."""
        data = super().data_without(name, value)
        if name == "near":
            data.pop("within", None)
        return data

    @property
    def is_close_match(self):
        """Whether no project has the words themselves, so that slips of the pen are allowed for."""
        return "q" in self.data and self.found.words.is_close_match

    @cached_property
    def projects(self):
        """The projects found, in no order, by asking the tables. `found` counts them faster."""
        return self.grouped(self.qs.order_by())

    @cached_property
    def found(self):
        """The projects found as sets of ids: a projects.finding.Found."""
        return Found(self)

    @property
    def ids(self):
        """The projects.bitmaps.Ids of the projects found."""
        return self.found.ids

    def ids_without(self, name):
        """Return the Ids of the projects found if one parameter were not there."""
        return self.found.without(name)

    @property
    def restricts_pins(self):
        """Whether only some of the pins of the projects found count."""
        return bool(self.place or self.bounds)

    @property
    def is_plain(self):
        """Whether all it asks for has bits: nothing has to be looked up in the tables."""
        return not ({"q", "near", "bbox", "checked", *LOOKED_UP} & set(self.data))

    @cached_property
    def bounds(self):
        """The box of the map that pins have to be in, or None."""
        return self.form.cleaned_data.get("bbox") if self.form.is_valid() else None

    def grouped(self, projects):
        """Return those of the projects that help in the place, by group; all where none is."""
        if not self.place:
            return projects
        return projects.grouped_by_place(self.place, self._delivery_pins())

    def ordered(self):
        """Return the projects found, in the one order that every channel keeps."""
        return self.in_order(self.projects)

    def in_order(self, projects):
        """Return some of the projects found in that order."""
        text = self.data.get("q")
        if self.place:
            return projects.by_place()
        match self.data.get("sort"):
            case "name":
                return projects.order_by("name_key", "pk")
            case "checked":
                return projects.by_date("checked_on")
            case "updated":
                return projects.by_date("updated")
        if text:
            return projects.by_relevance(self.found.words.text)
        return projects.in_default_order()

    def page(self, start, stop):
        """Return the projects found from start to stop in the order, as cards show them."""
        return page_of(self, start, stop)

    def pins(self):
        """Return the locations that the map shows for this query."""
        return self.allowed_pins().among(self.ids)

    def placing(self):
        """Count the projects found as they stand on the map, and their pins.

        Returns {"total", "pinned", "areawide", "unplaced", "locations"}.
        """
        return self.found.placing

    def areawide(self):
        """Return the projects found that have no pin here and serve an area."""
        return Project.objects.published().among(self.found.areawide)

    def unplaced(self):
        """Return the projects found that have neither a pin here nor a known area."""
        return Project.objects.published().among(self.found.unplaced)

    def with_text(self, queryset, name, text):
        """Keep those that have the words, or where none has, those that have words like them."""
        return queryset.matching(self.found.words.text)

    def with_area(self, queryset, name, slugs):
        """Keep those that work in one of the areas; with wider=1, those around them too."""
        if not slugs:
            return queryset
        return queryset.working_in(slugs, self.outer_areas)

    def with_recent_check(self, queryset, name, value):
        """Keep those that somebody has confirmed within a year."""
        return queryset.checked_since(a_year_ago()) if value else queryset

    def with_bounds(self, queryset, name, bounds):
        """Keep those with a pin in the box."""
        return queryset.with_pin_among(self.pins_in(bounds)) if bounds else queryset

    @cached_property
    def outer_areas(self):
        """The slugs of the areas around those chosen, where what serves them is found too."""
        if "wider" not in self.data:
            return frozenset()
        return Area.objects.around_any(self.data.getlist("area"))

    def pins_in(self, bounds):
        """Return the pins in a box."""
        return Location.objects.on_map().within_bounds(
            bounds.south, bounds.west, bounds.north, bounds.east
        )

    def allowed_pins(self):
        """Return the pins that the query leaves on the map, of whatever project."""
        pins = self.pins_in(self.bounds) if self.bounds else Location.objects.on_map()
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
