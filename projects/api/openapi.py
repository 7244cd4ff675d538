"""The OpenAPI document, made once in a process."""

from functools import cache

from django.conf import settings
from django.http import JsonResponse

from projects.api import schemas
from projects.api.openreferral import schemas as openreferral
from projects.api.views import api_page


@api_page
def openapi(request):
    """Answer with the document."""
    return JsonResponse(document())


@cache
def document():
    """Return the OpenAPI document of everything below /api/, a dictionary."""
    from drf_spectacular.generators import SchemaGenerator  # large, and asked for by few

    made = SchemaGenerator(urlconf="projects.api.urls").get_schema(public=True)
    made.setdefault("components", {})["schemas"] = schemas.components() | openreferral.components()
    made["servers"] = [{"url": settings.SITE_URL}]
    made["info"]["license"] = {"name": settings.LICENCE_NAME, "url": settings.LICENCE_URL}
    return made
