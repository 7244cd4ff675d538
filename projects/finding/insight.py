"""Who works where, and on what: the projects found, counted by area against strand and offer.

Every number is that of a list: what a cell counts is what its query finds. So what the query has
chosen in a dimension is all that is shown of it: of two areas that are chosen these two, of one the
parts of it, of none the nations and the regions.
"""

from dataclasses import dataclass

from projects.bitmaps import having_each
from projects.finding.found import checked_within_a_year
from projects.models import Area

DIMENSIONS = {"strand": "Strand", "offer": "What it offers"}
# Beside these, two facts: (parameter, value, heading).
FACTS = [
    ("evidence", "evaluation", "Has an evaluation"),
    ("checked", "year", "Checked within a year"),
]


@dataclass(frozen=True)
class Column:
    """One value that projects are counted by: a parameter of the query and its value."""

    parameter: str
    value: str
    name: str
    heading: str = ""


@dataclass(frozen=True)
class Cell:
    """A number, and the query of the list that it counts. share: of the row's total, 0 to 100."""

    count: int
    query_string: str
    share: int = 100


@dataclass(frozen=True)
class Row:
    """One area; `slug` and `kind` are "" in the row of all that was found.

    is_part: whether it is a part of the row above that is none. share: of the largest total, 0 to
    100.
    """

    name: str
    slug: str
    kind: str
    total: Cell
    cells: tuple
    is_part: bool = False
    share: int = 100


@dataclass(frozen=True)
class Table:
    """The columns after the totals, and the rows; the first is that of all that was found."""

    columns: tuple
    rows: tuple


def insight(project_filter):
    """Return the Table of what a ProjectFilter finds; each area counts all that works in it."""
    columns, areas = _columns(project_filter), _areas(project_filter)
    # Not one after the other: all sets of bits come in one query.
    queries = [project_filter.with_only("area", slug) for slug, _ in areas]
    sets = having_each(
        [_mask(each) for each in columns] + [each.found.masks["area"] for each in queries]
    )
    among = [
        checked_within_a_year() if column.parameter == "checked" else ids
        for column, ids in zip(columns, sets, strict=False)
    ]
    everywhere = project_filter.ids_without("area")
    rows = [_row(project_filter, "All of these", "", "", project_filter.ids, columns, among)]
    words = project_filter.vocabulary.of("area")
    for (slug, is_part), query, there in zip(areas, queries, sets[len(columns) :], strict=True):
        word, ids = words[slug], everywhere & there
        rows.append(_row(query, word.name, slug, word.heading, ids, columns, among, is_part))
    return Table(tuple(columns), tuple(_with_shares(rows)))


def _columns(project_filter):
    found = [
        Column(name, word.slug, word.name, heading)
        for name, heading in DIMENSIONS.items()
        for word in project_filter.vocabulary.of(name).values()
    ]
    found += [Column(name, value, heading) for name, value, heading in FACTS]
    return [each for each in found if each.value in _chosen(project_filter, each)]


def _chosen(project_filter, column):
    return project_filter.data.getlist(column.parameter) or [column.value]


def _areas(project_filter):
    """[(slug, whether it is a part of the one before that is none)]."""
    parts_of = project_filter.vocabulary.parts_of
    chosen = project_filter.data.getlist("area")
    if chosen:
        areas = (len(chosen) == 1 and parts_of(chosen[0])) or chosen
        return [(slug, False) for slug in areas]
    words, areas = project_filter.vocabulary.of("area"), []
    for nation in parts_of("uk"):
        regions = [slug for slug in parts_of(nation) if words[slug].heading == Area.Kind.REGION]
        areas += [(nation, False), *((slug, True) for slug in regions)]
    return areas


def _mask(column):
    return [f"{column.parameter}:{column.value}"]


def _row(query, name, slug, kind, ids, columns, among, is_part=False):
    total = len(ids)
    cells = []
    for column, suiting in zip(columns, among, strict=True):
        count = len(ids & suiting)
        data = query.data_without("sort")
        data[column.parameter] = column.value
        cells.append(Cell(count, data.urlencode(), _percent(count, total)))
    whole = Cell(total, query.data_without("sort").urlencode())
    return Row(name, slug, kind, whole, tuple(cells), is_part)


def _with_shares(rows):
    largest = max((row.total.count for row in rows), default=0)
    for row in rows:
        share = _percent(row.total.count, largest)
        yield Row(row.name, row.slug, row.kind, row.total, row.cells, row.is_part, share)


def _percent(part, whole):
    return round(100 * part / whole) if whole else 0
