"""What the answers look like, as JSON Schema: what the standard asks for, as far as it is known."""

from projects.api.openreferral.services import STATUSES
from projects.api.schemas import ADDRESS, TEXT, list_of, ref, thing

UUID = {"type": "string", "format": "uuid"}
_NUMBER = {"type": "number"}
_COUNT = {"type": "integer", "minimum": 0}
_FLAG = {"type": "boolean"}


def with_optional(schema, **properties):
    """Return the schema of an object that may have these properties too."""
    return schema | {"properties": schema["properties"] | properties}


def page_of(name):
    """Return the schema of one page of a list."""
    return thing(
        total_items=_COUNT,
        total_pages=_COUNT,
        page_number=_COUNT,
        size=_COUNT,
        first_page=_FLAG,
        last_page=_FLAG,
        empty=_FLAG,
        contents=list_of(ref(name)),
    )


_PHONE = thing(id=UUID, service_id=UUID, number=TEXT)
_CONTACT = with_optional(
    thing(id=UUID, service_id=UUID, name=TEXT, phones=list_of(_PHONE)), email=TEXT
)
_AREA = with_optional(thing(id=UUID, service_id=UUID, name=TEXT, service_area=TEXT), uri=ADDRESS)
_ATTRIBUTE = thing(
    id=UUID,
    link_id=UUID,
    link_type=TEXT,
    link_entity=TEXT,
    taxonomy_term_id=UUID,
    taxonomy_term=ref("HSDSTaxonomyTerm"),
)
_IDENTIFIER = thing(
    id=UUID, organization_id=UUID, identifier_scheme=TEXT, identifier_type=TEXT, identifier=TEXT
)
_PLACE = thing(
    id=UUID,
    location_id=UUID,
    address_1=TEXT,
    city=TEXT,
    state_province=TEXT,
    postal_code=TEXT,
    country=TEXT,
    address_type={"enum": ["physical"]},
)


def components():
    """Return {name: schema} of what the answers are made of."""
    return {
        "HSDSDetails": thing(version=TEXT, profile=ADDRESS, openapi_url=ADDRESS),
        "HSDSService": _service(),
        "HSDSOrganization": with_optional(
            thing(
                id=UUID,
                name=TEXT,
                description=TEXT,
                uri=ADDRESS,
                organization_identifiers=list_of(_IDENTIFIER),
            ),
            website=TEXT,
        ),
        "HSDSLocation": with_optional(
            thing(
                id=UUID,
                location_type={"enum": ["physical"]},
                name=TEXT,
                latitude=_NUMBER,
                longitude=_NUMBER,
                addresses=list_of(_PLACE),
            ),
            description=TEXT,
        ),
        "HSDSServiceAtLocation": thing(
            id=UUID, service_id=UUID, location_id=UUID, location=ref("HSDSLocation")
        ),
        "HSDSTaxonomy": thing(id=UUID, name=TEXT, description=TEXT, uri=ADDRESS, version=TEXT),
        "HSDSTaxonomyTerm": thing(
            id=UUID,
            code=TEXT,
            name=TEXT,
            term=TEXT,
            description=TEXT,
            language=TEXT,
            taxonomy=TEXT,
            taxonomy_id=UUID,
            term_uri=ADDRESS,
        ),
    } | {f"{name}Page": page_of(name) for name in LISTED}


LISTED = ["HSDSService", "HSDSOrganization", "HSDSLocation", "HSDSServiceAtLocation"]
LISTED += ["HSDSTaxonomy", "HSDSTaxonomyTerm"]


def _service():
    return with_optional(
        thing(
            id=UUID,
            organization_id=UUID,
            name=TEXT,
            description=TEXT,
            url=TEXT,
            status={"enum": list(dict.fromkeys(STATUSES.values()))},
            last_modified={"type": "string", "format": "date-time"},
            organization=ref("HSDSOrganization"),
            phones=list_of(_PHONE),
            contacts=list_of(_CONTACT),
            service_areas=list_of(_AREA),
            service_at_locations=list_of(ref("HSDSServiceAtLocation")),
            attributes=list_of(_ATTRIBUTE),
        ),
        email=TEXT,
        application_process=TEXT,
        assured_date={"type": "string", "format": "date"},
    )
