"""The map of a query, and the place of a project, as pictures for links on other sites."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from projects.chips import chips
from projects.filters import ProjectFilter
from projects.map.svg import draw_locator, draw_map
from projects.models import Project
from projects.templatetags.queries import counted, standing
from projects.views.problems import problem_document
from projects.views.public import public_page
from projects.words import status_in_words

CREDITS = "Coastline: Natural Earth. Place names: GeoNames."


@public_page
def picture(request):
    """Answer with the map of the query, a PNG of 1200 by 630 pixels."""
    project_filter = ProjectFilter.read(request.GET)
    if project_filter.problems:
        return problem_document(project_filter.problems)
    placing = project_filter.placing()
    lines = [f"{chip.label}: {chip.name}" for chip in chips(project_filter)]
    lines = lines or ["that make low-paid and insecure work better, across the UK"]
    if placing["total"]:
        lines.append(standing(placing))
    return _answer(draw_map(project_filter), counted(placing["total"]), lines)


@public_page
def project_picture(request, slug):
    """Answer with the place of a published project in the same form."""
    entry = get_object_or_404(
        Project.objects.published().select_related("lead_organisation"), slug=slug
    )
    drawing = draw_locator(entry, list(entry.locations.public()), entry.coverage.all())
    lines = [entry.lead_organisation.name, status_in_words(entry), entry.summary]
    return _answer(drawing, entry.name, lines)


def _answer(drawing, heading, lines):
    from projects.map.picture import draw_picture  # and with it Pillow: not with every worker

    foot = [f"Data: {settings.LICENCE_NAME}. {CREDITS}"]
    return HttpResponse(draw_picture(drawing, heading, lines, foot), content_type="image/png")
