"""What changes how somebody signs in is done by its owner, not by whoever finds a browser open."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from members.models import Member
from tests.builders import make_member, make_staff
from tests.members.accounts.people import (
    CODE,
    SET_UP,
    app_code,
    ask_for_code,
    code_in_mail,
    is_signed_in,
    set_up_second_step,
    sign_in_by_code,
    sign_in_by_password,
)

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"
EMAIL, SET_PASSWORD, ERASE = "/account/e-mail/", "/account/password/set/", "/account/erase/"
AGAIN, STEP_AGAIN = "/account/sign-in/again/", "/account/sign-in/again/second-step/"
CODES = "/account/second-step/codes/"
OF_THE_STEP = ["/account/second-step/", SET_UP, CODES, CODES + "new/"]
OF_THE_STEP += ["/account/second-step/switch-off/"]
OTHERS = [EMAIL, EMAIL + "code/", "/account/password/", SET_PASSWORD, ERASE]
TYPED = {
    EMAIL: {"email": "thief@example.org"},
    SET_PASSWORD: {"password1": "a long new one 5", "password2": "a long new one 5"},
    SET_UP: {"code": "000000"},
    ERASE: {"sure": "yes"},
}


def later(minutes):
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=True)


def without_password():
    member = make_member(email=ADA)
    member.set_unusable_password()
    member.save()
    return member


def is_led(answer, way, back):
    """Whether an answer leads to a page that asks who it is, and from there back."""
    parts = urlsplit(answer.get("Location", ""))
    return answer.status_code == 302 and (parts.path, parse_qs(parts.query)) == (
        way,
        {"next": [back]},
    )


# --- The second step ------------------------------------------------------------------------------


@pytest.fixture
def older(client, settings):
    """A session from before its owner set up the second step in another browser."""
    settings.STAFF_SECOND_FACTOR = True
    make_staff(email=ADA)
    session = Client()
    sign_in_by_password(session)
    sign_in_by_password(client)
    session.secret = set_up_second_step(client)
    return session


@pytest.mark.parametrize("address", OF_THE_STEP + OTHERS)
def test_a_session_without_the_second_step_opens_no_page_about_signing_in(older, client, address):
    assert is_led(older.get(address), STEP_AGAIN, address)
    assert is_led(older.post(address, TYPED.get(address, {})), STEP_AGAIN, address)
    own = client.get(address)
    assert not own.get("Location", "").startswith(STEP_AGAIN)


def test_it_gets_no_recovery_codes_to_pass_the_second_step_with(older):
    before = list(Authenticator.objects.order_by("pk").values("pk", "data"))
    older.post(AGAIN, {"password": "password"})
    older.post(CODES + "new/")
    older.get(CODES)
    assert list(Authenticator.objects.order_by("pk").values("pk", "data")) == before
    assert older.get("/admin/members/member/").status_code == 302


def test_with_the_second_step_it_does(older):
    code = {"code": app_code(older.secret, steps=1), "next": CODES + "new/"}
    assert older.post(STEP_AGAIN, code)["Location"] == CODES + "new/"
    assert older.post(CODES + "new/")["Location"] == CODES
    assert older.get(CODES).context["can_view_codes"]


# --- Neither password nor second step -------------------------------------------------------------


@pytest.mark.parametrize("address", [EMAIL, SET_PASSWORD, SET_UP, ERASE])
def test_who_has_no_password_signs_in_anew_before_they_change_their_account(client, address):
    member = without_password()
    sign_in_by_code(client)
    with later(minutes=9):
        assert client.get(address).status_code == 200
    with later(minutes=11):
        assert is_led(client.get(address), AGAIN, address)
        assert is_led(client.post(address, TYPED[address]), AGAIN, address)
    held = Member.objects.get(pk=member.pk)
    assert (held.email, held.has_usable_password()) == (ADA, False)


def test_signing_in_anew_leads_back_to_the_page(client):
    without_password()
    sign_in_by_code(client)
    with later(minutes=11):
        asked = client.get(EMAIL, follow=True)
        assert asked.status_code == 200
        assert "no-store" in asked["Cache-Control"]
        assert is_signed_in(client)
        answer = client.post("/account/sign-out/", {"next": asked.context["next_page"]})
        assert is_led(answer, "/account/sign-in/", EMAIL)
        assert not is_signed_in(client)
        ask_for_code(client, next=EMAIL)
        assert client.post(CODE, {"code": code_in_mail(), "next": EMAIL})["Location"] == EMAIL
        assert client.post(EMAIL, {"email": "new@example.org"})["Location"] == EMAIL + "code/"


def test_who_has_the_second_step_but_no_password_is_asked_for_it(client):
    without_password()
    sign_in_by_code(client)
    set_up_second_step(client)
    with later(minutes=11):
        assert is_led(client.post(SET_PASSWORD, TYPED[SET_PASSWORD]), STEP_AGAIN, SET_PASSWORD)


def test_who_has_a_password_is_asked_for_it(client):
    make_member(email=ADA)
    sign_in_by_code(client)
    with later(minutes=11):
        assert client.get(EMAIL).status_code == 200
        assert client.post(EMAIL, TYPED[EMAIL])["Location"].startswith(AGAIN)


def test_the_page_that_asks_leads_to_no_other_site(client):
    without_password()
    sign_in_by_code(client)
    for way in ("//thief.example", "https://thief.example/", "\0//x"):
        for answer in (client.get(AGAIN, {"next": way}), client.post(AGAIN, {"next": way})):
            assert answer.status_code == 200
            place = answer.context["next_page"]
            assert place.startswith("/account/sign-in/")
        done = Client().post("/account/sign-out/", {"next": place})["Location"]
        ask_for_code(other := Client(), next=parse_qs(urlsplit(done).query).get("next", [""])[0])
        sent = other.post(CODE, {"code": code_in_mail(), "next": way})
        assert sent["Location"].startswith("/account/") or sent["Location"] == "/"
