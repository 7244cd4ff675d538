"""A place search answers in groups, each counted: here, nearby, region, nation, UK, online."""

import pytest
from django.http import QueryDict

from projects.filters import ProjectFilter
from projects.querysets import PlaceGroup
from tests.builders import make_project, make_uk

pytestmark = pytest.mark.django_db


def groups(query):
    asked = ProjectFilter.read(QueryDict(query))
    return [(PlaceGroup(p.place_group).name, p.name) for p in asked.ordered()]


@pytest.fixture
def uk():
    return make_uk()


def test_every_project_found_is_in_the_first_group_that_fits(uk):
    make_project("Here", coverage=[uk["manchester"]])
    make_project(
        "Pinned here", pins=[{"council": uk["manchester"], "latitude": 53.48, "longitude": -2.24}]
    )
    make_project("Next door", coverage=[uk["salford"]])
    make_project("City region", coverage=[uk["greater-manchester"]])
    make_project("Region", coverage=[uk["north-west"]])
    make_project("Nation", coverage=[uk["england"]])
    make_project("Everywhere", coverage=[uk["uk"]])
    make_project("Anywhere", delivery_modes=["Online"])
    make_project("Other nation", coverage=[uk["wales"]])
    make_project("Online elsewhere", coverage=[uk["wales"]], delivery_modes=["Online"])
    make_project("Far", pins=[{"council": uk["cardiff"], "latitude": 51.48, "longitude": -3.18}])
    assert groups("near=Manchester") == [
        ("LOCAL", "Pinned here"),
        ("LOCAL", "Here"),
        ("NEARBY", "Next door"),
        ("REGION", "City region"),
        ("REGION", "Region"),
        ("NATION", "Nation"),
        ("UK", "Everywhere"),
        ("ONLINE", "Anywhere"),
    ]


def test_the_nearest_comes_first_and_miles_are_a_straight_line(uk):
    make_project("Far", pins=[{"council": uk["manchester"], "latitude": 53.58, "longitude": -2.24}])
    make_project(
        "Close", pins=[{"council": uk["manchester"], "latitude": 53.49, "longitude": -2.24}]
    )
    asked = ProjectFilter.read(QueryDict("near=Manchester"))
    close, far = asked.ordered()
    assert (close.name, far.name) == ("Close", "Far")
    assert close.miles == pytest.approx(0.69, abs=0.01)  # a hundredth of a degree north
    assert far.miles == pytest.approx(6.91, abs=0.01)


def test_nearby_reaches_across_a_border_as_far_as_within_says(uk):
    make_project(
        "Over there", pins=[{"council": uk["salford"], "latitude": 53.48, "longitude": -2.36}]
    )
    make_project("Town", coverage=[uk["manchester"]])
    assert ("NEARBY", "Over there") in groups("near=Manchester&within=6")
    assert ("NEARBY", "Over there") not in groups("near=Manchester&within=3")


def test_an_office_is_never_near(uk):
    office = {
        "role": "office",
        "latitude": 53.481,
        "longitude": -2.241,
        "council": uk["manchester"],
    }
    make_project("Runs in Wales", coverage=[uk["cardiff"]], pins=[office])
    make_project("Office alone", pins=[office])
    assert groups("near=Manchester") == []


def test_within_and_the_place_restrict_the_pins_and_the_three_ways_add_up(uk):
    two_pins = [
        {"council": uk["manchester"], "latitude": 53.48, "longitude": -2.24},
        {"council": uk["cardiff"], "latitude": 51.48, "longitude": -3.18},
    ]
    make_project("Both", pins=two_pins)
    make_project("Nation", coverage=[uk["england"]], pins=[two_pins[1]])
    placing = ProjectFilter.read(QueryDict("near=Manchester")).placing()
    assert placing == {"total": 2, "pinned": 1, "areawide": 1, "unplaced": 0, "locations": 1}


def test_a_wider_place_has_no_nearby(uk):
    make_project("In it", coverage=[uk["salford"]])
    make_project("Round it", coverage=[uk["england"]])
    assert groups("near=Greater+Manchester") == [("LOCAL", "In it"), ("NATION", "Round it")]


def test_other_filters_hold_in_every_group(uk):
    make_project("Past", coverage=[uk["manchester"]], status="past")
    make_project("Running", coverage=[uk["england"]])
    assert groups("near=Manchester&status=current") == [("NATION", "Running")]


def test_of_what_serves_a_council_close_by_the_closest_comes_first(uk):
    make_project("Aaa further", coverage=[uk["camden"]])
    make_project("Zzz closer", coverage=[uk["salford"]])
    make_project("Pinned", pins=[{"council": uk["salford"], "latitude": 53.48, "longitude": -2.36}])
    found = groups("near=Manchester&within=300")
    assert found == [("NEARBY", "Zzz closer"), ("NEARBY", "Pinned"), ("NEARBY", "Aaa further")]
