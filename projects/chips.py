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


# Each piece of advice is a count of its own, and whoever asked for more will not read them all.
MOST_ADVICE = 8


def chips(project_filter):
    """Return a Chip for each value that restricts the projects, in the order of the filters."""
    return [_chip(project_filter, name, value) for name, value in _restrictions(project_filter)]


def drop_advice(project_filter):
    """Return which one chip to drop to find something, most first."""
    advice = [
        Advice(
            _chip(project_filter, name, value), project_filter.without(name, value).found.count()
        )
        for name, value in _restrictions(project_filter)[:MOST_ADVICE]
    ]
    found = [each for each in advice if each.count]
    return sorted(found, key=lambda each: -each.count)


def query_in_words(project_filter):
    """Return what restricts the projects in one line, "" where nothing does.

    Such as "Works in: Leeds or Wales; Search words: “wage”".
    """
    names = {}
    for chip in chips(project_filter):
        names.setdefault(chip.label, []).append(chip.name)
    return "; ".join(f"{label}: {' or '.join(each)}" for label, each in names.items())


def _restrictions(project_filter):
    return [
        (name, value)
        for name, values in project_filter.data.lists()
        if name not in ("sort", "within", "wider")
        for value in values
    ]


def _chip(project_filter, name, value):
    label = project_filter.filters[name].label
    without = project_filter.data_without(name, value)
    return Chip(label, _name(project_filter, name, value), without.urlencode())


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
