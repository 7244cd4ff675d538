"""Open Referral UK: what the published schema asks for is there, and what is hidden is not.

The lists of required fields are those of the schemas of the UK profile of HSDS 3.0, where it and
the international standard differ, of both: github.com/OpenReferralUK/uk-profile, schema/ and
schema/compiled/ (service, organization, taxonomy, taxonomy_term, location, address, service_area,
attribute, contact), and the schemas V3.0-UK of the public validator
(github.com/tpximpact/OpenReferralApi, api_details and organization). Of a phone only what a number
needs: its schema there also asks for a url, which it does not define.
"""

import uuid
from datetime import datetime

import pytest

from projects.api.openreferral.identifiers import named_uuid, number_of, row_uuid
from projects.models import Location, Project
from tests.builders import make_location, make_organisation, make_project, make_uk

pytestmark = pytest.mark.django_db

PAGE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty"}
REQUIRED = {
    "details": {"version", "profile", "openapi_url"},
    "service": {"id", "name", "status", "url"},
    "organization": {"id", "name", "description"},
    "organization_identifier": {"id", "identifier_type", "identifier"},
    "taxonomy": {"id", "name", "description"},
    "taxonomy_term": {"id", "taxonomy", "term", "name", "description"},
    "location": {"id", "location_type"},
    "address": {
        *("id", "address_1", "city", "state_province", "postal_code", "country", "address_type"),
    },
    "service_at_location": {"id"},
    "service_area": {"id"},
    "attribute": {"id", "link_id", "taxonomy_term_id"},
    "contact": {"id"},
    "phone": {"id", "number"},
}
STATUSES = {"active", "inactive", "defunct", "temporarily closed"}
LISTS = {
    "services": "service",
    "organizations": "organization",
    "locations": "location",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
# What of an object is a list of others, or one other.
INSIDE = {
    "organization": "organization",
    "organization_identifiers": "organization_identifier",
    "location": "location",
    "addresses": "address",
    "service_areas": "service_area",
    "service_at_locations": "service_at_location",
    "attributes": "attribute",
    "taxonomy_term": "taxonomy_term",
    "contacts": "contact",
    "phones": "phone",
}


@pytest.fixture
def entry():
    uk = make_uk()
    lead = make_organisation("Lead", charity_number="SC012345", company_number="01234567")
    project = make_project(
        "Shown",
        lead_organisation=lead,
        coverage=[uk["lambeth"]],
        offers=["Help for workers"],
        approaches=["Job brokerage"],
        contact_phone="020 7946 0000",
        contact_email="shown@example.org",
        checked_on="2026-01-02",
        pins=[{"label": "Hall", "address": "1 High Street", "council": uk["lambeth"]}],
    )
    for number, status in enumerate(["planned", "paused", "past", "unknown"]):
        make_project(f"Other {number}", status=status, lead_organisation=lead)
    return project


def get(client, path):
    return client.get(f"/api/openreferral/{path}")


def lacking(kind, found):
    """Return what an object, and all that is in it, lacks of what is required."""
    wrong = [f"{kind}.{name}" for name in REQUIRED[kind] if found.get(name) in (None, "")]
    if kind == "address":  # texts that may be unknown, but have to be there
        wrong = [f"{kind}.{name}" for name in REQUIRED[kind] if name not in found]
    if "id" in found and str(uuid.UUID(found["id"])) != found["id"]:
        wrong.append(f"{kind}.id")
    for name, inner in INSIDE.items():
        inside = found.get(name, [])
        for each in inside if isinstance(inside, list) else [inside]:
            wrong += lacking(inner, each)
    return wrong


def test_every_list_has_its_required_fields_and_its_entries_can_be_asked_for(client, entry):
    assert lacking("details", get(client, "").json()) == []
    for path, kind in LISTS.items():
        page = get(client, path).json()
        assert set(page) == PAGE | {"contents"}, path
        assert page["size"] == len(page["contents"]) > 0, path
        for each in page["contents"]:
            assert lacking(kind, each) == [], path
            assert get(client, f"{path}/{each['id']}").json() == each


def test_a_field_that_is_missing_would_be_noticed(client, entry):
    """The negative control."""
    service = get(client, f"services/{row_uuid('service', entry.pk)}").json()
    del service["url"], service["attributes"][0]["taxonomy_term"]["term"]
    service["phones"][0]["number"] = ""
    assert set(lacking("service", service)) == {
        *("service.url", "taxonomy_term.term", "phone.number"),
    }


def test_a_service_says_what_the_entry_says(client, entry):
    service = get(client, f"services/{row_uuid('service', entry.pk)}").json()
    assert service["name"] == "Shown" and service["status"] == "active"
    assert service["assured_date"] == "2026-01-02"
    assert datetime.fromisoformat(service["last_modified"]).tzinfo
    assert service["email"] == "shown@example.org"
    assert service["phones"][0]["number"] == "020 7946 0000"
    assert service["organization"]["id"] == service["organization_id"]
    assert [each["name"] for each in service["service_areas"]] == ["Lambeth"]
    assert {each["link_type"] for each in service["attributes"]} == {"offer", "approach", "strand"}
    (place,) = service["service_at_locations"]
    assert place["location"]["addresses"][0]["address_1"] == "1 High Street"
    schemes = [
        each["identifier_scheme"] for each in service["organization"]["organization_identifiers"]
    ]
    assert schemes == ["GB-SC", "GB-COH"]


def test_every_status_has_a_word_of_the_standard(client, entry):
    services = get(client, "services").json()["contents"]
    found = {each["name"]: each["status"] for each in services}
    assert set(found.values()) == STATUSES
    assert found["Other 1"] == "temporarily closed" and found["Other 2"] == "defunct"


def test_pages_have_numbers(client, entry):
    first, last = (get(client, f"services?per_page=3&page={n}").json() for n in (1, 2))
    assert (first["total_items"], first["total_pages"], first["size"]) == (5, 2, 3)
    assert (first["first_page"], first["last_page"]) == (True, False)
    assert (last["first_page"], last["last_page"], last["size"]) == (False, True, 2)
    names = [each["name"] for each in first["contents"] + last["contents"]]
    assert len(set(names)) == 5
    behind = get(client, "services?page=99").json()
    assert (behind["empty"], behind["contents"]) == (True, [])


def test_either_words_ask_the_same(client, entry):
    term = named_uuid("term", "offer", "help-for-workers")
    lead = row_uuid("organization", entry.lead_organisation_id)
    for query in ["offer=help-for-workers", f"taxonomy_term_id={term}", "search=shown", "q=shown"]:
        assert [s["name"] for s in get(client, f"services?{query}").json()["contents"]] == [
            "Shown"
        ], query
    assert get(client, f"services?organization_id={lead}").json()["total_items"] == 5
    make_project("Campaign", offers=["A campaign"])
    offers = named_uuid("taxonomy", "offer")
    assert get(client, f"services?taxonomy_id={offers}").json()["total_items"] == 2
    both = f"services?taxonomy_id={offers}&taxonomy_term_id={term}"
    assert get(client, both).json()["total_items"] == 1
    assert get(client, "services?postcode=lambeth").json()["total_items"] == 1


@pytest.mark.parametrize(
    "query",
    [
        *[
            "page=0",
            "page=x",
            "per_page=101",
            "status=bogus",
            "taxonomy_term_id=x",
            "taxonomy_id=x",
        ],
        *[
            "organization_id=x",
            "organization_id=00000000-0000-4000-8000-000000000000",
            "postcode=nowhere-at-all",
        ],
    ],
)
def test_what_is_not_understood_is_400(client, entry, query):
    answer = get(client, f"services?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_an_identifier_gives_its_number_back_and_no_other_kind_takes_it():
    for number in (0, 1, 42, 2**62 - 1):
        identifier = uuid.UUID(row_uuid("service", number))
        assert (identifier.version, identifier.variant) == (8, uuid.RFC_4122)
        assert number_of("service", identifier) == number
        assert number_of("organization", identifier) is None
    assert number_of("service", uuid.uuid4()) is None


def test_identifiers_depend_on_the_name_of_the_site_and_on_nothing_else_of_it(settings):
    here = row_uuid("service", 1), named_uuid("a", "b")
    settings.SITE_URL = "https://127.0.0.1"
    assert (row_uuid("service", 1), named_uuid("a", "b")) == here
    settings.SITE_URL = "https://elsewhere.example"
    assert row_uuid("service", 1) != here[0] and named_uuid("a", "b") != here[1]


def test_private_places_offices_elsewhere_and_hidden_entries_are_not_there(client, entry):
    secret = make_location(entry, public=False, label="Wombat house", postcode="QQ1 1QQ")
    office = make_location(
        Project.objects.get(name="Other 0"), role=Location.Role.OFFICE, label="Office"
    )
    draft = make_project(
        "Quokka", state="draft", lead_organisation=make_organisation("Quokka Lead")
    )
    for path in [*LISTS, f"services/{row_uuid('service', entry.pk)}"]:
        text = get(client, path).content.decode()
        assert not any(word in text for word in ["Wombat", "QQ1", "Quokka", "Office"]), path
    for path in [
        f"services/{row_uuid('service', draft.pk)}",
        f"organizations/{row_uuid('organization', draft.lead_organisation_id)}",
        f"locations/{row_uuid('location', secret.pk)}",
        f"service_at_locations/{row_uuid('service_at_location', secret.pk)}",
    ]:
        assert get(client, path).status_code == 404, path
    assert office.on_map is False
