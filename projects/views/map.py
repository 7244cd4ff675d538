"""The map view of the one query, and what it asks for: tiles and badges."""

from django.http import Http404, JsonResponse
from django.shortcuts import render

from projects.filters import ProjectFilter
from projects.map import badges, clusters
from projects.map.svg import draw_map
from projects.map.viewpoint import Viewpoint, bounds_of, edges
from projects.models import Area
from projects.views.public import public_page
from projects.views.results import results

# So many of each are listed beside the map; the list has all of them.
PINNED_SHOWN, AREAWIDE_SHOWN, UNPLACED_SHOWN = 50, 12, 50


@public_page
def map_page(request):
    """Show the pins and badges of the query, drawn by the server until the script takes over."""
    context = results(request)
    project_filter = context["filter"]
    given = Viewpoint.parse(request.GET.get("at", ""))
    drawing = draw_map(project_filter, given)
    context |= {
        "areas": drawing.areas,
        "pinned": project_filter.projects.with_pin_among(project_filter.pins())
        .for_cards()
        .in_default_order()[:PINNED_SHOWN],
        "areawide": project_filter.areawide().for_cards().in_default_order()[:AREAWIDE_SHOWN],
        "unplaced": project_filter.unplaced().for_cards().in_default_order()[:UNPLACED_SHOWN],
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
    return JsonResponse(clusters.tile(project_filter.pins(), z, x, y))


@public_page
def areas(request):
    """Answer with the badges, and with the edges of what suits the query.

    A badge says how many of the projects without a pin serve the area; `together` says how many of
    them serve the same councils, so that badges can be added up. The edges (south, west, north,
    east) are where a map looks when its query has changed.
    """
    project_filter = ProjectFilter.read(request.GET)
    if project_filter.problems:
        return problem_document(project_filter.problems)
    projects = project_filter.areawide()
    return JsonResponse(
        {
            "areas": badges.as_json(Area.objects.with_areawide_count(projects)),
            "together": badges.together_as_json(badges.served_together(projects)),
            "bounds": edges(bounds_of(project_filter)),
        }
    )


def problem_document(problems):
    """Return the 400 of a machine channel (RFC 9457) that tells what was not understood."""
    document = {
        "type": "about:blank",
        "title": "The query was not understood",
        "status": 400,
        "detail": " ".join(problem.message for problem in problems),
        "parameters": [{"name": p.parameter, "value": p.value} for p in problems],
    }
    return JsonResponse(document, status=400, content_type="application/problem+json")
