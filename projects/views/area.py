"""The page of an area: who works there, from the whole UK down to one council."""

from django.http import QueryDict
from django.shortcuts import get_object_or_404, render

from projects.facets import count_facets
from projects.filters import ProjectFilter
from projects.models import Area, Signpost
from projects.views.public import public_page

# Where there are a few more than that, all are shown.
SHOWN, SHOWN_WHOLE = 12, 15


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
    placing = there.placing()
    shown = placing["total"] if placing["total"] <= SHOWN_WHOLE else SHOWN
    context = {
        "area": entry,
        "around": around,
        "children": children,
        "filter": there,
        "placing": placing,
        "projects": there.page(0, shown),
        "wider_total": len(everything.ids),
        "signposts": Signpost.objects.for_areas([entry.slug, *(a.slug for a in around)]),
    }
    return render(request, "projects/area.html", context)
