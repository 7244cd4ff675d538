"""A code or a link works once, for a while, and for its owner (reliability G5)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from betterwork.masking import MaskSecrets
from tests.betterwork.test_masking import masked
from tests.builders import make_member
from tests.members.accounts.people import (
    CODE,
    ask_for_code,
    code_in_mail,
    is_signed_in,
    latest_mail,
    sign_in_by_code,
    sign_in_by_password,
)

pytestmark = pytest.mark.django_db
FORGOTTEN = "/account/password/forgotten/"
NEW = {"password1": "a long new one 5", "password2": "a long new one 5"}


@pytest.fixture(autouse=True)
def ada():
    return make_member(email="ada@example.org")


def later(minutes):
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=True)


def test_a_code_works_once(client):
    ask_for_code(client)
    code = code_in_mail()
    client.post(CODE, {"code": code})
    assert is_signed_in(client)
    client.post("/account/sign-out/")
    client.post(CODE, {"code": code})
    assert not is_signed_in(client)


def test_a_code_works_in_the_browser_that_asked_for_it(client):
    ask_for_code(client)
    code = code_in_mail()
    stranger = Client()
    ask_for_code(stranger, "nobody@example.org")
    stranger.post(CODE, {"code": code})
    assert not is_signed_in(stranger)


def test_a_new_code_takes_the_place_of_the_one_before(client):
    ask_for_code(client)
    old = code_in_mail()
    client.post("/account/sign-out/", {"next": "/account/sign-in/"})
    ask_for_code(client)
    if old != code_in_mail():
        client.post(CODE, {"code": old})
    assert not is_signed_in(client)


@pytest.mark.parametrize(("minutes", "works"), [(14, True), (16, False)])
def test_a_code_works_for_fifteen_minutes(client, minutes, works):
    ask_for_code(client)
    with later(minutes):
        client.post(CODE, {"code": code_in_mail()})
        assert is_signed_in(client) == works


def link_in_mail():
    return re.search(r"http://127\.0\.0\.1:8000(/account/password/\S+)", latest_mail().text)[1]


def ask_for_link(client):
    client.post(FORGOTTEN, {"email": "ada@example.org"})
    return link_in_mail()


def test_a_link_sets_a_new_password_once(client):
    link = ask_for_link(client)
    page = client.get(link)["Location"]
    assert client.post(page, NEW)["Location"] == "/account/password/forgotten/done/"
    assert not is_signed_in(client)
    sign_in_by_password(client, password="a long new one 5")
    assert is_signed_in(client)
    again = Client().get(link)
    assert again.status_code == 410
    assert "too old" in again.content.decode()


def test_a_link_works_for_an_hour(client):
    link = ask_for_link(client)
    with later(59):
        assert client.get(link).status_code == 302
    with later(61):
        assert client.get(link).status_code == 410


def test_a_link_is_worth_nothing_once_somebody_has_signed_in(client):
    link = ask_for_link(client)
    sign_in_by_password(Client())
    assert client.get(link).status_code == 410


def test_a_scanner_that_opens_what_is_mailed_changes_nothing(client, ada):
    link = ask_for_link(client)
    password = type(ada).objects.get().password
    for _ in range(2):
        assert Client().get(link, follow=True).status_code == 200
        assert Client().head(link).status_code == 302
    assert type(ada).objects.get().password == password
    assert client.post(client.get(link)["Location"], NEW).status_code == 302


def test_the_log_does_not_show_a_link(client):
    link = ask_for_link(client)
    assert MaskSecrets()
    assert masked(f"Not Found: {link}") == "Not Found: /account/password/forgotten/…/"


def test_changing_the_address_takes_a_code_and_tells_the_old_one(client, ada):
    sign_in_by_code(client)
    client.post("/account/e-mail/", {"email": "New@example.org"})
    code = code_in_mail("new@example.org")
    page = "/account/e-mail/code/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"code": "000-000" if code != "000-000" else "1"}).status_code == 422
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"
    assert client.post(page, {"code": code}).status_code == 302
    ada.refresh_from_db()
    assert ada.email == "new@example.org"
    held = ada.emailaddress_set.values_list("email", "verified", "primary")
    assert list(held) == [("new@example.org", True, True)]
    assert "another e-mail address" in latest_mail("ada@example.org").text
    other = Client()
    sign_in_by_password(other)
    assert not is_signed_in(other)


def test_an_address_that_somebody_has_is_not_taken_from_them(client, ada):
    make_member(email="Taken@example.org")
    sign_in_by_code(client)
    client.post("/account/e-mail/", {"email": "taken@example.org"})
    code = code_in_mail("taken@example.org")
    assert client.post("/account/e-mail/code/", {"code": code}).status_code == 422
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"


def test_an_address_that_staff_replace_signs_nobody_in_any_more(client, ada):
    sign_in_by_code(client)
    ada.email = "better@example.org"
    ada.save()
    old, new = Client(), Client()
    sign_in_by_password(old)
    ask_for_code(old)
    assert "no account" in latest_mail().text
    sign_in_by_code(new, "better@example.org")
    assert (is_signed_in(old), is_signed_in(new)) == (False, True)


def test_who_signed_in_long_ago_types_the_password_before_changing_the_address(client):
    sign_in_by_code(client)
    with later(11):
        answer = client.post("/account/e-mail/", {"email": "new@example.org"})
        assert answer["Location"].startswith("/account/sign-in/again/")
        data = {"password": "wrong", "next": "/account/e-mail/"}
        assert client.post(answer["Location"], data).status_code == 422
        done = client.post(answer["Location"], data | {"password": "password"})
        assert done["Location"] == "/account/e-mail/code/"


def test_a_first_password_is_set_without_an_old_one(client, ada):
    ada.set_unusable_password()
    ada.save()
    sign_in_by_code(client)
    assert client.get("/account/password/")["Location"] == "/account/password/set/"
    short = client.post("/account/password/set/", {"password1": "short", "password2": "short"})
    assert short.status_code == 422
    assert client.post("/account/password/set/", NEW).status_code == 302
    other = Client()
    sign_in_by_password(other, password="a long new one 5")
    assert is_signed_in(other)
