"""Themes: what staff have to say, with the projects that a saved query finds."""

from django.db.models import F
from django.http import QueryDict
from django.shortcuts import get_object_or_404, render

from projects.bitmaps.lookup import IsAmong
from projects.chips import query_in_words
from projects.filters import ProjectFilter
from projects.map.svg import draw_map
from projects.map.viewpoint import UK, Viewpoint
from projects.models import Project, Resource, Theme
from projects.views.public import public_page

# Where there are a few more than that, all are shown.
SHOWN, SHOWN_WHOLE = 8, 10
MOST_RESOURCES = 12
# Counted beside the total: (parameter, value, words).
PARTS = [
    ("status", Project.Status.CURRENT, "running, as far as we know"),
    ("offer", "help-for-workers", "help one worker directly"),
    ("evidence", "evaluation", "have an evaluation"),
]


@public_page
def theme_list(request):
    """Show all themes, each with the number of its projects."""
    themes = [(theme, _read(theme).found.count()) for theme in Theme.objects.published()]
    return render(request, "projects/theme_list.html", {"themes": themes})


@public_page
def theme(request, slug):
    """Show a theme: its words, and the counts, first projects, map and resources of its query."""
    entry = get_object_or_404(Theme.objects.published(), slug=slug)
    found = _read(entry)
    placing = found.placing()
    shown = placing["total"] if placing["total"] <= SHOWN_WHOLE else SHOWN
    context = {
        "theme": entry,
        "filter": found,
        "problems": found.problems,
        "query_string": found.query_string,
        "query_words": query_in_words(found),
        "placing": placing,
        "parts": _parts(found),
        "projects": found.page(0, shown),
        "map": draw_map(found, _viewpoint(found)),
        "resources": _resources(found),
        "others": Theme.objects.published().exclude(pk=entry.pk),
    }
    return render(request, "projects/theme.html", context)


def _read(theme):
    return ProjectFilter.read(QueryDict(theme.query))


def _viewpoint(found):
    """The whole UK where the query names no place: two pins close by say little without a coast."""
    has_place = any(name in found.data for name in ("area", "near", "bbox"))
    return None if has_place else Viewpoint.fitting(UK)


def _parts(found):
    """[(number, query of its list, words)] of what the query has not chosen already."""
    open_parts = [part for part in PARTS if not found.data.getlist(part[0])]
    counts = found.found.count_values([f"{name}:{value}" for name, value, _ in open_parts])
    return [
        (counts[f"{name}:{value}"], found.with_only(name, value).query_string, words)
        for name, value, words in open_parts
        if counts.get(f"{name}:{value}")
    ]


def _resources(found):
    """The latest that are about one of the projects found."""
    about = Resource.projects.through.objects.filter(IsAmong(F("project"), found.ids))
    resources = Resource.objects.shown().filter(pk__in=about.values("resource"))
    return resources.latest_first().select_related("organisation")[:MOST_RESOURCES]
