"""The home page: what this is, three counted doors, one search box, the map."""

from django.http import QueryDict
from django.shortcuts import render

from projects.bitmaps import count_values
from projects.cards import cards
from projects.filters import ProjectFilter
from projects.map.svg import draw_overview
from projects.models import Project, Strand, Theme
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

THEMES_SHOWN = 4
RUNNING = f"status:{Project.Status.CURRENT}"


@public_page
def home(request):
    """Show the home page."""
    every = ProjectFilter.read(QueryDict())
    published = Project.objects.published()
    counts = count_values([RUNNING, *(f"offer:{offer}" for _, offer, _ in DOORS)])
    recently_checked = cards(published.exclude(checked_on=None).by_date("checked_on")[:5])
    context = {
        "filter": every,
        "placing": every.placing(),
        "doors": [_door(every, counts, *door) for door in DOORS],
        "recently_checked": recently_checked,
        "running_now": [] if recently_checked else _running_now(published),
        "running": counts.get(RUNNING, 0),
        "map": draw_overview(every),
        "strands": Strand.objects.all(),
        "themes": Theme.objects.published()[:THEMES_SHOWN],
    }
    return render(request, "projects/home.html", context)


def _running_now(published):
    """Three that run and have a page of their own: what to show while nothing is checked."""
    running = published.filter(status=Project.Status.CURRENT, website_is_own_page=True)
    return cards(running.in_default_order()[:3])


def _door(every, counts, name, offer, summary):
    """One of the doors, with the query that it opens and how many projects stand behind it."""
    return {
        "name": name,
        "query_string": f"offer={offer}" if offer else "",
        "summary": summary,
        "count": counts.get(f"offer:{offer}", 0) if offer else len(every.ids),
    }
