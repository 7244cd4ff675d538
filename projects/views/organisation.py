"""The pages of organisations: whoever has a part in a published project."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render

from projects.models import Organisation, Project, Resource
from projects.views.public import public_page

PAGE_SIZE = 150


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
    published = Project.objects.published().for_cards().in_default_order()
    context = {
        "organisation": entry,
        "leads": published.filter(lead_organisation=entry),
        "partners_in": published.with_involvement(entry, "partner"),
        "funds": published.with_involvement(entry, "funder"),
        "resources": Resource.objects.shown()
        .filter(organisation=entry)
        .select_related("organisation"),
    }
    return render(request, "projects/organisation.html", context)
