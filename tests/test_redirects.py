"""Signing in and out, and a missing slash, lead to pages of this site only (reliability E5)."""

import re

import pytest

from tests.builders import make_staff

pytestmark = pytest.mark.django_db

SIGN_IN, PASSWORD = "/account/sign-in/", "/account/sign-in/password/"
ANN = {"login": "ann@example.org", "password": "password"}
HOSTILE = [
    *["//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https:evil"],
    *["https:/evil.example", "https:///evil.example", "http://evil.example", "javascript:alert(1)"],
    *["data:text/html,x", "/%0d%0aSet-Cookie:x=1", "/\r\nSet-Cookie: x=1", "/\t/evil.example"],
    *["\t//evil.example", " //evil.example", "http://testserver@evil.example", "//testserver:x@e"],
    *[
        "http://testserver.evil.example/",
        "/admin/\0",
        "\x00//evil.example",
        "h\nttps://evil.example",
    ],
    *["//evil%E3%80%82example", "/admin/logout/?next=//evil.example", "１", "%2f%2fevil.example"],
]


@pytest.mark.parametrize("next_page", HOSTILE)
def test_signing_in_leads_nowhere_but_to_a_page_of_this_site(client, next_page):
    make_staff(email="ann@example.org")
    answer = client.post(PASSWORD, {**ANN, "next": next_page})
    assert answer.status_code == 302
    assert not leads_away(answer["Location"])
    assert "\r" not in answer["Location"] and "\n" not in answer["Location"]
    assert "x" not in answer.cookies
    for address in ("/admin/login/", "/admin/logout/", SIGN_IN, PASSWORD, "/account/sign-out/"):
        left = client.get(address, {"next": next_page})
        assert not leads_away(left.get("Location", "/")), address


@pytest.mark.parametrize("next_page", HOSTILE)
def test_signing_out_leads_nowhere_else_either(client, next_page):
    client.force_login(make_staff())
    for address in ("/admin/logout/", "/account/sign-out/"):
        answer = client.post(address, {"next": next_page})
        assert not leads_away(answer.get("Location", "/")), address


def test_signing_in_without_a_page_to_go_on_to_leads_to_the_desk(client):
    make_staff(email="ann@example.org")
    led = client.get("/admin/login/", {"next": "//evil.example"})
    assert led["Location"] == f"{SIGN_IN}?next=/admin/"
    assert client.post(PASSWORD, {**ANN, "next": "/admin/"})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    left = client.get("/admin/login/", {"next": "//evil.example"})
    assert left["Location"] == "/admin/"


def test_a_page_of_ours_is_gone_on_to(client):
    """The negative control."""
    make_staff(email="ann@example.org")
    page = "/admin/projects/project/?checked=due"
    assert client.post(PASSWORD, {**ANN, "next": page})["Location"] == page


@pytest.mark.parametrize("address", ["//e.example", "/\\e.example", "\t//e", "https:e", "h\nttp:e"])
def test_what_leads_away_is_recognised(address):
    """The negative control."""
    assert leads_away(address)
    assert not leads_away("/admin/")


def leads_away(location):
    """Whether a browser that follows this leaves the site, as browsers read an address."""
    cleaned = location.strip("".join(map(chr, range(33)))).translate(dict.fromkeys([9, 10, 13]))
    return re.match(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", cleaned, re.IGNORECASE) is not None


@pytest.mark.parametrize(
    "path", ["//evil.example/admin", "//evil.example/%2e%2e", "/\\evil.example"]
)
def test_a_missing_slash_is_not_added_on_another_site(client, path):
    answer = client.get(path)
    assert not leads_away(answer.get("Location", "/"))
