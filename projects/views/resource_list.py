"""The list of resources: what has been written, as links."""

from django.core.paginator import InvalidPage, Paginator
from django.shortcuts import render

from projects.chips import chips, drop_advice
from projects.filters import RESOURCE_SORTS, ResourceFilter
from projects.filters.resource_facets import count_resource_facets
from projects.views.public import dated_page

PAGE_SIZE = 25


@dated_page
def resource_list(request):
    """Show the resources of the query, a page at a time, with every filter value counted.

    It names events too, which raise no revision.
    """
    return render(request, "projects/resources/list.html", _context(request))


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
