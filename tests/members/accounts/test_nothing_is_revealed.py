"""Nobody learns whether an address has an account (reliability F3)."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.models import Mail
from tests.builders import make_member
from tests.members.accounts.people import (
    CODE,
    PASSWORD,
    SIGN_IN,
    ask_for_code,
    latest_mail,
    sign_in_by_code,
)

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "known@example.org", "other@example.org"
FORGOTTEN = "/account/password/forgotten/"


@pytest.fixture(autouse=True)
def known():
    return make_member(email=KNOWN)


def what_is_seen(answer, email):
    """All that an answer tells, but for the address and what is different each time."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    cookies = sorted(
        (name, {key: value for key, value in each.items() if key != "expires"})
        for name, each in answer.cookies.items()
    )
    headers = {name: value for name, value in answer.items() if name != "Expires"}
    return answer.status_code, headers, text.replace(email, "…"), cookies


def sign_in_page(client, email):
    yield ask_for_code(client, email)
    yield client.get(CODE)
    for _ in range(3):
        yield client.post(CODE, {"code": "not it"})
    yield client.get(CODE)
    yield client.get(SIGN_IN)


def password_page(client, email):
    for _ in range(12):
        yield client.post(PASSWORD, {"login": email, "password": "wrong"})


def forgotten_page(client, email):
    for _ in range(2):
        answer = client.post(FORGOTTEN, {"email": email})
        yield answer
        yield client.get(answer["Location"])


@pytest.mark.parametrize("pages", [sign_in_page, password_page, forgotten_page])
def test_every_answer_is_the_same_for_a_known_and_an_unknown_address(pages):
    seen, queries = {}, {}
    for email, network in ((KNOWN, "192.0.2.1"), (UNKNOWN, "192.0.2.2")):
        client = Client(REMOTE_ADDR=network)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            seen[email] = [what_is_seen(each, email) for each in pages(client, email)]
        queries[email] = len(asked)
    assert seen[KNOWN] == seen[UNKNOWN]
    assert abs(queries[KNOWN] - queries[UNKNOWN]) <= 4


def test_both_get_a_mail_and_only_the_mail_tells():
    ask_for_code(Client(), KNOWN)
    ask_for_code(Client(), UNKNOWN)
    assert Mail.objects.count() == 2
    assert "Your code is" in latest_mail(KNOWN).text
    assert "no account" in latest_mail(UNKNOWN).text


def test_a_password_is_worked_through_for_an_unknown_address_as_well(monkeypatch):
    tried = []
    monkeypatch.setattr(
        "members.accounts.backend.PasswordBackend._mitigate_timing_attack",
        lambda self, password: tried.append(password),
    )
    Client().post(PASSWORD, {"login": UNKNOWN, "password": "wrong"})
    assert tried == ["wrong"]


def test_changing_to_an_address_that_somebody_has_looks_as_changing_to_a_free_one(client):
    make_member(email="Taken@example.org")
    sign_in_by_code(client, KNOWN)
    seen = []
    for email in ("taken@example.org", "free@example.org"):
        answer = client.post("/account/e-mail/", {"email": email})
        seen.append(what_is_seen(answer, email))
        assert answer["Location"] == "/account/e-mail/code/"
    assert seen[0] == seen[1]
