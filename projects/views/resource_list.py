"""The list of resources: what has been written, as links."""

from django.core.paginator import InvalidPage, Paginator
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe

from projects.chips import chips, drop_advice
from projects.filters import RESOURCE_SORTS, ResourceFilter
from projects.filters.resource_facets import count_resource_facets
from projects.views.public import snapshot

PAGE_SIZE = 25


@csrf_exempt  # there is nothing to forge, and another method is told 405, not 403
@require_safe
@conditional_page
def resource_list(request):
    """Show the resources of the query, a page at a time, with every filter value counted.

    It names events too, which raise no revision, so its ETag is that of what it says.
    """
    # A broken token cookie would be mended with a new one, on a page that has no form to send.
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
    with snapshot():
        response = render(request, "projects/resources/list.html", _context(request))
    response["Cache-Control"] = "no-cache"
    return response


def _context(request):
    asked = ResourceFilter.read(request.GET)
    found = Paginator(asked.ordered().for_list(), PAGE_SIZE)
    try:
        page = found.page(request.GET.get("page") or 1)
    except InvalidPage:  # there is no such page (any more)
        page = found.page(1)
    return {
        "filter": asked,
        "query_string": asked.query_string,
        "problems": asked.problems,
        "chips": chips(asked),
        "facets": count_resource_facets(asked),
        "advice": [] if found.count else drop_advice(asked),
        "total": found.count,
        "page": page,
        "page_numbers": found.get_elided_page_range(page.number, on_each_side=1),
        "sorts": RESOURCE_SORTS,
    }
