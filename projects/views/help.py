"""Whom to ask and where to look, when the projects found are no answer yet."""

import re
from itertools import groupby

from projects.bitmaps import having_each
from projects.models import Area, Containment, Project, Signpost
from projects.places.search import NotOnePlace, find_place

# With fewer running projects that help workers close by, the signposts follow.
LITTLE_HELP = 3


def signposts(project_filter):
    """Return (services that help anybody there, whether they come before the projects).

    There are some where help for workers is sought and little is. They lead where somebody asked
    for such help near a place, and no project that runs gives it there.
    """
    offers = project_filter.data.getlist("offer")
    area = _area_meant(project_filter)
    if not area or (offers and "help-for-workers" not in offers):
        return [], False
    wanted = [f"area:{area}", "offer:help-for-workers", f"status:{Project.Status.CURRENT}"]
    there, helping, running = having_each([[value] for value in wanted])
    how_many = len(there & helping & running)
    if how_many >= LITTLE_HELP:
        return [], False
    around = Area.objects.around(area).values_list("slug", flat=True)
    lead = bool(project_filter.place and offers and not how_many)
    return Signpost.objects.for_areas(around), lead


def _area_meant(project_filter):
    """The slug of the area that somebody asks about, or None.

    A postcode of Northern Ireland cannot be placed, but says the nation.
    """
    if project_filter.place:
        return project_filter.place.area_slug
    if any(map(_is_irish_postcode, project_filter.problems)):
        return "northern-ireland"
    return project_filter.data.get("area")


def place_in_words(project_filter):
    """Return the name of the place that the search words are, where they find nothing, or ""."""
    text = project_filter.data.get("q", "")
    if not text or project_filter.place or project_filter.ids:
        return ""
    try:
        return find_place(text).name
    except NotOnePlace:
        return ""


def councils_by_nation(project_filter):
    """Return [(nation, councils in it)], to choose from where a place could not be found.

    Postcodes of Northern Ireland, and no others, begin with BT: its councils then come first.
    """
    wanting = [problem for problem in project_filter.problems if problem.wants_council]
    if not wanting:
        return []
    links = Containment.objects.filter(
        outer__kind=Area.Kind.NATION, inner__kind=Area.Kind.COUNCIL
    ).select_related("outer", "inner")
    links = links.order_by("outer__name", "inner__name", "pk")
    nations = [
        (nation, [link.inner for link in inside])
        for nation, inside in groupby(links, lambda link: link.outer)
    ]
    if any(map(_is_irish_postcode, wanting)):
        nations.sort(key=lambda each: each[0].slug != "northern-ireland")
    return nations


def _is_irish_postcode(problem):
    return problem.parameter == "near" and bool(re.match(r"BT[0-9]", problem.value.upper()))
