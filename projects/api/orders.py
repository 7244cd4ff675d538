"""What follows an entry in an order, as conditions that an index of the order can answer."""

from dataclasses import dataclass

from django.db.models import Q

from projects.api.cursors import day, moment, whole, words


@dataclass(frozen=True)
class Key:
    """A column that an order sorts by. type: its function in projects.api.cursors.

    latest_first: the greatest first, and what has none last.
    """

    column: str
    type: object
    latest_first: bool = False


_DEFAULT = [Key("sort_key", words), Key("pk", whole)]
# The orders of projects that have an index; projects.filters.ProjectFilter.in_order says the same.
INDEXED = {
    "default": _DEFAULT,
    "name": [Key("name_key", words), Key("pk", whole)],
    "checked": [Key("checked_on", day, latest_first=True), *_DEFAULT],
    "updated": [Key("updated", moment, latest_first=True), *_DEFAULT],
}


def following(keys, values):
    """Return the conditions (Q) of what comes after an entry: disjoint, and in their order.

    keys: of the order. values: what the entry has in each. Nearest come those that differ in the
    last key only; each condition is one range of the order's index.
    """
    conditions = []
    for place in reversed(range(len(keys))):
        same = Q()
        for key, value in zip(keys[:place], values, strict=False):
            same &= Q(**{f"{key.column}__isnull": True} if value is None else {key.column: value})
        key, value = keys[place], values[place]
        if value is None:
            continue  # nothing stands behind those without one
        comparison = "lt" if key.latest_first else "gt"
        conditions.append(same & Q(**{f"{key.column}__{comparison}": value}))
        if key.latest_first:
            conditions.append(same & Q(**{f"{key.column}__isnull": True}))
    return conditions
