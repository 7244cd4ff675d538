"""An entry as values, and what differs between two of them."""

import pytest

from projects.submissions.values import (
    FIELDS,
    differences,
    empty_values,
    expand_areas,
    in_words,
    values_of,
)
from tests.builders import make_location, make_organisation, make_project, make_uk

pytestmark = pytest.mark.django_db


def test_values_have_every_field_and_nothing_else():
    assert set(values_of(make_project())) == set(FIELDS) == set(empty_values())


def test_an_entry_is_told_by_names_and_slugs():
    uk = make_uk()
    project = make_project(
        "Ladder",
        lead_organisation=make_organisation("Bridge"),
        partners=[make_organisation("Zeta"), make_organisation("Alpha")],
        funders=[make_organisation("Purse")],
        coverage=[uk["lambeth"], uk["camden"]],
        offers=["Help for workers"],
        pins=[{"postcode": "SW9 8HQ", "address": "1 High Street"}],
    )
    values = values_of(project)
    assert values["organisation"] == "Bridge"
    assert values["partners"] == ["Alpha", "Zeta"]
    assert values["funders"] == ["Purse"]
    assert values["coverage"] == ["camden", "lambeth"]
    assert values["offers"] == ["help-for-workers"]
    assert (values["address"], values["postcode"]) == ("1 High Street", "SW9 8HQ")
    assert (values["latitude"], values["longitude"]) == (51.46, -0.12)


def test_a_private_place_is_told_to_staff_only():
    project = make_project()
    make_location(project, public=False, address="Refuge House")
    assert "Refuge" not in str(values_of(project))
    assert values_of(project)["latitude"] is None
    assert values_of(project, private=True)["address"] == "Refuge House"


def test_of_several_places_none_is_told():
    project = make_project(pins=[(51.5, -0.1), (51.6, -0.1)])
    assert values_of(project)["latitude"] is None


def test_only_what_differs_is_kept():
    base = empty_values() | {"name": "Ladder", "offers": ["a", "b"], "summary": "One.\nTwo."}
    assert differences(base, base) == {}
    # The order of a list, line ends as browsers send them, and blanks around are no difference.
    same = base | {"offers": ["b", "a"], "summary": " One. \r\nTwo.\r\n", "start_year": None}
    assert differences(same, base) == {}
    assert differences(base | {"offers": ["a"]}, base) == {"offers": ["a"]}
    assert differences(base | {"name": ""}, base) == {"name": ""}


def test_a_new_address_takes_the_old_pin_away():
    base = empty_values() | {"postcode": "SW9 8HQ", "latitude": 51.4, "longitude": -0.1}
    moved = differences(base | {"postcode": "M1 1AE"}, base)
    assert moved == {"postcode": "M1 1AE", "latitude": None, "longitude": None}
    pinned = differences(base | {"postcode": "M1 1AE", "latitude": 53.4}, base)
    assert pinned == {"postcode": "M1 1AE", "latitude": 53.4, "longitude": -0.1}


def test_a_city_region_takes_its_councils_along():
    make_uk()
    assert expand_areas(["greater-manchester", "wales", "nowhere"]) == [
        "manchester",
        "salford",
        "wales",
    ]


def test_values_are_said_in_words():
    make_uk()
    make_project(offers=["Help for workers"])
    assert in_words("coverage", ["lambeth", "camden"]) == "Camden, Lambeth"
    assert in_words("offers", ["help-for-workers"]) == "Help for workers"
    assert in_words("status", "past") == "Finished"
    assert in_words("name", "") == in_words("partners", []) == "nothing"
    assert in_words("place_is_private", False) == "no"
    assert in_words("start_year", 2014) == "2014"
