"""Plain words: pages that say what the map is and what it promises."""

from django.shortcuts import render

from projects.models import Strand
from projects.views.public import public_page


@public_page
def about(request):
    """Say what the map is, who keeps it, and where its facts come from."""
    strands = Strand.objects.prefetch_related("approaches")
    return render(request, "projects/about.html", {"strands": strands})


@public_page
def accessibility(request):
    """Say how accessible the site is, and what to do where it is not."""
    return render(request, "projects/accessibility.html")
