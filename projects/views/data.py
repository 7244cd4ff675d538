"""The open data page, and what the columns of the files mean."""

from django.conf import settings
from django.db.models import Max
from django.http import JsonResponse
from django.shortcuts import render

from projects.bitmaps import count_values
from projects.channels import structured_data
from projects.channels.cells import OF_THE_TABLE
from projects.channels.columns import CHANGES, COLUMNS, TYPES, VERSION
from projects.channels.schema import table_schema
from projects.finding.found import checked_within_a_year
from projects.models import Organisation, Project, Resource
from projects.views.public import public_page
from projects.vocabulary import Vocabulary


@public_page
def data(request):
    """Say what is here, how many and how fresh, how it may be used, and in which forms."""
    context = {
        "total": count_values(["published"]).get("published", 0),
        "organisations": Organisation.objects.with_published_projects().count(),
        "resources": Resource.objects.shown().count(),
        "areas": _areas_served(),
        "licence_name": settings.LICENCE_NAME,
        "licence_url": settings.LICENCE_URL,
        "attribution": settings.ATTRIBUTION,
        "changes": CHANGES,
        "structured_data": structured_data.of_data(),
        **_freshness(),
    }
    return render(request, "projects/data.html", context)


@public_page
def schema(request):
    """Describe the columns for people."""
    columns = [*COLUMNS, *OF_THE_TABLE]
    context = {"version": VERSION, "columns": columns, "types": TYPES, "changes": CHANGES}
    context |= {"licence_name": settings.LICENCE_NAME, "licence_url": settings.LICENCE_URL}
    return render(request, "projects/data_schema.html", context)


@public_page
def schema_json(request):
    """Describe the columns of the tables for programs."""
    return JsonResponse(table_schema())


def _freshness():
    return {
        "checked": len(checked_within_a_year()),
        "latest": Project.objects.published().aggregate(latest=Max("updated"))["latest"],
    }


def _areas_served():
    """Count the areas that at least one published project serves."""
    return len(count_values([f"serves:{slug}" for slug in Vocabulary.load().of("area")]))
