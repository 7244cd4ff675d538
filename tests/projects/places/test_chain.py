"""Who is asked for an address, in which order, and what is not believed."""

import pytest

from projects.models import GeocoderAnswer, Outcode, Place, Postcode, Turn
from projects.places.chain import NotFound, locate, queries
from projects.places.names import name_key
from projects.places.outside import Unavailable
from tests import geocoder_server as stand_in
from tests.builders import make_uk
from tests.geocoder_server import http

pytestmark = pytest.mark.django_db


@pytest.fixture
def uk():
    areas = make_uk()
    Outcode.objects.create(outcode="SW9", latitude=51.47, longitude=-0.11, council=areas["lambeth"])
    add_town("Brixton", areas["lambeth"], 51.4613, -0.1156)
    return areas


def add_town(name, council, latitude, longitude, population=10_000):
    Place.objects.create(
        name=name,
        key=name_key(name),
        council=council,
        latitude=latitude,
        longitude=longitude,
        population=population,
    )


def add_postcode(council):
    Postcode.objects.create(postcode="SW98HQ", latitude=51.461, longitude=-0.112, council=council)


def test_our_own_postcodes_come_first_and_nobody_is_asked(uk, service):
    add_postcode(uk["lambeth"])
    point = locate("12 High Street, Brixton", "sw9 8hq")
    assert (point.latitude, point.longitude) == (51.461, -0.112)
    assert (point.precision, point.found_by) == ("postcode", "our postcode table")
    assert locate("12 High Street, Brixton SW9 8HQ") == point
    assert service.requests == []


def test_the_bare_name_of_a_town_is_found_without_asking_anybody(uk, service):
    point = locate("Brixton")
    assert (point.latitude, point.precision, point.found_by) == (51.4613, "town", "our gazetteer")
    assert service.requests == []


def test_a_postcode_that_we_do_not_hold_is_asked_of_postcodes_io(uk, service):
    service.answer = stand_in.postcode("SW9 9ZZ", 51.465, -0.114)
    point = locate("12 High Street, Brixton", "SW9 9ZZ")
    assert (point.latitude, point.precision, point.found_by) == (51.465, "postcode", "postcodes.io")
    assert service.paths == ["/postcodes/SW99ZZ"]


def test_an_address_is_asked_of_nominatim(uk, service):
    service.answer = stand_in.found(51.4621, -0.1133)
    point = locate("12 High Street, Brixton")
    assert (point.latitude, point.precision, point.found_by) == (51.4621, "exact", "nominatim")


def test_what_nobody_outside_knows_is_placed_by_its_town_or_district(uk, service):
    assert locate("Nowhere Hall, Brixton, London").found_by == "our gazetteer"
    assert locate("Nowhere Hall", "SW9").precision == "area"
    assert len(service.requests) == 2


def test_each_service_is_asked_only_if_it_is_switched_on(uk, service, settings):
    settings.GEOCODERS = ["gazetteer"]
    add_postcode(uk["lambeth"])
    assert locate("12 High Street, Brixton", "SW9 8HQ").found_by == "our gazetteer"
    settings.GEOCODERS = []
    with pytest.raises(NotFound, match="switched on"):
        locate("12 High Street, Brixton", "SW9 8HQ")
    assert service.requests == []


def test_a_private_address_stays_on_this_site(uk, service):
    assert locate("The Refuge, Brixton", "SW9 9ZZ", ask_others=False).found_by == "our gazetteer"
    assert service.requests == []


def test_a_silent_service_is_waited_for_rather_than_a_coarse_point_taken(uk, service):
    service.answer = http("", "500 Internal Server Error")
    with pytest.raises(Unavailable):
        locate("Nowhere Hall, Brixton", "SW9 9ZZ")


def test_one_service_answers_for_another_that_fails(uk, service, settings):
    settings.POSTCODES_IO_URL = "http://geocoder.invalid"
    service.answer = stand_in.found(51.4621, -0.1133)
    assert locate("12 High Street, Brixton", "SW9 9ZZ").found_by == "nominatim"


def test_a_wrong_place_with_high_confidence_is_not_believed(uk, service, settings):
    settings.GEOCODERS = ["nominatim"]
    edinburgh = stand_in.found(55.95, -3.19, importance=0.99)
    service.answer = edinburgh
    with pytest.raises(NotFound, match="33. miles from SW9"):
        locate("12 High Street", "SW9 8HQ")
    with pytest.raises(NotFound, match="far from the areas"):
        locate("14 High Street", coverage=["lambeth"])
    # A negative control: where nothing speaks against it, it is taken.
    assert locate("16 High Street").latitude == 55.95
    assert locate("18 High Street", coverage=["no-such-area"]).latitude == 55.95


def test_a_place_in_a_wide_area_is_believed(uk, service):
    service.answer = stand_in.found(51.4621, -0.1133)
    assert locate("12 High Street", coverage=["england"]).found_by == "nominatim"


def test_a_name_that_several_places_have_says_so(uk, service):
    for council in ("lambeth", "cardiff"):
        add_town("Newtown", uk[council], 51.5, -0.1)
    with pytest.raises(NotFound, match="more than one Newtown"):
        locate("Newtown")
    assert locate("1 High Street, Newtown, Lambeth").precision == "town"
    with pytest.raises(NotFound, match="more than one Newtown"):
        locate("1 High Street, Newtown, Shropshire")


def test_a_town_before_a_county_counts_if_there_is_only_one_of_its_name(uk, service):
    add_town("Totnes", uk["cardiff"], 50.43, -3.69)
    assert locate("The Hall, Castle Street, Totnes, Devon").latitude == 50.43
    add_town("Bigtown", uk["lambeth"], 51.5, -0.1, population=500_000)
    add_town("Bigtown", uk["cardiff"], 51.4, -3.1, population=600)
    with pytest.raises(NotFound):
        locate("The Hall, Bigtown, Devon")


def test_the_middle_of_a_council_is_no_place_for_a_pin(uk, service):
    with pytest.raises(NotFound, match="only the council is known: Lambeth"):
        locate("The Hall, Lambeth")
    add_town("Camden", uk["camden"], 51.539, -0.142)
    assert locate("The Hall, Camden").latitude == 51.539


@pytest.mark.parametrize("address", ["", "  ", "\0", "?" * 2000, "Robert'); --", ",,,"])
def test_odd_text_is_not_found(uk, service, address):
    with pytest.raises(NotFound):
        locate(address)


def test_an_answer_is_kept_and_one_that_failed_is_not(uk, service):
    service.answer = http("", "500 Internal Server Error")
    with pytest.raises(Unavailable):
        locate("12 High Street")
    assert not GeocoderAnswer.objects.exists()
    Turn.objects.all().delete()
    service.answer = stand_in.found(51.4621, -0.1133)
    first = locate("12 High Street")
    asked = len(service.requests)
    assert locate("12  HIGH Street ") == first
    assert len(service.requests) == asked


def test_what_services_were_asked_is_known_for_erasing_it():
    assert queries("12 High Street, Brixton SW9 8HQ") == [
        "SW98HQ",
        "12 High Street, Brixton, SW9 8HQ",
    ]
    assert queries("") == []
