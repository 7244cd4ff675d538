"""The pages of organisations: whoever has a part in a published project."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render

from projects.bitmaps import ids_of
from projects.channels import structured_data
from projects.finding.pages import first_of
from projects.models import Organisation, Project, Resource
from projects.views.public import public_page

PAGE_SIZE = 150
# So many are shown of what it leads, joins and pays for; the list has all.
SHOWN = 50


@public_page
def organisation_list(request):
    """Show all organisations by name, each with the number of its projects."""
    organisations = Organisation.objects.with_published_projects()
    page = Paginator(organisations, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "projects/organisation_list.html", {"page": page})


@public_page
def organisation(request, slug):
    """Show what an organisation leads, partners in and pays for."""
    organisations = Organisation.objects.with_published_projects()
    entry = get_object_or_404(organisations, slug=slug)
    published = Project.objects.published()
    context = {
        "organisation": entry,
        "leads": _some(published.filter(lead_organisation=entry)),
        "partners_in": _some(published.with_involvement(entry, "partner")),
        "funds": _some(published.with_involvement(entry, "funder")),
        "structured_data": structured_data.of_organisation(entry),
        "resources": Resource.objects.shown()
        .filter(organisation=entry)
        .select_related("organisation"),
    }
    return render(request, "projects/organisation.html", context)


def _some(projects):
    """The first of the projects, and how many there are."""
    ids = ids_of(projects)
    return {"count": len(ids), "projects": first_of(ids, SHOWN)}
