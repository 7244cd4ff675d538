"""The query inside another site, and the page that makes what to put there."""

from django.http import QueryDict
from django.shortcuts import render

from projects.chips import query_in_words
from projects.filters import ProjectFilter
from projects.map.svg import draw_map
from projects.views.embedding import (
    HEIGHT,
    LEAST_HEIGHT,
    MOST_HEIGHT,
    THEMES,
    VIEWS,
    Embed,
    title_of,
)
from projects.views.public import public_page
from projects.views.results import groups_of, page_of


@public_page
def embed(request):
    """Show map, list or both of the query, for a frame: no forms, no cookies, nobody else asked."""
    project_filter = ProjectFilter.read(request.GET)
    shown, problems = Embed.read(project_filter, request.GET)
    placing = project_filter.placing()
    context = {
        "embed": shown,
        "filter": project_filter,
        "query_string": project_filter.query_string,
        "query_in_words": query_in_words(project_filter),
        "placing": placing,
        "problems": [*project_filter.problems, *problems],
    }
    if shown.has_map:
        context["map"] = draw_map(project_filter, shown.at, shown.address_at)
    if shown.has_list:
        page = page_of(project_filter, placing["total"], request.GET.get("page"))
        context |= {
            "page": page,
            "groups": groups_of(project_filter, page) if project_filter.place else [],
            "before": shown.address(page.number - 1) if page.has_previous() else "",
            "after": shown.address(page.number + 1) if page.has_next() else "",
        }
    return render(request, "projects/embed.html", context)


@public_page
def make(request):
    """Show what to put into another page for a query, and what it will look like there."""
    project_filter = ProjectFilter.read(request.GET)
    chosen, problems = Embed.read(project_filter, request.GET)
    height = _height(request.GET)
    context = {
        "embed": chosen,
        "filter": project_filter,
        "query_string": project_filter.query_string,
        "query_in_words": query_in_words(project_filter),
        "total": project_filter.placing()["total"],
        "problems": [*project_filter.problems, *problems],
        "views": VIEWS,
        "themes": THEMES,
        "height": height,
        "heights": (LEAST_HEIGHT, MOST_HEIGHT),
        "title": title_of(project_filter),
        "snippet": chosen.html(title_of(project_filter), height=height),
    }
    return render(request, "projects/embed_make.html", context)


def _height(data: QueryDict):
    """The height that was typed, in pixels, or the nearest that may be; else the usual one."""
    text = data.get("height", "")
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        return HEIGHT
    return min(max(int(text), LEAST_HEIGHT), MOST_HEIGHT)
