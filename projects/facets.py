"""What each filter value would give: counts that do not count a facet against itself."""

from dataclasses import dataclass

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


def count_facets(project_filter):
    """Return the Facets of this query, in the order in which to show them.

    One query for all dimensions in which nothing is chosen, one more for each of the others.
    """
    found, words = project_filter.found, project_filter.vocabulary
    areas = _areas(project_filter)
    values = {name: [f"{name}:{slug}" for slug in words.of(name)] for name in COUNTED}
    values["area"] = [f"area:{slug}" for slug in areas]
    chosen = [name for name in values if project_filter.data.getlist(name)]
    counts = found.count_values([v for name in values if name not in chosen for v in values[name]])
    for name in chosen:
        counts |= found.count_values(values[name], without=name)
    facets = [_facet(project_filter, "area", counts, areas.values())]
    facets += [_facet(project_filter, name, counts) for name in COUNTED]
    for name in NAMED_WHEN_CHOSEN:
        if slugs := project_filter.data.getlist(name):
            facets.append(_facet(project_filter, name, found.count_looked_up(name, slugs)))
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


def _areas(project_filter):
    """Return {slug: Word}: only the areas chosen and the children of the last; first the UK's."""
    chosen = project_filter.data.getlist("area")
    parent = chosen[-1] if chosen else "uk"
    words = project_filter.vocabulary.of("area")
    children = project_filter.vocabulary.parts_of(parent)
    return {slug: words[slug] for slug in dict.fromkeys([*chosen, *children])}
