import pytest

from tests.geocoder_server import all_geocoders_led_here


@pytest.fixture
def service(settings, monkeypatch):
    """A stand-in for the geocoders outside, both switched on."""
    with all_geocoders_led_here(settings, monkeypatch) as server:
        yield server
