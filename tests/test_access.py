"""Who may open and send what: every address of the site, asked by everybody there is.

tests/access.txt says what each of them gets. An address that does not stand there is a failure, and
so is a line about one that is gone: what is new is shut until somebody has written it down.
"""

import logging
import re
from copy import deepcopy
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.test import Client

from members.models import Member
from tests.builders import make_member
from tests.everywhere import addresses_of, body_of, every_address, fill_everything, routes

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("access.txt")
ROLES = ["public", "member", "another", "steward", "editor", "administrator"]
TYPED = {"name": "Typed", "action": "withdraw", "answer": "ended", "do": "reject", "post": "yes"}
MARKS = re.compile(r'name="(?:csrfmiddlewaretoken|form_token)" value="[^"]*"')
NO_EDITORS = {"export_profile", "change_member", "add_member", "delete_member", "view_group"}


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    """Refusals are what is asked for here, and a line and a traceback for each take long."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)


def people():
    """Return {role: a browser in which one of them is signed in}."""
    editor = make_member(name="Edith", email="edith@example.org", is_staff=True)
    editor.user_permissions.set(
        Permission.objects.filter(content_type__app_label__in=["projects", "members"]).exclude(
            codename__in=NO_EDITORS
        )
    )
    found = {
        "member": Member.objects.get(email="mia@example.org"),
        "another": Member.objects.get(email="olive@example.org"),
        "steward": Member.objects.get(email="stella@example.org"),
        "editor": editor,
        "administrator": Member.objects.filter(is_superuser=True).first(),
    }
    browsers = {"public": Client(raise_request_exception=False)}
    for role, member in found.items():
        browsers[role] = Client(raise_request_exception=False)
        browsers[role].force_login(member)
    return browsers


def outcome(answer):
    """Return one sign for an answer: see the head of tests/access.txt."""
    status = answer.status_code
    if status in (301, 302):
        place = answer["Location"]
        if "/sign-in/again/" in place:
            return "a"
        return "s" if "/sign-in/" in place or "/admin/login/" in place else ">"
    if status == 403:
        return "s" if b"You are signed out" in answer.content else "-"
    known = {404: ".", 410: ".", 405: "x", 429: "!"}
    return known.get(status, "+" if status < 500 else "E")


def asked(client, method, address):
    """Return the outcome of a request, and leave everything as it was."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = client.get(address) if method == "get" else client.post(address, TYPED)
        found = outcome(answer)
        transaction.set_rollback(True)
    client.cookies = cookies
    return found


def measured():
    """Return {address pattern: (what each role gets, what each may send)}."""
    fill_everything()
    browsers, found = people(), {}
    for route in routes():
        addresses = addresses_of(route)
        row = []
        for method in ("get", "post"):
            for role in ROLES:
                signs = [asked(browsers[role], method, address) for address in addresses]
                row.append("".join(signs) or "0")
        found["/" + route.written] = row
    return found


def written_down():
    """Return the same from the table."""
    lines = TABLE.read_text().splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {pattern: row for pattern, *row in rows}


def as_lines(table):
    """Return the lines of the table, as they are written down."""
    return [f"{pattern:<60} {' '.join(row)}" for pattern, row in sorted(table.items())]


def test_everybody_may_do_what_the_table_says_and_nothing_else():
    """Takes half a minute: six people at each of 250 addresses."""
    assert as_lines(measured()) == as_lines(written_down())


def test_the_table_lets_no_stranger_or_member_into_the_admin():
    """The table itself is held against the rule, as it was written by hand too."""
    for pattern, row in written_down().items():
        if pattern.startswith("/admin/") and pattern != "/admin/logout/":
            for signs in row[:4] + row[6:10]:
                assert set(signs) <= set("sa-.x0"), pattern


def test_no_address_of_the_table_answers_with_an_error():
    assert [pattern for pattern, row in written_down().items() if "E" in "".join(row)] == []


def told_by(answer):
    """Return what an answer says; the marks of its forms are new in each."""
    return MARKS.sub("", body_of(answer))


def private_pages(client):
    """Return the addresses outside the admin that tell somebody what a stranger is not told, with
    what they say of storing it."""
    stranger, found = Client(), {}
    for address in every_address(staffs=False):
        answer = client.get(address)
        if answer.status_code == 200 and told_by(answer) != told_by(stranger.get(address)):
            found[address] = answer.get("Cache-Control", "")
    return found


def test_no_browser_or_proxy_may_store_what_only_somebody_signed_in_is_told():
    fill_everything()
    pages = private_pages(people()["member"])
    assert {"/account/", "/account/data.json", "/members/"} <= set(pages)
    assert {page: said for page, said in pages.items() if "no-store" not in said} == {}


def test_without_the_middleware_some_of_them_could_be_stored(settings):
    """The negative control."""
    fill_everything()
    keeper = "betterwork.middleware.KeepPrivate"
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != keeper]
    pages = private_pages(people()["member"])
    assert [page for page, said in pages.items() if "no-store" not in said] != []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "BOGUS"])
def test_methods_that_no_page_has_are_refused_at_every_address(method):
    fill_everything()
    client = people()["administrator"]
    answers = {address: client.generic(method, address) for address in every_address()}
    assert {a: r.status_code for a, r in answers.items() if r.status_code != 405} == {}
    assert all("GET" in answer["Allow"] or "POST" in answer["Allow"] for answer in answers.values())
