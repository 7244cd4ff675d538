"""The page of an area: who works there, from the whole UK down to one council."""

from django.http import QueryDict
from django.shortcuts import get_object_or_404, render

from projects.facets import count_facets
from projects.filters import ProjectFilter
from projects.models import Area, Signpost
from projects.views.public import public_page

SHOWN = 12


@public_page
def area(request, slug):
    """Show how many projects work in an area, which, and what helps anybody there."""
    entry = get_object_or_404(Area, slug=slug)
    there = ProjectFilter.read(QueryDict(f"area={entry.slug}"))
    around = Area.objects.around(entry.slug).exclude(pk=entry.pk).widest_first()
    everything = ProjectFilter.read(QueryDict(f"area={entry.slug}&wider=1"))
    counts = {
        value.slug: value.count
        for facet in count_facets(there)
        if facet.name == "area"
        for value in facet.values
    }
    children = [(child, counts.get(child.slug, 0)) for child in entry.children.all()]
    context = {
        "area": entry,
        "around": around,
        "children": children,
        "filter": there,
        "placing": there.placing(),
        "projects": there.ordered().for_cards()[:SHOWN],
        "wider_total": everything.projects.count(),
        "signposts": Signpost.objects.for_areas([entry.slug, *(a.slug for a in around)]),
    }
    return render(request, "projects/area.html", context)
