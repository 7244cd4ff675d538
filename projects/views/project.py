"""The page of one project."""

from django.http import Http404
from django.shortcuts import redirect, render

from projects.bitmaps import Ids, having, ids_of
from projects.cards import cards
from projects.channels import structured_data
from projects.finding.alike import like
from projects.finding.pages import first_of
from projects.map.svg import draw_locator
from projects.models import Area, FormerSlug, Location, Project, Resource
from projects.submissions.asked import round_in_vain
from projects.views.public import public_page
from projects.words import checked_in_words, dates_in_words, in_vain_in_words, status_in_words

NEARBY_MILES = 20
# Where many are close, those further away need not be looked at.
RINGS = (2, NEARBY_MILES)
HOW_MANY = 4


@public_page
def project(request, slug):
    """Show a published project; 410 where it was withdrawn, a redirect where its slug changed."""
    entry = _find(slug)
    if entry is None:
        former = FormerSlug.objects.filter(slug=slug).select_related("project").first()
        if former is None or former.project.state == Project.State.DRAFT:
            raise Http404("There is no such project.")
        if former.project.state == Project.State.PUBLISHED:
            return redirect(former.project, permanent=True)
        entry = former.project
    if entry.state == Project.State.WITHDRAWN:
        return render(request, "projects/project_withdrawn.html", status=410)
    return render(request, "projects/project.html", _context(entry))


def _find(slug):
    visible = [Project.State.PUBLISHED, Project.State.WITHDRAWN]
    return (
        Project.objects.filter(slug=slug, state__in=visible)
        .select_related("lead_organisation")
        .first()
    )


def _context(entry):
    published = Project.objects.published()
    coverage = list(entry.coverage.all())
    locations = list(entry.locations.public().select_related("council"))
    involvements = list(entry.involvements.select_related("organisation"))
    resources = list(entry.resources.select_related("organisation"))
    similar = like(entry, HOW_MANY)
    shown = Ids.of([entry.pk, *(each.pk for each in similar)])
    nearby, is_by_distance = _nearby(entry, shown, locations)
    return {
        "project": entry,
        "status_words": status_in_words(entry),
        "checked_words": checked_in_words(entry),
        "in_vain_words": in_vain_in_words(round_in_vain(entry)),
        "dates_words": dates_in_words(entry),
        "offers": entry.offers.all(),
        "approaches": entry.approaches.select_related("strand"),
        "audiences": entry.audiences.all(),
        "sectors": entry.sectors.all(),
        "delivery_modes": entry.delivery_modes.all(),
        "coverage": coverage,
        "whole_city_region": _whole_city_region(coverage),
        "delivery_places": [each for each in locations if each.role == Location.Role.DELIVERY],
        "offices": [each for each in locations if each.role == Location.Role.OFFICE],
        "partners": [each.organisation for each in involvements if each.role == "partner"],
        "funders": [each.organisation for each in involvements if each.role == "funder"],
        "evaluations": [r for r in resources if r.kind == Resource.Kind.EVALUATION],
        "other_resources": [r for r in resources if r.kind != Resource.Kind.EVALUATION],
        "part_of": _if_published(entry.part_of_id),
        "replaced_by": _if_published(entry.replaced_by_id),
        "parts": cards(published.filter(part_of=entry).in_default_order()),
        "similar": similar,
        "nearby": nearby,
        "nearby_is_by_distance": is_by_distance,
        "nearby_miles": NEARBY_MILES,
        "structured_data": structured_data.of_project(entry.pk),
        "map": draw_locator(entry, locations, coverage),
    }


def _whole_city_region(coverage):
    """Return the city region of which these areas are all the councils, or None."""
    if len(coverage) < 2:
        return None
    regions = coverage[0].parents.filter(kind=Area.Kind.CITY_REGION).prefetch_related("children")
    return next((each for each in regions if set(each.children.all()) == set(coverage)), None)


def _if_published(pk):
    return Project.objects.published().filter(pk=pk).first() if pk else None


def _nearby(entry, shown, locations):
    """Return those close to its pin, or where it has none, those in the areas it serves."""
    pin = next((location for location in locations if location.on_map), None)
    if pin:
        published = having("published") - shown
        for miles in RINGS:
            close = Location.objects.on_map().within_miles(pin.latitude, pin.longitude, miles)
            there = ids_of(close, "project") & published
            if len(there) >= HOW_MANY:
                break
    else:
        there = having(*(f"area:{area.slug}" for area in entry.coverage.all())) - shown
    return first_of(there, HOW_MANY), bool(pin)
