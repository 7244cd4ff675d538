"""The feed of the one query."""

from django.http import HttpResponse

from projects.channels.atom import CONTENT_TYPE, atom_feed
from projects.filters import ProjectFilter
from projects.views.problems import problem_document
from projects.views.public import public_page


@public_page
def feed(request):
    """Answer with what people have published, changed or checked among the projects found."""
    project_filter = ProjectFilter.read(request.GET)
    if project_filter.problems:
        return problem_document(project_filter.problems)
    return HttpResponse(atom_feed(project_filter), content_type=CONTENT_TYPE)
