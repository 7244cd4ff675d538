"""Nobody learns whether an address has an account (reliability F3)."""

import re

import pytest
from django.contrib.auth.hashers import get_hasher
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.accounts import forms, mails
from members.accounts.backend import PasswordBackend
from members.models import Member
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
# Of an account there is more to look up, such as whether it is active.
MOST_QUERIES_APART = 4
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
        yield client.get(answer.get("Location", FORGOTTEN))


@pytest.fixture
def hashed(monkeypatch):
    """Every password that was hashed: the work that takes most of the time."""
    passwords, hasher = [], type(get_hasher())
    encode = hasher.encode

    def counting(self, password, salt, *more):
        passwords.append(password)
        return encode(self, password, salt, *more)

    monkeypatch.setattr(hasher, "encode", counting)
    return passwords


@pytest.fixture
def difference(hashed):
    """A function of pages: return whether what is seen differs, and queries and hashes by how many.

    All of it between the known and the unknown address.
    """

    def between(pages):
        seen, queries, hashes = [], [], []
        for email, network in ((KNOWN, "192.0.2.1"), (UNKNOWN, "192.0.2.2")):
            hashed.clear()
            with CaptureQueriesContext(connection) as asked:
                answers = pages(Client(REMOTE_ADDR=network), email)
                seen.append([what_is_seen(each, email) for each in answers])
            queries.append(len(asked))
            hashes.append(len(hashed))
        return seen[0] != seen[1], abs(queries[0] - queries[1]), abs(hashes[0] - hashes[1])

    return between


@pytest.mark.parametrize("pages", [sign_in_page, password_page, forgotten_page])
def test_every_answer_is_the_same_for_a_known_and_an_unknown_address(pages, difference):
    is_seen, queries, hashes = difference(pages)
    assert not is_seen
    assert queries <= MOST_QUERIES_APART
    assert hashes == 0


@pytest.mark.parametrize(
    ("pages", "form"),
    [
        (sign_in_page, forms.RequestCode),
        (password_page, forms.SignIn),
        (forgotten_page, forms.ForgottenPassword),
    ],
)
def test_a_form_that_told_would_be_noticed(pages, form, difference, monkeypatch):
    """The negative control of what is seen."""

    def telling(self):
        typed = self.data.get("email") or self.data["login"]
        if not Member.objects.filter(email=typed).exists():
            raise ValidationError("There is no such account.")
        return clean(self)

    clean = form.clean
    monkeypatch.setattr(form, "clean", telling)
    is_seen, _, _ = difference(pages)
    assert is_seen


@pytest.mark.parametrize("pages", [sign_in_page, forgotten_page])
def test_writing_no_mail_to_a_stranger_would_be_noticed(pages, difference, monkeypatch):
    """The negative control of queries."""

    def write_to_accounts_only(name, *more):
        if name != "account/email/unknown_account":
            write(name, *more)

    write = mails.write
    monkeypatch.setattr(mails, "write", write_to_accounts_only)
    _, queries, _ = difference(pages)
    assert queries > MOST_QUERIES_APART


def test_hashing_no_password_of_a_stranger_would_be_noticed(difference, monkeypatch):
    """The negative control of hashes."""
    monkeypatch.setattr(PasswordBackend, "_mitigate_timing_attack", lambda self, password: None)
    _, _, hashes = difference(password_page)
    assert hashes > 0


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
