"""A cursor that somebody made up is refused, whatever is in it."""

import base64
import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.api.cursors import Cursor, day, moment, number, whole, words
from projects.api.problems import NotUnderstood

TYPES = [words, number, day, moment, whole]
GOOD = ["name", 0.5, "2026-01-01", "2026-01-01T00:00:00+00:00", 7]


def encoded(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def test_a_cursor_is_read_as_it_was_written():
    keys = tuple(type_(key) for type_, key in zip(TYPES, GOOD, strict=True))
    cursor = Cursor("odd", keys, 25)
    assert Cursor.read(str(cursor), "odd", TYPES) == cursor
    assert Cursor.read("", "odd", TYPES) is None


@pytest.mark.parametrize(
    "text",
    [
        *["x", "é", "=", "!!!!", "A" * 3000, encoded("odd"), encoded(5), encoded([])],
        encoded(["even", 0, *GOOD]),
        encoded(["odd", 0, *GOOD, 1]),
        encoded(["odd", 0, *GOOD[:-1]]),
        encoded(["odd", -1, *GOOD]),
        encoded(["odd", 2**64, *GOOD]),
        *[
            encoded(["odd", 0, *GOOD[:place], bad, *GOOD[place + 1 :]])
            for place, bad in [
                *[(0, None), (0, "\0"), (0, "\ud800"), (0, 5)],
                *[(1, "1"), (1, True), (1, float("nan")), (1, float("inf")), (1, 10**400)],
                *[(2, "2026-13-01"), (2, 5), (3, "2026-01-01T00:00"), (3, None)],
                (3, "0001-01-01T00:00:00+01:00"),
                *[(4, 2**63), (4, -1), (4, 1.0), (4, True), (4, None)],
            ]
        ],
    ],
)
def test_what_is_no_cursor_of_this_order_is_refused(text):
    with pytest.raises(NotUnderstood):
        Cursor.read(text, "odd", TYPES)


def test_a_moment_in_a_zone_that_postgresql_does_not_know_is_the_same_moment_in_utc():
    assert moment("2026-01-01T23:00:00+23:00") == moment(GOOD[3])
    assert moment("2026-01-01T23:00:00+23:00").utcoffset() == timedelta(0)


@settings(derandomize=True, max_examples=200)
@given(st.text(min_size=1) | st.binary(min_size=1).map(base64.urlsafe_b64encode).map(bytes.decode))
def test_no_text_is_an_error_of_the_site(text):
    with pytest.raises(NotUnderstood):
        Cursor.read(text, "odd", TYPES)
