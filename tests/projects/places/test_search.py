"""From what is typed to one place, a choice, or an honest "not known"."""

import pytest

from projects.models import Outcode, Place, Postcode
from projects.places.names import name_key
from projects.places.search import NotOnePlace, find_place
from tests.builders import make_area, make_uk

pytestmark = pytest.mark.django_db


def add_town(name, council, population=10_000, latitude=51.5, longitude=-0.1):
    return Place.objects.create(
        name=name,
        key=name_key(name),
        population=population,
        council=council,
        latitude=latitude,
        longitude=longitude,
    )


@pytest.fixture
def uk():
    return make_uk()


def test_a_town_is_turned_into_its_council_and_the_areas_round_it(uk):
    add_town("Brixton", uk["lambeth"], latitude=51.4613, longitude=-0.1156)
    place = find_place("brixton")
    assert (place.name, place.area_slug, place.precision) == ("Brixton", "lambeth", "place")
    assert (place.latitude, place.longitude) == (51.4613, -0.1156)
    assert place.serving["region"] == ["london"]
    assert place.serving["nation"] == ["england"]
    assert place.serving["uk"] == ["uk"]
    assert list(place.serving["nearby"]) == ["camden"]


@pytest.mark.parametrize(
    "typed", ["Manchester", " manchester ", "MANCHESTER", "Manchester City Council"]
)
def test_a_council_is_found_however_it_is_written(uk, typed):
    assert find_place(typed).area_slug == "manchester"


@pytest.mark.parametrize(
    ("formal", "typed"),
    [
        ("Bristol, City of", "bristol"),
        ("Glasgow City", "Glasgow"),
        ("City of Edinburgh", "edinburgh"),
        ("St. Helens", "st helens"),
        ("Armagh City, Banbridge and Craigavon", "Armagh City, Banbridge & Craigavon"),
        ("King's Lynn and West Norfolk", "kings lynn and west norfolk"),
    ],
)
def test_formal_names_of_councils_are_found_by_the_usual_ones(uk, formal, typed):
    council = make_area(formal, parents=[uk["england"]])
    assert find_place(typed).area_slug == council.slug


def test_a_welsh_name_finds_the_area(uk):
    uk["cardiff"].name_cy = "Caerdydd"
    uk["cardiff"].save()
    assert find_place("caerdydd").area_slug == "cardiff"


def test_a_city_region_a_region_and_a_nation_are_places_without_a_point(uk):
    for typed, slug in [("greater manchester", "greater-manchester"), ("wales", "wales")]:
        place = find_place(typed)
        assert (place.area_slug, place.has_point) == (slug, False)


def test_a_postcode_is_found_where_its_table_is_loaded(uk):
    Postcode.objects.create(
        postcode="SW98HQ", latitude=51.46, longitude=-0.11, council=uk["lambeth"]
    )
    place = find_place("sw9 8hq")
    assert (place.name, place.area_slug, place.precision) == ("SW9 8HQ", "lambeth", "postcode")


def test_a_postcode_that_is_not_loaded_is_placed_by_its_district(uk):
    Outcode.objects.create(outcode="SW9", latitude=51.47, longitude=-0.11, council=uk["lambeth"])
    for typed in ["SW9", "sw9", "SW98HQ", "s w 9 8hq"]:
        place = find_place(typed)
        assert (place.name, place.precision) == ("SW9", "outcode")


@pytest.mark.parametrize("typed", ["BT48", "bt48 6aa", "ZZ99 9ZZ"])
def test_a_postcode_that_cannot_be_placed_says_so(uk, typed):
    with pytest.raises(NotOnePlace) as error:
        find_place(typed)
    assert error.value.is_postcode


def test_an_ambiguous_name_offers_each_place_by_a_name_that_finds_it(uk):
    add_town("Newton", uk["lambeth"])
    add_town("Newton", uk["cardiff"], population=9_000)
    with pytest.raises(NotOnePlace) as error:
        find_place("Newton")
    assert error.value.is_ambiguous
    assert error.value.choices == ["Newton, Lambeth", "Newton, Cardiff"]
    assert [find_place(c).area_slug for c in error.value.choices] == ["lambeth", "cardiff"]
    assert find_place("Newton, Wales").area_slug == "cardiff"


def test_a_much_larger_namesake_is_meant_and_the_others_are_offered(uk):
    add_town("Bigtown", uk["lambeth"], population=500_000)
    add_town("Bigtown", uk["cardiff"], population=600)
    place = find_place("bigtown")
    assert (place.area_slug, place.others) == ("lambeth", ("Bigtown, Cardiff",))


def test_an_unknown_name_offers_those_spelt_alike(uk):
    add_town("Brixton", uk["lambeth"])
    with pytest.raises(NotOnePlace) as error:
        find_place("Brixtn")
    assert "Brixton, Lambeth" in error.value.choices
    with pytest.raises(NotOnePlace) as error:
        find_place("Lambath")
    assert "Lambeth" in error.value.choices


@pytest.mark.parametrize("typed", ["", "  ", "???", ",", "’", "x" * 5000, "東京", "Robert'); --"])
def test_odd_text_is_no_place_and_no_error(uk, typed):
    with pytest.raises(NotOnePlace):
        find_place(typed)


def test_the_very_name_of_an_area_goes_before_one_without_its_formal_parts(uk):
    make_area("City of London", parents=[uk["london"]])
    assert find_place("London").area_slug == "london"
    assert find_place("City of London").area_slug == "city-of-london"


def test_other_names_of_an_area_are_known(uk):
    uk["london"].other_names = "Greater London;The Smoke"
    uk["london"].save()
    assert find_place("greater london").area_slug == "london"
    assert find_place("the smoke").area_slug == "london"


def test_a_saint_and_a_street_sign_are_one(uk):
    make_area("St. Helens", parents=[uk["north-west"]])
    assert find_place("Saint Helens").area_slug == "st-helens"


def test_a_postcode_at_the_end_and_a_sector_are_understood(uk):
    Outcode.objects.create(outcode="SW9", latitude=51.47, longitude=-0.11, council=uk["lambeth"])
    assert find_place("Stockwell SW9 8HQ").area_slug == "lambeth"
    assert find_place("SW9 8").name == "SW9"


def test_it_says_when_only_the_district_of_a_postcode_was_used(uk):
    Outcode.objects.create(outcode="SW9", latitude=51.47, longitude=-0.11, council=uk["lambeth"])
    assert "not the whole postcode" in find_place("SW9 8HQ").note
    assert find_place("SW9").note == ""


def test_a_name_that_is_cut_short_offers_the_longer_ones(uk):
    add_town("Barrow in Furness", uk["manchester"])
    with pytest.raises(NotOnePlace) as error:
        find_place("Barrow")
    assert error.value.choices[0] == "Barrow in Furness, Manchester"
