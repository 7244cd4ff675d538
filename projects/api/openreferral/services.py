"""Services: the projects of the map, from the records that every machine format starts from."""

from collections import defaultdict

from projects.api.openreferral.identifiers import named_uuid, row_uuid
from projects.api.openreferral.organizations import organization
from projects.api.openreferral.places import locations_of, service_at_location
from projects.api.openreferral.terms import COLUMNS, term, term_id
from projects.bitmaps import Ids
from projects.channels.records import read_records
from projects.models import Area, Organisation

# The standard knows no “planned” and no “not known”: both are not active.
STATUSES = {
    "current": "active",
    "paused": "temporarily closed",
    "past": "defunct",
    "planned": "inactive",
    "unknown": "inactive",
}
# What the name of an area's identifier begins with.
_AREA_URI = "http://statistics.data.gov.uk/id/statistical-geography/"


def services(ids):
    """Return the services that some published projects are, in the order of their ids (a list)."""
    records = list(read_records(ids))
    leads = Organisation.objects.filter(slug__in=[r["lead_organisation"]["slug"] for r in records])
    leads = {lead.slug: organization(lead) for lead in leads}
    areas = {area["slug"] for record in records for area in record["areas"]}
    codes = dict(Area.objects.filter(slug__in=areas).values_list("slug", "code"))
    places = defaultdict(list)
    for row in locations_of(Ids.of(record["id"] for record in records)):
        places[row.project_id].append(service_at_location(row))
    return [
        _service(each, leads[each["lead_organisation"]["slug"]], codes, places[each["id"]])
        for each in records
    ]


def _service(record, lead, codes, places):
    identifier = row_uuid("service", record["id"])
    own_page = record["website"] if record["website_is_own_page"] else ""
    said = {
        "id": identifier,
        "organization_id": lead["id"],
        "name": record["name"],
        "description": "\n\n".join(filter(None, [record["summary"], record["description"]])),
        "url": own_page or record["url"],
        "email": record["contact_email"],
        "status": STATUSES[record["status"]["slug"]],
        "application_process": record["how_to_join"],
        "assured_date": record["checked_on"] and record["checked_on"].isoformat(),
        "last_modified": record["updated"].isoformat(),
    }
    phones = _phones(record, identifier)
    return {name: value for name, value in said.items() if value} | {
        "organization": lead,
        "phones": phones,
        "contacts": _contacts(record, identifier, lead, phones),
        "service_areas": [_area(record, identifier, each, codes) for each in record["areas"]],
        "service_at_locations": places,
        "attributes": [
            _attribute(identifier, name, each)
            for name, column in COLUMNS.items()
            for each in record[column]
        ],
    }


def _phones(record, identifier):
    if not record["contact_phone"]:
        return []
    phone = named_uuid("phone", str(record["id"]))
    return [{"id": phone, "service_id": identifier, "number": record["contact_phone"]}]


def _contacts(record, identifier, lead, phones):
    if not (phones or record["contact_email"]):
        return []
    contact = {
        "id": named_uuid("contact", str(record["id"])),
        "service_id": identifier,
        "name": lead["name"],
        "phones": phones,
    }
    email = record["contact_email"]
    return [contact | ({"email": email} if email else {})]


def _area(record, identifier, area, codes):
    found = {
        "id": named_uuid("service area", str(record["id"]), area["slug"]),
        "service_id": identifier,
        "name": area["name"],
        "service_area": area["name"],
    }
    code = codes.get(area["slug"])
    return found | ({"uri": f"{_AREA_URI}{code}"} if code else {})


def _attribute(identifier, name, word):
    return {
        "id": named_uuid("attribute", identifier, name, word["slug"]),
        "link_id": identifier,
        "link_type": name,
        "link_entity": "service",
        "taxonomy_term_id": term_id(name, word["slug"]),
        "taxonomy_term": term(name, word["slug"], word["name"]),
    }
