"""The filters that are on, each removable, and which to drop when nothing is found."""

from dataclasses import dataclass

from projects.filters import SORTS


@dataclass(frozen=True)
class Chip:
    """One value of the query. `query_string` is the query without it."""

    label: str
    name: str
    query_string: str


@dataclass(frozen=True)
class Advice:
    """Drop this chip to see so many projects."""

    chip: Chip
    count: int


def chips(project_filter):
    """Return a Chip for each value that restricts the projects, in the order of the filters."""
    return [chip for chip, _without in _each(project_filter)]


def drop_advice(project_filter):
    """Return which one chip to drop to find something, most first."""
    advice = [Advice(chip, without.projects.count()) for chip, without in _each(project_filter)]
    found = [each for each in advice if each.count]
    return sorted(found, key=lambda each: -each.count)


def _each(project_filter):
    for name, values in project_filter.data.lists():
        if name in ("sort", "within", "wider"):
            continue
        for value in values:
            without = project_filter.without(name, value)
            label = project_filter.filters[name].label
            yield Chip(label, _name(project_filter, name, value), without.query_string), without


def _name(project_filter, name, value):
    match name:
        case "q":
            return f"“{value}”"
        case "near":
            return project_filter.place.name
        case "bbox":
            return "the part you chose"
        case "sort":
            return SORTS[value]
    return project_filter.vocabulary.of(name)[value].name
