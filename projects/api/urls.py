"""Addresses of the API."""

from django.urls import path

from projects.api.documentation import documentation
from projects.api.index import Index
from projects.api.openapi import openapi
from projects.api.openreferral import views as openreferral
from projects.api.organisations import OneOrganisation, Organisations
from projects.api.projects import Facets, OneProject, Projects
from projects.api.resources import Resources
from projects.api.vocabularies import Areas, Taxonomies

_OPEN_REFERRAL = [
    ("services", openreferral.Services, openreferral.OneService),
    ("organizations", openreferral.Organizations, openreferral.OneOrganization),
    ("locations", openreferral.Locations, openreferral.OneLocation),
    (
        "service_at_locations",
        openreferral.ServiceAtLocations,
        openreferral.OneServiceAtLocation,
    ),
    ("taxonomies", openreferral.Taxonomies, openreferral.OneTaxonomy),
    ("taxonomy_terms", openreferral.TaxonomyTerms, openreferral.OneTaxonomyTerm),
]

urlpatterns = [
    path("api/v1/", Index.at(), name="api_index"),
    path("api/v1/projects/", Projects.at(), name="api_projects"),
    path("api/v1/projects/<entry:slug>/", OneProject.at(), name="api_project"),
    path("api/v1/organisations/", Organisations.at(), name="api_organisations"),
    path("api/v1/organisations/<entry:slug>/", OneOrganisation.at(), name="api_organisation"),
    path("api/v1/areas/", Areas.at(), name="api_areas"),
    path("api/v1/taxonomies/", Taxonomies.at(), name="api_taxonomies"),
    path("api/v1/resources/", Resources.at(), name="api_resources"),
    path("api/v1/facets/", Facets.at(), name="api_facets"),
    path("api/v1/openapi.json", openapi, name="api_openapi"),
    path("api/", documentation, name="api_documentation"),
    path("api/openreferral/", openreferral.Details.at(), name="api_openreferral"),
]
for name, many, one in _OPEN_REFERRAL:
    urlpatterns += [
        path(f"api/openreferral/{name}", many.at(), name=f"hsds_{name}"),
        path(f"api/openreferral/{name}/<uuid:id>", one.at(), name=f"hsds_{name}_one"),
    ]
