"""Projects like a project: those that share most of what it does and for whom."""

from projects.bitmaps import Ids, having_each
from projects.finding.pages import first_of

COMPARED = {"approach", "offer", "audience"}


def like(project, number):
    """Return so many other published projects, those that share most first, as cards show them."""
    shared = [value for value in project.facets if value.split(":")[0] in COMPARED]
    found = []
    for ids in _by_number(having_each([[value] for value in shared])):
        found += first_of(ids - Ids.of([project.pk]), number - len(found))
        if len(found) == number:
            break
    return found


def _by_number(sets):
    """Return [Ids in all of the sets, in all but one, … in one of them]."""
    at_least = [Ids() for _ in sets]  # in one set, in two …
    for ids in sets:
        for more in range(len(sets) - 1, 0, -1):
            at_least[more] |= at_least[more - 1] & ids
        at_least[0] |= ids
    return [
        ids - (at_least[more + 1] if more + 1 < len(sets) else Ids())
        for more, ids in reversed(list(enumerate(at_least)))
    ]
