import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from betterwork.geocoders import settings_from

US = "us@example.org"


def read(monkeypatch, contact=US, **variables):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return settings_from(environ.Env(), "https://map.example.org", contact)


def test_nobody_outside_is_asked_unless_the_operator_says_so(monkeypatch):
    found = read(monkeypatch, contact="")
    assert found["GEOCODERS"] == ["postcodes", "gazetteer"]
    assert found["PLACE_SEARCH_ASKS_POSTCODES_IO"] is False


def test_services_are_told_the_site_and_whom_to_write_to(monkeypatch):
    found = read(monkeypatch, GEOCODERS="postcodes,gazetteer,postcodes.io,nominatim")
    assert found["GEOCODER_USER_AGENT"] == f"BetterWorkMap (https://map.example.org; {US})"


@pytest.mark.parametrize(
    ("contact", "variables", "reason"),
    [
        ("", {"GEOCODERS": "nominatim"}, "Set CONTACT_EMAIL"),
        ("", {"PLACE_SEARCH_ASKS_POSTCODES_IO": "true"}, "Set CONTACT_EMAIL"),
        (US, {"GEOCODERS": "postcodes,google"}, "unknown names: google"),
        (US, {"GEOCODER_SECONDS": "60"}, "between 0.5 and 5"),
        (US, {"NOMINATIM_URL": "file:///etc/passwd"}, "NOMINATIM_URL must begin"),
    ],
)
def test_what_cannot_be_meant_is_refused(monkeypatch, contact, variables, reason):
    with pytest.raises(ImproperlyConfigured, match=reason):
        read(monkeypatch, contact, **variables)
