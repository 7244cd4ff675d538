"""The home page: what this is, three counted doors, one search box, the map."""

from django.http import QueryDict
from django.shortcuts import render

from projects.filters import ProjectFilter
from projects.map.svg import draw_overview
from projects.models import Project, Strand
from projects.views.public import public_page

DOORS = [
    ("Help with my job", "help-for-workers", "Advice, training and support for people in work"),
    (
        "I employ people",
        "scheme-for-employers",
        "Charters, accreditation and advice on better jobs",
    ),
    ("See all projects", "", "Everything on the map, running or finished"),
]


@public_page
def home(request):
    """Show the home page."""
    every = ProjectFilter.read(QueryDict())
    published = Project.objects.published()
    context = {
        "filter": every,
        "placing": every.placing(),
        "doors": [_door(published, *door) for door in DOORS],
        "recently_checked": published.filter(checked_on__isnull=False)
        .by_date("checked_on")
        .for_cards()[:5],
        "running": published.filter(status=Project.Status.CURRENT).count(),
        "map": draw_overview(every),
        "strands": Strand.objects.all(),
    }
    return render(request, "projects/home.html", context)


def _door(published, name, offer, summary):
    """One of the doors, with the query that it opens and how many projects stand behind it."""
    behind = published.with_any("offer", [offer]) if offer else published
    query = f"offer={offer}" if offer else ""
    return {"name": name, "query_string": query, "summary": summary, "count": behind.count()}
