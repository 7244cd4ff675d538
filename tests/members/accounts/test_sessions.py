"""An old session key is worth nothing (reliability G1)."""

import pytest
from django.conf import settings
from django.test import Client

from tests.builders import make_member, make_staff
from tests.members.accounts.people import (
    CODE,
    ask_for_code,
    code_in_mail,
    is_signed_in,
    sign_in_by_code,
    sign_in_by_password,
)

pytestmark = pytest.mark.django_db


def browser_with(key):
    other = Client()
    other.cookies[settings.SESSION_COOKIE_NAME] = key
    return other


def may_enter(key):
    return browser_with(key).get("/account/e-mail/").status_code == 200


def key_of(client):
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_the_key_changes_when_somebody_signs_in(client):
    make_member(email="ada@example.org")
    ask_for_code(client)
    before = key_of(client)
    client.post(CODE, {"code": code_in_mail()})
    assert key_of(client) != before
    assert may_enter(key_of(client))
    assert not may_enter(before)


def test_the_key_is_worth_nothing_after_signing_out(client):
    make_member(email="ada@example.org")
    sign_in_by_code(client)
    key = key_of(client)
    assert may_enter(key)
    client.post("/account/sign-out/")
    assert not may_enter(key)


def test_a_changed_password_ends_every_other_session(client):
    make_member(email="ada@example.org")
    sign_in_by_password(client)
    stolen = Client()
    sign_in_by_password(stolen)
    data = {"oldpassword": "password", "password1": "a long new one 5"}
    data["password2"] = data["password1"]
    assert client.post("/account/password/", data)["Location"] == "/account/"
    assert not may_enter(key_of(stolen))
    assert may_enter(key_of(client))


def test_a_role_that_is_taken_away_shuts_the_desk_at_once(client):
    staff = make_staff(email="ann@example.org")
    sign_in_by_code(client, "ann@example.org")
    assert client.get("/admin/").status_code == 200
    staff.is_staff = False
    staff.save()
    assert client.get("/admin/", follow=True).status_code == 403
    assert is_signed_in(client)


def test_nothing_about_an_account_is_stored_by_a_browser(client):
    make_member(email="ada@example.org")
    for address in ("/account/sign-in/", "/account/sign-in/password/"):
        assert "no-store" in client.get(address)["Cache-Control"]
    sign_in_by_code(client)
    for address in ("/account/e-mail/", "/account/password/", "/account/second-step/"):
        assert "no-store" in client.get(address)["Cache-Control"]
