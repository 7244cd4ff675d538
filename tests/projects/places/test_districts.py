"""Districts that we do not hold: asked for by the server, once, before the page is read."""

import time

import pytest
from django.db import OperationalError
from django.urls import reverse

from projects.models import Outcode, Turn
from projects.places import districts
from projects.places.search import find_place
from projects.refresh import current_revision
from tests import geocoder_server as stand_in
from tests.builders import make_area, make_project, make_staff, make_uk

pytestmark = pytest.mark.django_db

BELFAST = stand_in.district("BT1", 54.6, -5.93, "Belfast")


@pytest.fixture
def uk():
    return make_uk()


@pytest.fixture
def switched_on(service, settings):
    settings.PLACE_SEARCH_ASKS_POSTCODES_IO = True
    settings.GEOCODERS = []  # a setting of its own
    service.answer = BELFAST
    return service


def test_a_search_near_an_unknown_district_finds_its_council(uk, switched_on, client):
    make_project("Belfast Works", coverage=[uk["belfast"]])
    page = client.get("/projects/", {"near": "BT1 5GS"})
    assert "In Belfast" in page.content.decode()
    assert switched_on.paths == ["/outcodes/BT1"]  # the outward code and nothing more
    assert "5GS" not in switched_on.requests[0][1]
    client.get("/projects/", {"near": "bt1"})
    client.get("/map/", {"near": "Belfast BT1 5GS"})
    assert len(switched_on.requests) == 1


def test_it_is_off_unless_the_operator_turns_it_on(uk, service, settings, client):
    assert settings.PLACE_SEARCH_ASKS_POSTCODES_IO is False
    page = client.get("/projects/", {"near": "BT1"})
    assert "We can’t place BT1 yet" in page.content.decode()
    assert service.requests == []


@pytest.mark.django_db(transaction=True)
def test_the_page_itself_is_read_in_a_snapshot_that_has_the_new_district(switched_on, client):
    make_project("Belfast Works", coverage=[make_uk()["belfast"]])
    before = current_revision()
    page = client.get("/projects/", {"near": "BT1"})
    assert "In Belfast" in page.content.decode()
    assert Outcode.objects.get().council.slug == "belfast"
    assert current_revision() == before + 1  # or the page from before would still be valid


def test_a_page_that_did_not_know_the_district_is_not_valid_any_more(uk, switched_on, client):
    switched_on.answer = stand_in.http("", "500 Internal Server Error")
    old = client.get("/projects/", {"near": "BT1"})
    assert "We can’t place BT1 yet" in old.content.decode()
    Turn.objects.all().delete()  # a minute later
    switched_on.answer = BELFAST
    new = client.get("/projects/", {"near": "BT1"}, headers={"If-None-Match": old["ETag"]})
    assert new.status_code == 200


@pytest.mark.parametrize("hang", [stand_in.silent, stand_in.one_byte_at_a_time])
def test_a_slow_service_holds_the_page_for_two_seconds_at_most(
    uk, switched_on, client, hang, monkeypatch
):
    assert districts.SECONDS == 2
    monkeypatch.setattr(districts, "SECONDS", 1.0)
    switched_on.answer = hang
    start = time.monotonic()
    page = client.get("/projects/", {"near": "BT1"})
    assert time.monotonic() - start < 1.9
    assert "We can’t place BT1 yet" in page.content.decode()
    start = time.monotonic()
    client.get("/projects/", {"near": "BT2"})
    assert time.monotonic() - start < 0.8  # nobody else waits for a service that is ill
    assert len(switched_on.requests) == 1


def test_a_district_that_does_not_exist_is_asked_for_once(uk, switched_on):
    switched_on.answer = stand_in.NO_POSTCODE
    before = current_revision()
    for _ in range(3):
        districts.learn_district("ZZ9 9ZZ")
    assert len(switched_on.requests) == 1
    assert current_revision() == before


@pytest.mark.parametrize("text", ["", "Belfast", "SW9", "’" * 300, "BT\0001"])
def test_only_districts_that_we_do_not_hold_are_asked_for(uk, switched_on, text):
    Outcode.objects.create(outcode="SW9", latitude=51.47, longitude=-0.11, council=uk["lambeth"])
    districts.learn_district(text)
    assert switched_on.requests == []


def test_of_several_councils_the_nearest_is_taken(uk, switched_on):
    make_area(
        "Lisburn and Castlereagh", latitude=54.5, longitude=-6.04, parents=[uk["northern-ireland"]]
    )
    switched_on.answer = stand_in.district(
        "BT17", 54.56, -6.02, "Belfast", "Lisburn and Castlereagh"
    )
    districts.learn_district("BT17")
    assert find_place("BT17").area_slug == "lisburn-and-castlereagh"


def test_a_district_of_no_council_that_we_know_changes_nothing(uk, switched_on):
    switched_on.answer = stand_in.district("IM1", 54.15, -4.48, "Douglas")
    districts.learn_district("IM1")
    assert not Outcode.objects.exists()


def test_a_database_that_cannot_take_it_does_not_break_the_page(
    uk, switched_on, client, monkeypatch
):
    def fail():
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr(districts, "raise_revision", fail)
    assert client.get("/projects/", {"near": "BT1"}).status_code == 200
    assert not Outcode.objects.exists()


def test_the_pins_map_of_staff_asks_too(uk, switched_on, client):
    client.force_login(make_staff())
    answer = client.get(reverse("admin:projects_project_locate"), {"q": "BT1 5GS"})
    assert answer.json()["council"]["name"] == "Belfast"
