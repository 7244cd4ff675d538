"""The addresses that the standard asks for, and what each of them answers."""

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from rest_framework.response import Response

from projects.api.openreferral import describe
from projects.api.openreferral.asking import asked_filter, page_of
from projects.api.openreferral.identifiers import number_of
from projects.api.openreferral.organizations import organization
from projects.api.openreferral.places import (
    location,
    locations_of,
    service_at_location,
    with_published,
)
from projects.api.openreferral.services import services
from projects.api.openreferral.terms import taxonomies, terms
from projects.api.organisations import taking_part
from projects.api.views import PublicView
from projects.models import Location, Organisation, Project
from projects.vocabulary import Vocabulary

PROFILE = "https://docs.openreferraluk.org/en/latest/"


class Details(PublicView):
    """What this is: the standard, its profile, and where its addresses are described."""

    @describe.details
    def get(self, request):
        """Answer with it."""
        document = settings.SITE_URL + reverse("api_openapi")
        return Response({"version": "HSDS-UK-3.0", "profile": PROFILE, "openapi_url": document})


class Listed(PublicView):
    """One page of a list. `rows` returns (how many there are, a function of start and stop)."""

    def get(self, request):
        """Answer with the page."""
        total, read = self.rows(request)
        return Response(page_of(request, total, read))


class One(PublicView):
    """One entry. `find` returns it for a UUID, or None."""

    def get(self, request, id):
        """Answer with it."""
        found = self.find(id)
        if found is None:
            raise Http404("There is nothing with this identifier.")
        return Response(found)


@describe.services
class Services(Listed):
    """The services that the projects of a query are, in the order of the list."""

    def rows(self, request):
        """Return how many they are, and how to read some."""
        asked = asked_filter(request)
        return len(asked.ids), lambda start, stop: services(
            [card.pk for card in asked.page(start, stop)]
        )


@describe.service
class OneService(One):
    """One service."""

    def find(self, id):
        """Return the service, or None."""
        return next(iter(services(_ids(Project.objects.published(), "service", id))), None)


@describe.organizations
class Organizations(Listed):
    """The organisations that have a part in the projects of a query, by name."""

    def rows(self, request):
        """Return how many they are, and how to read some."""
        found = taking_part(asked_filter(request)).order_by("name", "pk")
        return found.count(), lambda start, stop: list(map(organization, found[start:stop]))


@describe.organization
class OneOrganization(One):
    """One organisation."""

    def find(self, id):
        """Return the organisation, or None."""
        found = Organisation.objects.with_published_projects()
        row = found.filter(pk=number_of("organization", id)).first()
        return row and organization(row)


class Places(Listed):
    """The public locations where the projects of a query work. shape: makes an entry of a row."""

    shape = staticmethod(location)

    def rows(self, request):
        """Return how many they are, and how to read some."""
        found = locations_of(asked_filter(request).ids)
        return found.count(), lambda start, stop: list(map(self.shape, found[start:stop]))


class OnePlace(One):
    """One public location. kind: that of its identifier."""

    kind, shape = "location", staticmethod(location)

    def find(self, id):
        """Return the location, or None."""
        rows = Location.objects.public().filter(pk=number_of(self.kind, id))
        row = with_published(rows).first()
        return row and self.shape(row)


@describe.locations
class Locations(Places):
    """Locations by themselves."""


@describe.location
class OneLocation(OnePlace):
    """One location by itself."""


@describe.service_at_locations
class ServiceAtLocations(Places):
    """Locations, each with the service that happens there."""

    shape = staticmethod(service_at_location)


@describe.service_at_location
class OneServiceAtLocation(OnePlace):
    """One location with the service that happens there."""

    kind, shape = "service_at_location", staticmethod(service_at_location)


@describe.taxonomies
class Taxonomies(Listed):
    """The lists of words that projects are sorted by."""

    def rows(self, request):
        """Return how many they are, and how to read some."""
        found = taxonomies()
        return len(found), lambda start, stop: found[start:stop]


@describe.taxonomy
class OneTaxonomy(One):
    """One taxonomy."""

    def find(self, id):
        """Return the taxonomy, or None."""
        return next((each for each in taxonomies() if each["id"] == str(id)), None)


@describe.taxonomy_terms
class TaxonomyTerms(Listed):
    """The words of all taxonomies."""

    def rows(self, request):
        """Return how many they are, and how to read some."""
        found = terms(Vocabulary.load())
        return len(found), lambda start, stop: found[start:stop]


@describe.taxonomy_term
class OneTaxonomyTerm(One):
    """One word of a taxonomy."""

    def find(self, id):
        """Return the term, or None."""
        return next((each for each in terms(Vocabulary.load()) if each["id"] == str(id)), None)


def _ids(rows, kind, identifier):
    """The number in an identifier as a list, empty where there is no such row."""
    return list(rows.filter(pk=number_of(kind, identifier)).values_list("pk", flat=True))
