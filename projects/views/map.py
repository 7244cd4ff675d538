"""The map view of the one query, and what it asks for: tiles and badges."""

import re

from django.http import Http404, JsonResponse
from django.shortcuts import render

from projects.filters import Problem, ProjectFilter
from projects.finding.pages import first_of
from projects.map import badges, clusters, tiles
from projects.map.svg import draw_map
from projects.map.viewpoint import Viewpoint, bounds_of, edges
from projects.views.problems import problem_document
from projects.views.public import public_page
from projects.views.results import results

_ZOOM = re.compile(r"\d{1,2}", re.ASCII)
# So many of each are listed beside the map; the list has all of them.
PINNED_SHOWN, AREAWIDE_SHOWN, UNPLACED_SHOWN = 50, 12, 12


@public_page
def map_page(request):
    """Show the pins and badges of the query, drawn by the server until the script takes over."""
    context = results(request)
    project_filter = context["filter"]
    given = Viewpoint.parse(request.GET.get("at", ""))
    drawing = draw_map(project_filter, given)
    found = project_filter.found
    context |= {
        "areas": drawing.areas,
        "pinned": first_of(found.ids & found.pinned, PINNED_SHOWN),
        "areawide": first_of(found.areawide, AREAWIDE_SHOWN),
        "unplaced": first_of(found.unplaced, UNPLACED_SHOWN),
        "map": drawing,
    }
    return render(request, "projects/map.html", context)


@public_page
def tile(request, z, x, y):
    """Answer with the clusters and markers of one tile."""
    if not clusters.is_tile(z, x, y):
        raise Http404("There is no such tile.")
    project_filter = ProjectFilter.read(request.GET)
    if project_filter.problems:
        return problem_document(project_filter.problems)
    return JsonResponse(tiles.tile(project_filter, z, x, y))


@public_page
def areas(request):
    """Answer with the badges, and with the edges of what suits the query.

    An area's count is how many of the projects without a pin serve it. With a zoom (0 to 18),
    councils that share a badge there stand in `shared` instead, with the number of different
    projects. The edges (south, west, north, east) are where a map looks when its query has changed.
    """
    project_filter = ProjectFilter.read(request.GET)
    zoom, problems = _zoom(request.GET.get("zoom"))
    if problems := [*project_filter.problems, *problems]:
        return problem_document(problems)
    ids = project_filter.found.areawide
    found = badges.badges_of(ids) if zoom is None else badges.badges_at(zoom, ids)
    return JsonResponse(
        {
            **badges.as_json(found),
            "bounds": edges(bounds_of(project_filter)),
        }
    )


def _zoom(text):
    """The whole zoom that the text says, or None; and what is wrong with it, as a list."""
    if text is None:
        return None, []
    if _ZOOM.fullmatch(text) and int(text) <= clusters.LAST_ZOOM:
        return int(text), []
    message = f"The zoom is a whole number from 0 to {clusters.LAST_ZOOM}."
    return None, [Problem("zoom", text, message)]
