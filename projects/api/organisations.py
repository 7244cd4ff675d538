"""Organisations: whoever has a part in a published project of a query."""

from django.conf import settings
from django.db.models import F
from django.http import Http404
from django.urls import reverse
from rest_framework.response import Response

from projects.api import describe
from projects.api.continuing import read_after
from projects.api.cursors import Cursor, whole, words
from projects.api.lists import limit_of, page_of
from projects.api.orders import Key
from projects.api.views import PublicView, project_filter
from projects.bitmaps import ids_of
from projects.bitmaps.lookup import IsAmong
from projects.models import Involvement, Organisation, Project

ORDER, KEYS = "organisation", [Key("name", words), Key("pk", whole)]


class Organisations(PublicView):
    """The organisations that have a part in the projects of a query, by name."""

    @describe.organisations
    def get(self, request):
        """Answer with a page of them."""
        asked, limit = project_filter(request), limit_of(request)
        cursor = Cursor.read(request.GET.get("cursor", ""), ORDER, [key.type for key in KEYS])
        found = taking_part(asked)
        rows = read_after(
            found.order_by("name", "pk"), KEYS, cursor and cursor.keys, limit + 1, few=True
        )
        following = Cursor(ORDER, rows[limit - 1]) if len(rows) > limit else None
        shown = found.filter(pk__in=[pk for _name, pk in rows[:limit]]).order_by("name", "pk")
        results = [as_json(each) for each in shown]
        return page_of(request, asked.data, found.count(), results, following)


class OneOrganisation(PublicView):
    """One organisation."""

    @describe.organisation
    def get(self, request, slug):
        """Answer with it."""
        found = Organisation.objects.with_published_projects().filter(slug=slug).first()
        if found is None:
            raise Http404("There is no such organisation.")
        return Response(as_json(found))


def taking_part(project_filter):
    """Return the organisations that lead, join or pay for a project found, with project_count.

    project_count: of all published projects in which they have a part.
    """
    found = Organisation.objects.with_published_projects()
    if not project_filter.data:
        return found
    led = ids_of(Project.objects.published().among(project_filter.ids), "lead_organisation")
    involved = Involvement.objects.filter(IsAmong(F("project"), project_filter.ids))
    return found.filter(IsAmong(F("pk"), led | ids_of(involved, "organisation")))


def as_json(organisation):
    """Return an organisation of `taking_part` as the API gives it. Not: where its office stands."""
    return {
        "slug": organisation.slug,
        "name": organisation.name,
        "url": settings.SITE_URL + organisation.get_absolute_url(),
        "kind": {"slug": organisation.kind, "name": organisation.get_kind_display()},
        "description": organisation.description,
        "website": organisation.website,
        "charity_number": organisation.charity_number,
        "company_number": organisation.company_number,
        "town": organisation.town,
        "project_count": organisation.project_count or 0,
        "projects": (
            f"{settings.SITE_URL}{reverse('api_projects')}?organisation={organisation.slug}"
        ),
    }
