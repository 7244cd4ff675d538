"""The list view of the one query."""

from django.shortcuts import render

from projects.views.public import public_page
from projects.views.results import results


@public_page
def project_list(request):
    """Show the projects of the query, a page at a time, with every filter value counted."""
    return render(request, "projects/project_list.html", results(request))
