"""What the list, the map and the embed say of one query, put together once."""

from django.core.paginator import InvalidPage, Paginator

from projects.bitmaps import having
from projects.chips import chips, drop_advice
from projects.facets import count_facets
from projects.filters import SORTS, ProjectFilter
from projects.models import Sector
from projects.places.names import short_name
from projects.querysets import PlaceGroup
from projects.views.help import councils_by_nation, place_in_words, signposts

PAGE_SIZE = 25


def results(request):
    """Return the context of a page about the query in its address."""
    project_filter = ProjectFilter.read(request.GET)
    placing = project_filter.placing()
    page = page_of(project_filter, placing["total"], request.GET.get("page"))
    helpers, helpers_lead = signposts(project_filter)
    return {
        "filter": project_filter,
        "query_string": project_filter.query_string,
        "placing": placing,
        "problems": project_filter.problems,
        "councils_by_nation": councils_by_nation(project_filter),
        "chips": chips(project_filter),
        "facets": count_facets(project_filter),
        "advice": [] if placing["total"] else drop_advice(project_filter),
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1),
        "groups": groups_of(project_filter, page) if project_filter.place else [],
        "sorts": SORTS,
        "open_to_all": _open_to_all(project_filter),
        "has_distances": any(getattr(each, "miles", None) is not None for each in page.object_list),
        "place_instead": "" if placing["total"] else place_in_words(project_filter),
        "signposts": helpers,
        "signposts_lead": helpers_lead,
    }


def page_of(project_filter, total, number):
    """Return the page with this number; the first where there is no such page (any more)."""
    paginator = Paginator(_Pages(project_filter, total), PAGE_SIZE)
    try:
        return paginator.page(number or 1)
    except InvalidPage:
        return paginator.page(1)


class _Pages:
    """The projects found, for the paginator."""

    def __init__(self, project_filter, total):
        self.filter, self.total = project_filter, total

    def count(self):
        return self.total

    def __getitem__(self, rows):
        return self.filter.page(rows.start, rows.stop)


def groups_of(project_filter, page):
    """Return the groups of a place search: heading, number of all, and those on this page."""
    place = project_filter.place
    found = project_filter.found.helping_there.among(project_filter.ids)
    counts = {group: len(ids) for group, ids in found.groups.items()}
    on_page = list(page.object_list)
    words = project_filter.vocabulary.of("area")
    around = {
        PlaceGroup.REGION: place.serving["region"],
        PlaceGroup.NATION: place.serving["nation"],
    }
    headings = {
        PlaceGroup.LOCAL: f"In {short_name(place.area_name)}",
        PlaceGroup.NEARBY: f"Nearby, within {place.miles:g} miles of {place.name}",
        PlaceGroup.UK: "Across the UK",
        PlaceGroup.ONLINE: "Online",
    }
    for group, slugs in around.items():
        headings[group] = "Across " + " or ".join(words[slug].name for slug in slugs)
    return [
        {
            "slug": group.name.lower(),
            "heading": headings[group],
            "count": counts.get(group, 0),
            "projects": [each for each in on_page if each.place_group == group],
        }
        for group in PlaceGroup
        if counts.get(group)
    ]


def _open_to_all(project_filter):
    """How many more are open to all sectors, where a sector is chosen."""
    chosen = project_filter.data.getlist("sector")
    if not chosen or Sector.ALL in chosen:
        return None
    there = project_filter.ids_without("sector")
    count = len(there & having(f"sector:{Sector.ALL}") - project_filter.ids)
    data = project_filter.data.copy()
    data.appendlist("sector", Sector.ALL)
    return {"count": count, "query_string": data.urlencode()} if count else None
