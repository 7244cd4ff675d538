"""A page of the projects of a query that goes on after a cursor (see projects.api.cursors)."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import reduce
from math import inf
from operator import or_

from projects.api.cursors import Cursor, number, whole, words
from projects.api.orders import INDEXED, following
from projects.bitmaps.lookup import FEW_IDS
from projects.finding.hints import hints
from projects.finding.pages import found_projects
from projects.finding.walks import ALONG_AN_INDEX
from projects.finding.words import best_first
from projects.models import Project

_RELEVANCE = [whole, words, whole]  # how much of it has the words, sort_key, id
_PLACE = [whole, number, words, whole]  # place group, miles, sort_key, id


@dataclass(frozen=True)
class Page:
    """ids: of some projects in the order of the query. next: the Cursor after them, or None."""

    ids: list
    next: Cursor | None


def page_after(project_filter, text, limit):
    """Return the Page of so many projects after the cursor in a text, the first for no text.

    Inside a projects.reading.snapshot. Raises NotUnderstood for a text that is no such cursor.
    """
    if project_filter.place:
        return _by_place(project_filter, text, limit)
    if "sort" in project_filter.data:
        return _along_an_index(project_filter, project_filter.data["sort"], text, limit)
    if "q" in project_filter.data:
        return _by_relevance(project_filter, text, limit)
    return _along_an_index(project_filter, "default", text, limit)


def _along_an_index(project_filter, order, text, limit):
    keys = INDEXED[order]
    cursor = Cursor.read(text, order, [key.type for key in keys])
    rows = _rows(project_filter, keys, cursor and cursor.keys, limit + 1)
    return _page(order, rows, limit)


def _rows(project_filter, keys, values, wanted):
    ids = project_filter.ids
    few = len(ids) <= FEW_IDS
    found = Project.objects.published().among(ids) if few else found_projects(project_filter)
    return read_after(project_filter.in_order(found), keys, values, wanted, few)


def read_after(ordered, keys, values, wanted, few):
    """Return the keys of so many rows after those values, a list of tuples; None: from the start.

    ordered: a queryset in the order of the keys. few: whether it is quicker to sort them than to
    walk along an index.
    """
    rows = ordered.values_list(*(key.column for key in keys))
    conditions = [] if values is None else following(keys, values)
    if few:
        return list(rows.filter(reduce(or_, conditions))[:wanted] if conditions else rows[:wanted])
    found = []
    with hints(**ALONG_AN_INDEX):
        for part in [rows.filter(each) for each in conditions] or [rows]:
            found += part[: wanted - len(found)]
            if len(found) == wanted:
                break
    return found


def _page(order, rows, limit):
    """The page of rows that end in the id; one more than the limit shows that it goes on."""
    ids = [row[-1] for row in rows[:limit]]
    return Page(ids, Cursor(order, rows[limit - 1]) if len(rows) > limit else None)


def _by_relevance(project_filter, text, limit):
    order, keys, rows = "relevance", INDEXED["default"], []
    cursor = Cursor.read(text, order, _RELEVANCE)
    first, *values = cursor.keys if cursor else (0,)
    for tier, ids in enumerate(best_first(project_filter.found.words.text, project_filter.ids)):
        wanted = limit + 1 - len(rows)
        if tier < first or not ids or not wanted:
            continue
        ordered = Project.objects.published().among(ids).in_default_order()
        after = values if values and tier == first else None
        found = read_after(ordered, keys, after, wanted, len(ids) <= FEW_IDS)
        rows += [(tier, *row) for row in found]
    return _page(order, rows, limit)


def _by_place(project_filter, text, limit):
    """The nearest first: how near a project is stands in no index, so its place is looked for."""
    order, ids = "place", project_filter.ids
    cursor = Cursor.read(text, order, _PLACE)
    found = project_filter.found.helping_there.among(ids)
    start = _position_after(found, len(ids), cursor) if cursor else 0
    placed = found.page(start, min(start + limit, len(ids)))
    if start + limit >= len(ids):
        return Page([each.pk for each in placed], None)
    keys = _keys_of(placed[-1])
    return Page([each.pk for each in placed], Cursor(order, keys, start + len(placed)))


def _position_after(found, total, cursor):
    """How many stand before what follows the cursor; few look-ups, and one if nothing moved."""
    wanted = _comparable(cursor.keys)

    def key_at(position):
        return _comparable(_keys_of(*found.page(position, position + 1)))

    hint = cursor.position
    if 0 < hint <= total and key_at(hint - 1) == wanted:
        return hint
    return bisect_right(range(total), wanted, key=key_at)


def _keys_of(placed):
    published = Project.objects.published().filter(pk=placed.pk)
    sort_key = published.values_list("sort_key", flat=True).first() or ""
    return int(placed.group), placed.near, sort_key, placed.pk


def _comparable(keys):
    group, near, *others = keys
    return (group, inf if near is None else near, *others)
