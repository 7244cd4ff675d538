"""What each filter value would give: counts that do not count a facet against itself."""

from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection

from projects.models import Area

NAMED_WHEN_CHOSEN = ["organisation", "funder"]  # too many to list
COUNTED = ["offer", "status", "strand", "approach", "audience", "sector", "delivery", "evidence"]


@dataclass(frozen=True)
class Value:
    """One value of a facet, with the number of projects that it would give."""

    slug: str
    name: str
    heading: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One dimension. `values` leaves out those that would give nothing and are not chosen."""

    name: str
    label: str
    values: list

    @property
    def has_choice(self):
        """Whether one of its values is chosen."""
        return any(value.is_chosen for value in self.values)


def count_facets(project_filter):
    """Return the Facets of this query, in the order in which to show them.

    One query for all dimensions in which nothing is chosen, one more for each of the others.
    """
    dimensions = ["area", *COUNTED, *NAMED_WHEN_CHOSEN]
    chosen = [name for name in dimensions if project_filter.data.getlist(name)]
    counts = _counts(project_filter.projects, [d for d in ["area", *COUNTED] if d not in chosen])
    for name in chosen:
        counts |= _counts(project_filter.without(name).projects, [name])
    facets = [_area_facet(project_filter, counts)]
    facets += [_facet(project_filter, name, counts) for name in COUNTED]
    facets += [_facet(project_filter, name, counts) for name in NAMED_WHEN_CHOSEN if name in chosen]
    return [each for each in facets if each.values]


def _facet(project_filter, name, counts, words=None):
    chosen = project_filter.data.getlist(name)
    words = project_filter.vocabulary.of(name).values() if words is None else words
    values = [
        Value(
            word.slug,
            word.name,
            word.heading,
            counts.get(f"{name}:{word.slug}", 0),
            word.slug in chosen,
        )
        for word in words
    ]
    shown = [value for value in values if value.count or value.is_chosen]
    return Facet(name, project_filter.filters[name].label, shown)


def _area_facet(project_filter, counts):
    """Of areas only those chosen and the children of the last one; the UK's to begin with."""
    chosen = project_filter.data.getlist("area")
    parent = chosen[-1] if chosen else "uk"
    children = Area.objects.filter(parents__slug=parent).values_list("slug", flat=True)
    words = project_filter.vocabulary.of("area")
    slugs = dict.fromkeys([*chosen, *children])
    return _facet(project_filter, "area", counts, [words[slug] for slug in slugs])


def _counts(projects, dimensions):
    """Return {"dimension:slug": number of the projects} for these dimensions."""
    try:
        found, parameters = projects.order_by().values("facets").query.sql_with_params()
    except EmptyResultSet:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT value, count(*) FROM ({found}) AS found, unnest(found.facets) AS value"
            " WHERE split_part(value, ':', 1) = ANY(%s) GROUP BY value",
            [*parameters, dimensions],
        )
        return dict(cursor.fetchall())
