"""Every fault of a geocoder, over real HTTP on loopback, and what its good answers mean."""

import json
import subprocess
import sys
import time

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from geopy.adapters import URLLibAdapter
from geopy.geocoders import Nominatim

from projects.places import outside
from projects.places.outside import NOMINATIM, POSTCODES_IO, Unavailable, ask
from projects.places.turns import seconds_until_turn
from tests import geocoder_server as stand_in
from tests.betterwork.servers import free_port
from tests.geocoder_server import geocoder_server, http

pytestmark = pytest.mark.django_db

IN_VAIN = {
    "malformed chunk": stand_in.malformed_chunk,
    "random bytes": stand_in.random_bytes,
    "empty": stand_in.empty,
    "reset": stand_in.reset,
    "500": http("oh no", "500 Internal Server Error"),
    "403": http("go away", "403 Forbidden"),
    "a missing page": http("<h1>Not found</h1>", "404 Not Found", Content_Type="text/html"),
    "HTML": http("<!doctype html><h1>Welcome</h1>", Content_Type="text/html"),
    "null": http("null"),
    "{}": http("{}"),
    "NaN": stand_in.found(latitude="NaN"),
    "infinity": stand_in.found(longitude="1e999"),
    "not on the globe": stand_in.found(latitude=151.5),
    "no coordinates": http('[{"display_name": "Here"}]'),
    "very deep": http("[" * 100_000),
    "64 MB": stand_in.sixty_four_megabytes,
    "to the server itself": stand_in.redirect("http://127.0.0.1/secret"),
    "to the cloud's own data": stand_in.redirect("http://169.254.169.254/latest/meta-data"),
}


@pytest.mark.parametrize("fault", IN_VAIN)
def test_a_strange_answer_is_not_available_now(service, fault):
    service.answer = IN_VAIN[fault]
    start = time.monotonic()
    with pytest.raises(Unavailable) as error:
        ask(NOMINATIM, "1 Here, Stockwell", 4)
    assert time.monotonic() - start < 4
    assert error.value.was_asked
    assert len(service.requests) == 1  # not tried again, and no redirect followed
    assert len(str(error.value)) < 320


@pytest.mark.parametrize("fault", ["null", "{}", "a missing page", "HTML", "NaN", "500"])
def test_postcodes_io_is_read_as_strictly(service, fault):
    nan = http('{"status": 200, "result": {"postcode": "X", "latitude": NaN, "longitude": 1}}')
    service.answer = nan if fault == "NaN" else IN_VAIN[fault]
    with pytest.raises(Unavailable):
        ask(POSTCODES_IO, "SW98HQ", 4)


@pytest.mark.parametrize(
    "hang",
    [stand_in.silent, stand_in.one_byte_at_a_time, stand_in.body_one_byte_at_a_time],
    ids=["silent", "drip-feed", "drip-feed of the body"],
)
def test_a_service_that_hangs_is_given_up_in_time(service, hang):
    service.answer = hang
    start = time.monotonic()
    with pytest.raises(Unavailable, match="in time"):
        ask(NOMINATIM, "1 Here, Stockwell", 1.2)
    assert time.monotonic() - start < 2


def test_a_process_that_does_not_end_by_itself_is_ended(service, monkeypatch):
    command = "import time; print(flush=True); time.sleep(60)"
    monkeypatch.setattr(outside, "_COMMAND", [sys.executable, "-c", command])
    started, popen = [], subprocess.Popen

    def remember(*arguments, **options):
        started.append(popen(*arguments, **options))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", remember)
    start = time.monotonic()
    with pytest.raises(Unavailable):
        ask(NOMINATIM, "1 Here, Stockwell", 0.6)
    assert time.monotonic() - start < 1.5
    assert started[0].returncode == -9


def test_a_huge_body_is_not_read_to_its_end(service):
    service.answer = stand_in.sixty_four_megabytes
    with pytest.raises(Unavailable, match="too large"):
        ask(NOMINATIM, "1 Here, Stockwell", 4)
    service.close()
    assert service.sent_all is False


def test_a_service_that_refuses_connections_or_has_no_address_is_not_available(service, settings):
    settings.NOMINATIM_URL = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(Unavailable, match="refused"):
        ask(NOMINATIM, "1 Here, Stockwell", 4)
    settings.POSTCODES_IO_URL = "http://geocoder.invalid"
    with pytest.raises(Unavailable):
        ask(POSTCODES_IO, "SW98HQ", 4)


def test_a_redirect_to_a_server_inside_is_not_followed(service):
    with geocoder_server() as inside:
        service.answer = stand_in.redirect(f"{inside.url}/secret")
        with pytest.raises(Unavailable, match="302"):
            ask(NOMINATIM, "1 Here, Stockwell", 4)
        assert inside.requests == []
        # A negative control: geopy as it comes does follow it.
        usual = Nominatim(
            domain=service.url.removeprefix("http://"),
            scheme="http",
            user_agent="test",
            adapter_factory=URLLibAdapter,
        )
        usual.geocode("1 Here, Stockwell")
        assert inside.paths == ["/secret"]


