"""One page of the projects found, in the order that every channel keeps."""

import logging

from django.db.models import F

from projects.bitmaps.suiting import Suits
from projects.cards import cards
from projects.finding.walks import walk
from projects.finding.words import ranked
from projects.models import Project

logger = logging.getLogger(__name__)

# So many are fetched and sorted; of more a page is a walk along the index of the order.
FEW_ENOUGH = 2_000
# From so far down, the walk begins in the right class of the default order.
FAR = 2_000
# How a sort key may begin: its status, whether it is checked, whether it has a page of its own.
SORT_CLASSES = [
    f"{status}{checked}{own}" for status in range(5) for checked in range(2) for own in range(2)
]


def page_of(project_filter, start, stop):
    """Return the Cards of the projects found from start to stop, a list."""
    total = len(project_filter.ids)
    stop = min(stop, total)
    if start >= stop:
        return []
    if project_filter.place:
        return _by_place(project_filter, start, stop)
    if "q" in project_filter.data and "sort" not in project_filter.data:
        text = project_filter.found.words.text
        return _cards(ranked(text, project_filter.ids, start, stop))
    if total <= FEW_ENOUGH:
        return cards(project_filter.in_order(found_projects(project_filter))[start:stop])
    return _cards(_page_of_many(project_filter, start, stop))


def _by_place(project_filter, start, stop):
    """The page of a place search; each card with its place_group and miles."""
    placed = project_filter.found.helping_there.among(project_filter.ids).page(start, stop)
    page, places = _cards([each.pk for each in placed]), {each.pk: each for each in placed}
    for card in page:
        card.place_group, card.miles = places[card.pk].group, places[card.pk].miles
    return page


def first_of(ids, number):
    """Return the Cards of the first few projects of an Ids in the default order."""
    found = Project.objects.published().among(ids).in_default_order()
    if len(ids) <= FEW_ENOUGH:
        return cards(found[:number])
    return _cards(walk(found.values_list("pk", flat=True), 0, min(number, len(ids)), len(ids)))


def _cards(page):
    """The Cards of the projects with these ids, in their order."""
    found = {each.pk: each for each in cards(Project.objects.published().filter(pk__in=page))}
    if len(found) < len(page):
        logger.error("Bits stand for entries that are not there; run: manage.py recount")
    return [found[pk] for pk in page if pk in found]


def found_projects(project_filter):
    """Return the projects found, a queryset; where these are all, an index of the order will do."""
    found = Project.objects.published()
    if not project_filter.is_plain:
        return found.among(project_filter.ids)
    masks = project_filter.found.masks.values()
    return found.filter(Suits(F("pk"), masks)) if masks else found


def _page_of_many(project_filter, start, stop):
    found, total = found_projects(project_filter), len(project_filter.ids)
    if "sort" not in project_filter.data and min(start, total - stop) > FAR:
        sort_class, before, of_class = _class_at(project_filter, start)
        if stop <= before + of_class:
            found = found.filter(sort_key__startswith=sort_class)
            start, stop, total = start - before, stop - before, of_class
    ordered = project_filter.in_order(found).values_list("pk", flat=True)
    return walk(ordered, start, stop, total)


def _class_at(project_filter, start):
    """Return (beginning of the sort keys, how many projects come before, how many have it)."""
    before = 0
    counts = project_filter.found.count_values([f"sort:{each}" for each in SORT_CLASSES])
    for value, number in sorted(counts.items()):
        if start < before + number:
            return value.removeprefix("sort:"), before, number
        before += number
    return "", 0, len(project_filter.ids)
