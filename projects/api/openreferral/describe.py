"""What the OpenAPI document says of the addresses of Open Referral UK: decorators for the views."""

from drf_spectacular.utils import OpenApiParameter, extend_schema_view

from projects.api.describe import MISSING, NOT_UNDERSTOOD, address
from projects.api.lists import MOST, USUAL
from projects.api.parameters import OF_PROJECTS

TAG = "Open Referral UK"
_ID = OpenApiParameter(
    "id", {"type": "string", "format": "uuid"}, OpenApiParameter.PATH, description="Identifier."
)


def _asked(name, schema, description):
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=description)


_UUID = {"type": "string", "format": "uuid"}
_PAGES = [
    _asked(
        "page", {"type": "integer", "minimum": 1, "maximum": 999_999_999}, "Number of the page."
    ),
    _asked(
        "per_page",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        "How many entries a page has.",
    ),
]
_QUERY = [
    _asked("search", {"type": "string", "maxLength": 200}, "The same as q."),
    _asked("postcode", {"type": "string", "maxLength": 200}, "The same as near."),
    _asked("taxonomy_term_id", _UUID, "With this term."),
    _asked("taxonomy_id", _UUID, "With any term of this taxonomy."),
    _asked("organization_id", _UUID, "With a part of this organization in it."),
    *OF_PROJECTS,
    *_PAGES,
]


def listed(name, schema, summary, parameters=_QUERY):
    """Return the decorator for the view of a list."""
    said = address(
        name, f"{schema}Page", summary, parameters, errors={400: NOT_UNDERSTOOD}, tag=TAG
    )
    return extend_schema_view(get=said)


def one(name, schema, summary):
    """Return the decorator for the view of one entry."""
    return extend_schema_view(get=address(name, schema, summary, [_ID], errors=MISSING, tag=TAG))


details = address("openreferral", "HSDSDetails", "What is served here", tag=TAG)
services = listed("services", "HSDSService", "The services of a query")
service = one("service", "HSDSService", "One service")
organizations = listed("organizations", "HSDSOrganization", "The organizations of a query")
organization = one("organization", "HSDSOrganization", "One organization")
locations = listed("locations", "HSDSLocation", "The locations of a query")
location = one("location", "HSDSLocation", "One location")
service_at_locations = listed(
    "service_at_locations", "HSDSServiceAtLocation", "The locations of a query with their services"
)
service_at_location = one(
    "service_at_location", "HSDSServiceAtLocation", "One location with its service"
)
taxonomies = listed("hsds_taxonomies", "HSDSTaxonomy", "All taxonomies", _PAGES)
taxonomy = one("hsds_taxonomy", "HSDSTaxonomy", "One taxonomy")
taxonomy_terms = listed("taxonomy_terms", "HSDSTaxonomyTerm", "All terms", _PAGES)
taxonomy_term = one("taxonomy_term", "HSDSTaxonomyTerm", "One term")
