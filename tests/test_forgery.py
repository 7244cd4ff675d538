"""No form can be sent in somebody else's name, from any other site (reliability E4).

Every address of the site is sent a POST; one that nobody wrote down in tests/everywhere.py fails.
"""

import logging

import pytest
from django.db import connection

from tests.everywhere import OWN_TOKEN, browser, every_address, fill_everything

pytestmark = pytest.mark.django_db

TYPED = {"name": "Typed", "action": "withdraw", "answer": "ended", "do": "reject", "post": "yes"}
TOKEN = "a" * 32
REFUSED, HAS_NO_POST = 403, 405


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    """Refusals are what is asked for here, and each would be a line of the log."""
    for name in ("django.request", "django.security.csrf"):
        monkeypatch.setattr(logging.getLogger(name), "disabled", True)


def everything_stored():
    """Return {table: digest of all its rows}."""
    with connection.cursor() as cursor:
        return {table: _digest(cursor, table) for table in connection.introspection.table_names()}


def _digest(cursor, table):
    name = connection.ops.quote_name(table)
    cursor.execute(f"SELECT md5(string_agg(r::text, '|' ORDER BY r::text)) FROM {name} AS r")
    return cursor.fetchone()[0]


def answers(client, **headers):
    """Return {address: status} of a POST to every address."""
    return {
        address: client.post(address, TYPED, headers=headers).status_code
        for address in every_address()
    }


def test_without_the_token_no_address_does_anything():
    fill_everything()
    client = browser(everything=True, enforce_csrf_checks=True)
    before = everything_stored()
    statuses = answers(client)
    assert {a: s for a, s in statuses.items() if s not in (REFUSED, HAS_NO_POST)} == {}
    assert everything_stored() == before


def test_with_the_token_but_from_another_site_no_address_does_anything():
    fill_everything()
    client = client_with_the_token()
    before = everything_stored()
    statuses = answers(client, origin="https://evil.example", **{"x-csrftoken": TOKEN})
    assert {a: s for a, s in statuses.items() if s not in (REFUSED, HAS_NO_POST)} == {}
    assert everything_stored() == before


SOME = ["/admin/projects/project/check/", f"/submissions/{OWN_TOKEN}/", "/submit/"]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "https://testserver"},
        {"origin": "https://evil.example", "referer": "http://testserver/admin/"},
        {"origin": "https://evil.example", "x-forwarded-host": "evil.example"},
    ],
)
def test_no_header_makes_another_site_look_like_this_one(headers):
    fill_everything()
    client = client_with_the_token()
    for address in SOME:
        answer = client.post(address, TYPED, headers=headers | {"x-csrftoken": TOKEN})
        assert answer.status_code == REFUSED, address


@pytest.mark.parametrize("kind", ["text/plain", "application/json"])
def test_a_body_of_another_kind_needs_the_token_too(kind):
    fill_everything()
    client = client_with_the_token()
    for address in SOME:
        answer = client.post(address, '{"action": "withdraw"}', content_type=kind)
        assert answer.status_code == REFUSED, address


def test_with_the_token_and_from_this_site_they_do():
    """The negative control: what was refused above is done here."""
    fill_everything()
    client = client_with_the_token()
    headers = {"x-csrftoken": TOKEN, "origin": "http://testserver"}
    before = everything_stored()
    for address in SOME:
        answer = client.post(address, TYPED, headers=headers)
        assert answer.status_code not in (REFUSED, HAS_NO_POST), address
    assert everything_stored() != before


def client_with_the_token():
    client = browser(everything=True, enforce_csrf_checks=True)
    client.cookies["csrftoken"] = TOKEN
    return client
