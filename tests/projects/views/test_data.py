"""The open data page and the schema."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.channels.cells import TABLE_COLUMNS
from projects.channels.columns import TYPES
from tests.builders import make_location, make_organisation, make_project, make_resource, make_uk

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(client):
    """What the page was given to say, of a small directory with something hidden."""
    uk, today = make_uk(), timezone.localdate()
    lead = make_organisation()
    shown = [
        make_project(lead_organisation=lead, checked_on=today - timedelta(days=364)),
        make_project(lead_organisation=lead, checked_on=today - timedelta(days=367)),
        make_project(coverage=[uk["lambeth"], uk["uk"]]),
    ]
    hidden = make_project(state="draft", coverage=[uk["cardiff"]], checked_on=today)
    make_resource(projects=shown[:1])
    make_resource(projects=[hidden])
    make_location(shown[0])
    return client.get("/data/").context


def test_the_page_counts_what_is_public(told):
    names = ["total", "organisations", "resources", "areas", "checked"]
    assert {name: told[name] for name in names} == {
        "total": 3,
        "organisations": 2,
        "resources": 1,
        "areas": 2,
        "checked": 1,
    }


def test_what_is_checked_leads_to_the_list_of_as_many(client, told):
    text = client.get("/data/").content.decode()
    assert '<a href="/projects/?checked=year">1</a> of 3' in text
    assert 'data-total="1"' in client.get("/projects/?checked=year").content.decode()


def test_an_empty_directory_has_an_open_data_page_too(client):
    assert client.get("/data/").status_code == 200


def test_every_form_of_the_data_has_a_link_on_the_page(client):
    text = client.get("/data/").content.decode()
    for address in [
        *(f"/projects.{ending}" for ending in ("csv", "xlsx", "geojson", "json", "atom")),
        *("/api/", "/api/openreferral/", "/embed/make/", "/alerts/", "/insight/", "/insight.csv"),
        *("/data/schema/1/", "/data/schema/1.json"),
    ]:
        assert f'href="{address}"' in text, address
        assert client.get(address).status_code == 200, address


def test_the_licence_is_a_setting(client, settings):
    settings.LICENCE_NAME, settings.LICENCE_URL = "Other licence", "https://other.example/"
    settings.ATTRIBUTION = "Somebody else"
    text = client.get("/data/").content.decode()
    for words in ["Other licence", "https://other.example/", "Somebody else"]:
        assert words in text


def test_the_schema_page_describes_every_column_and_type(client):
    text = client.get("/data/schema/1/").content.decode()
    for column in TABLE_COLUMNS:
        assert f'<div id="{column.name}">' in text
    assert all(f"<code>{name}</code>" in text for name in TYPES)


def test_the_schema_is_there_for_the_programs_of_other_sites(client):
    response = client.get("/data/schema/1.json")
    again = client.get("/data/schema/1.json", headers={"if-none-match": response["ETag"]})
    assert (response.status_code, again.status_code) == (200, 304)
    assert response["Access-Control-Allow-Origin"] == again["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"] == "application/json"
    assert response.json()["fields"][0]["name"] == "id"
