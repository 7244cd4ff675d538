"""The release changes with whatever changes the look of a page."""

import os

import pytest

from betterwork.release import fingerprint
from tests.betterwork.test_settings import PRODUCTION, value_of


@pytest.fixture
def base(tmp_path):
    """A checkout with a template, compiled code and the lock of its requirements."""
    for name in ["templates/home.html", "projects/__pycache__/a.pyc", "requirements.txt", "notes"]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("before")
    return tmp_path


@pytest.mark.parametrize("name", ["templates/home.html", "requirements.txt", "static/new.css"])
def test_another_file_is_another_release(base, name):
    before = fingerprint(base)
    path = base / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("and after")
    assert fingerprint(base) != before


def test_a_file_of_the_same_length_but_of_another_time_is_another_release(base):
    before = fingerprint(base)
    os.utime(base / "requirements.txt", (1, 1))
    assert fingerprint(base) != before


@pytest.mark.parametrize("name", ["projects/__pycache__/a.pyc", "notes"])
def test_what_no_page_is_made_of_leaves_the_release_as_it_is(base, name):
    before = fingerprint(base)
    (base / name).write_text("and after")
    assert fingerprint(base) == before


@pytest.fixture(scope="module")
def in_production():
    return value_of("settings.RELEASE", **PRODUCTION)


def test_the_release_stays_from_start_to_start(in_production):
    assert value_of("settings.RELEASE", **PRODUCTION) == in_production


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONTACT_EMAIL", "map@example.org"),
        ("LICENCE_NAME", "Another licence"),
        ("ATTRIBUTION", "Somebody"),
        ("MAP_TILES_URL", "/tiles/{z}/{x}/{y}.png"),
        ("MAP_TILES_ATTRIBUTION", "Somebody"),
        ("MAP_STREETS_DEFAULT", "1"),
    ],
)
def test_another_value_of_a_setting_that_pages_show_is_another_release(name, value, in_production):
    assert value_of("settings.RELEASE", **PRODUCTION, **{name: value}) != in_production
