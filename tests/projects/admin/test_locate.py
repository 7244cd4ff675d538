"""Looking up where a typed place lies, and which council a point seems to be in."""

import pytest
from django.contrib.auth.models import Permission

from projects.models import Outcode, Place
from tests.builders import make_member, make_uk
from tests.projects.admin.pages import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(db):
    """Brixton and Camden Town, and the district SW9."""
    areas = make_uk()
    for name, slug, latitude, longitude in [
        ("Brixton", "lambeth", 51.4611, -0.1156),
        ("Camden Town", "camden", 51.5393, -0.1427),
    ]:
        point = {"latitude": latitude, "longitude": longitude, "council": areas[slug]}
        Place.objects.create(name=name, key=name.lower(), population=9000, **point)
    Outcode.objects.create(outcode="SW9", latitude=51.47, longitude=-0.11, council=areas["lambeth"])
    return areas


def answer(client, **query):
    return client.get(page_of("locate"), query).json()


def test_a_point_is_in_the_council_of_the_nearest_known_place(desk, places):
    found = answer(desk, latitude="51.5400", longitude="-0.1400")
    assert found["council"] == {"id": places["camden"].pk, "name": "Camden"}
    assert found["near"] == "Camden Town"
    assert answer(desk, latitude="51.4712", longitude="-0.1100")["near"] == "SW9"


@pytest.mark.parametrize("typed", ["Brixton", "sw9", "SW9 8HQ"])
def test_a_typed_place_or_postcode_has_a_point_and_a_council(desk, places, typed):
    found = answer(desk, q=typed)
    assert found["council"]["name"] == "Lambeth"
    assert 51.46 < found["latitude"] < 51.48


def test_what_cannot_be_answered_is_said_in_words(desk, places):
    assert "don’t know" in answer(desk, q="Atlantis")["message"]
    assert "too large" in answer(desk, q="England")["message"]
    assert "outside the UK" in answer(desk, latitude="10", longitude="10")["message"]
    assert "no place near" in answer(desk, latitude="60", longitude="-1")["message"]


@pytest.mark.parametrize(
    ("permission", "status"),
    [("view_project", 200), ("change_area", 200), ("view_signpost", 403), ("add_project", 403)],
)
def test_only_who_may_see_a_page_with_a_pin_is_answered(client, places, permission, status):
    member = make_member(is_staff=True)
    member.user_permissions.set(Permission.objects.filter(codename=permission))
    client.force_login(member)
    assert client.get(page_of("locate"), {"q": "Brixton"}).status_code == status


@pytest.mark.parametrize(
    "query",
    [{}, {"latitude": "x", "longitude": "1"}, {"latitude": "51"}, {"latitude": "\0"}],
)
def test_a_question_that_makes_no_sense_is_a_bad_request(desk, query):
    assert desk.get(page_of("locate"), query).status_code == 400


@pytest.mark.parametrize("number", ["nan", "inf", "1e308", "-1e999"])
def test_no_number_is_too_odd(desk, number):
    found = answer(desk, latitude=number, longitude=number)
    assert "outside the UK" in found["message"]


@pytest.mark.parametrize("text", ["\0", "", " ", "x" * 10_000, "%", "'"])
def test_no_text_is_too_odd(desk, text):
    assert answer(desk, q=text)["message"]
