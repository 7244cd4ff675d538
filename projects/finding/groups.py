"""Sets of projects one after the other, each in the default order."""

from django.db.models import F

from projects.bitmaps import Ids
from projects.bitmaps.lookup import FEW_IDS, IsAmong
from projects.finding.walks import walk
from projects.models import Project, SearchText

# So many are fetched and sorted; of more a page is a walk along the index of the order.
FEW_ENOUGH = FEW_IDS


def in_groups(groups, start, stop):
    """Return the ids from start to stop of disjoint groups, a list.

    groups: Ids, or a list of a few ids each. Only as many are taken from it as are needed.
    """
    page = []
    for ids in groups:
        number = len(ids)
        if start < number:
            page += in_default_order(ids, start, min(stop, number))
        start, stop = max(start - number, 0), stop - number
        if stop <= 0:
            break
    return page


def in_default_order(ids, start, stop):
    """Return the ids from start to stop of some (Ids or a list), a list."""
    number = len(ids)
    if number == 1:
        return list(ids)[start:stop]
    ids = ids if isinstance(ids, Ids) else Ids.of(ids)
    if number <= FEW_ENOUGH:
        # Its rows are short, so few pages are read.
        found = SearchText.objects.filter(IsAmong(F("project"), ids))
        ordered = found.order_by("sort_key", "project_id").values_list("project_id", flat=True)
        return list(ordered[start:stop])
    found = Project.objects.published().among(ids).in_default_order()
    return walk(found.values_list("pk", flat=True), start, stop, number)


def membership(ids):
    """Return a function that says whether an id is in some Ids; for many quicker than `in`."""
    data = ids.bits.to_bytes(ids.bits.bit_length() // 8 + 1, "little")
    return lambda each: each >> 3 < len(data) and data[each >> 3] >> (each & 7) & 1 == 1
