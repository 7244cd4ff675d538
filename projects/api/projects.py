"""Projects: the list of a query, one entry, and what each filter value would give."""

from django.http import Http404
from django.shortcuts import redirect
from rest_framework.response import Response

from projects.api import describe
from projects.api.continuing import page_after
from projects.api.lists import limit_of, page_of
from projects.api.problems import Gone
from projects.api.views import PublicView, project_filter
from projects.channels.records import read_records
from projects.facets import count_facets
from projects.models import FormerSlug, Project


class Projects(PublicView):
    """The projects of a query, in the order of the list."""

    @describe.projects
    def get(self, request):
        """Answer with a page of them."""
        asked = project_filter(request)
        page = page_after(asked, request.GET.get("cursor", ""), limit_of(request))
        records = list(read_records(page.ids))
        return page_of(request, asked.data, len(asked.ids), records, page.next)


class OneProject(PublicView):
    """One project."""

    @describe.project
    def get(self, request, slug):
        """Answer with it; 410 where it was withdrawn, a redirect where its slug has changed."""
        entry = Project.objects.filter(slug=slug).first()
        if entry is None or entry.state == Project.State.DRAFT:
            former = FormerSlug.objects.filter(slug=slug).select_related("project").first()
            entry = former and former.project
        if entry is None or entry.state == Project.State.DRAFT:
            raise Http404("There is no such project.")
        if entry.state == Project.State.WITHDRAWN:
            raise Gone
        if entry.slug != slug:
            return redirect("api_project", slug=entry.slug, permanent=True)
        return Response(next(read_records([entry.pk])))


class Facets(PublicView):
    """What each value of each filter would give, for one query."""

    @describe.facets
    def get(self, request):
        """Answer with the numbers that the list page shows beside its filters."""
        asked = project_filter(request)
        return Response({"placing": asked.placing(), "facets": _facets(asked)})


def _facets(asked):
    return [
        {
            "name": facet.name,
            "label": str(facet.label),
            "values": [
                {
                    "slug": value.slug,
                    "name": value.name,
                    "count": value.count,
                    "is_chosen": value.is_chosen,
                }
                for value in facet.values
            ],
        }
        for facet in count_facets(asked)
    ]