def test_a_service_that_is_asked_too_often_is_left_alone_as_long_as_it_wishes(service):
    service.answer = http("", "429 Too Many Requests", Retry_After="3600")
    with pytest.raises(Unavailable) as error:
        ask(NOMINATIM, "1 Here, Stockwell", 4)
    assert error.value.after == 3600
    assert 3590 < seconds_until_turn(NOMINATIM) <= 3600
    start = time.monotonic()
    with pytest.raises(Unavailable) as error:
        ask(NOMINATIM, "2 There, Stockwell", 4)
    assert not error.value.was_asked
    assert time.monotonic() - start < 0.5
    assert len(service.requests) == 1


@pytest.mark.parametrize(
    ("wish", "seconds"), [("999999999", 3600), ("9" * 5000, 60), ("soon", 60), ("-5", 60)]
)
def test_a_wish_without_sense_is_bounded(service, wish, seconds):
    service.answer = http("", "503 Service Unavailable", Retry_After=wish)
    with pytest.raises(Unavailable) as error:
        ask(NOMINATIM, "1 Here, Stockwell", 4)
    assert error.value.after == seconds


def test_a_place_outside_the_uk_is_not_found(service):
    service.answer = stand_in.found(latitude=48.85, longitude=2.35)
    answer = ask(NOMINATIM, "Paris", 4)
    assert (answer.is_found, answer.label) == (False, "The only match is outside the UK.")


@pytest.mark.parametrize(
    ("name", "query", "reply"),
    [
        (NOMINATIM, "Nowhere", stand_in.NOTHING_THERE),
        (POSTCODES_IO, "ZZ99ZZ", stand_in.NO_POSTCODE),
        (POSTCODES_IO, "JE23AB", stand_in.postcode("JE2 3AB", None, None)),
    ],
)
def test_an_honest_no_is_not_found(service, name, query, reply):
    service.answer = reply
    assert not ask(name, query, 4).is_found


def test_a_good_answer_is_taken_and_the_service_told_who_asks(service):
    service.answer = stand_in.found(51.47, -0.11)
    answer = ask(NOMINATIM, "1 Here, Stockwell", 4)
    assert (answer.latitude, answer.longitude, answer.precision) == (51.47, -0.11, "exact")
    (_, head), (path,) = service.requests[0], service.paths
    assert path.startswith("/search?q=1+Here%2C+Stockwell&") and "countrycodes=gb" in path
    assert "User-Agent: BetterWorkMap (https://map.example.org; us@example.org)" in head


def test_postcodes_io_is_asked_by_the_whole_postcode_or_the_district(service):
    service.answer = stand_in.postcode("SW9 8HQ", 51.46, -0.11)
    assert ask(POSTCODES_IO, "SW98HQ", 4).precision == "postcode"
    service.answer = stand_in.district("BT48", 55.0, -7.32, "Derry City and Strabane")
    answer = ask(POSTCODES_IO, "BT48", 4)
    assert (answer.precision, answer.councils) == ("area", ("Derry City and Strabane",))
    assert service.paths == ["/postcodes/SW98HQ", "/outcodes/BT48"]


@pytest.mark.parametrize(
    ("rank", "precision"), [(30, "exact"), (26, "postcode"), (19, "town"), (12, "area"), (8, "")]
)
def test_the_rank_of_a_place_says_how_exact_it_is(service, rank, precision):
    place = json.loads(stand_in.found().partition(b"\r\n\r\n")[2])[0] | {"place_rank": rank}
    service.answer = http(json.dumps([place]))
    assert ask(NOMINATIM, "Somewhere", 4).precision == precision


def test_the_process_needs_neither_django_nor_our_secrets(service, monkeypatch):
    code = "import sys, projects.places.geocoding; print('django' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=django_settings.BASE_DIR, capture_output=True, text=True
    )
    assert told.stdout.strip() == "False"
    monkeypatch.setenv("SECRET_KEY", "only-ours")
    tell = "import os, json; print(flush=True); input();"
    tell += "print(json.dumps({'outcome': 'nothing', 'reason': os.environ.get('SECRET_KEY', '-')}))"
    monkeypatch.setattr(outside, "_COMMAND", [sys.executable, "-c", tell])
    assert ask(NOMINATIM, "Somewhere", 4).label == "-"


@pytest.mark.django_db(transaction=True)
def test_nobody_is_asked_inside_a_transaction(service):
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        ask(NOMINATIM, "1 Here, Stockwell", 4)
    assert service.requests == []
