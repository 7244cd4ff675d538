"""Where the setting says so, the desk opens only to who has taken the second step (G3)."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from members.accounts import second_factor
from tests.builders import make_member, make_staff
from tests.members.accounts.people import (
    SECOND_STEP,
    SET_UP,
    app_code,
    is_signed_in,
    set_up_second_step,
    sign_in_by_code,
    sign_in_by_password,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def needed(settings):
    settings.STAFF_SECOND_FACTOR = True


@pytest.fixture
def ann():
    return make_staff(email="ann@example.org")


def sign_in(client):
    return sign_in_by_code(client, "ann@example.org", next="/admin/")


def test_staff_are_led_to_set_it_up_and_the_desk_opens_then(needed, ann, client):
    assert sign_in(client)["Location"] == "/admin/"
    led = client.get("/admin/", follow=True)
    assert [each for each, _ in led.redirect_chain] == [
        "/admin/login/?next=/admin/",
        f"{SET_UP}?next=%2Fadmin%2F",
    ]
    page = led.content.decode()
    assert "data:image/svg+xml;base64," in page
    secret = led.context["form"].secret
    assert secret in page
    answer = client.post(SET_UP, {"code": app_code(secret)})
    assert answer["Location"] == "/account/second-step/codes/"
    assert client.get("/admin/projects/project/").status_code == 200


def test_the_desk_stays_shut_to_a_session_that_has_not_taken_the_step(needed, ann, client):
    sign_in(client)
    secret = set_up_second_step(client)
    other = Client()
    assert sign_in(other)["Location"] == SECOND_STEP
    assert not is_signed_in(other)
    assert other.get("/admin/projects/project/").status_code == 302
    assert other.post(SECOND_STEP, {"code": "000000"}).status_code == 422
    assert other.post(SECOND_STEP, {"code": app_code(secret, steps=1)})["Location"] == "/admin/"
    assert other.get("/admin/projects/project/").status_code == 200
    older = Client()
    older.force_login(ann)
    answer = older.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/account/sign-in/again/second-step/?next=")
    code = {"code": app_code(secret, steps=-1), "next": "/admin/"}
    assert older.post("/account/sign-in/again/second-step/", code)["Location"] == "/admin/"
    assert older.get("/admin/projects/project/").status_code == 200


def test_a_password_is_not_enough_either(needed, ann, client):
    sign_in(client)
    set_up_second_step(client)
    other = Client()
    assert sign_in_by_password(other, "ann@example.org")["Location"] == SECOND_STEP
    assert not is_signed_in(other)


def test_without_the_setting_staff_need_none(ann, client):
    """The negative control."""
    sign_in(client)
    assert client.get("/admin/projects/project/").status_code == 200
    set_up_second_step(client)
    assert client.post("/account/second-step/switch-off/")["Location"] == "/account/second-step/"
    assert not Authenticator.objects.exists()


def test_members_who_are_no_staff_are_told_so_and_not_led_round_in_circles(needed, client):
    client.force_login(make_member())
    answer = client.get("/admin/", follow=True)
    assert (answer.status_code, len(answer.redirect_chain)) == (403, 1)


def test_members_may_have_one_too(needed, client):
    make_member(email="ada@example.org")
    sign_in_by_code(client)
    set_up_second_step(client)
    other = Client()
    assert sign_in_by_code(other)["Location"] == SECOND_STEP


def test_staff_cannot_switch_it_off_while_it_is_needed(needed, ann, client):
    sign_in(client)
    set_up_second_step(client)
    assert client.post("/account/second-step/switch-off/").status_code == 422
    assert "Switch it off" not in client.get("/account/second-step/").content.decode()
    assert second_factor.has_one(ann)


def test_a_code_of_the_app_is_taken_once(needed, ann, client):
    sign_in(client)
    secret = set_up_second_step(client)
    code = app_code(secret, steps=1)
    for outcome in (True, False):
        other = Client()
        sign_in(other)
        other.post(SECOND_STEP, {"code": code})
        assert is_signed_in(other) == outcome


def test_recovery_codes_are_shown_once_and_each_signs_in_once(needed, ann, client):
    sign_in(client)
    set_up_second_step(client)
    page = client.get("/account/second-step/codes/")
    code = page.context["unused_codes"][0]
    assert code in page.content.decode()
    assert "data:text/plain;base64," in page.content.decode()
    assert code not in client.get("/account/second-step/codes/").content.decode()
    for outcome in (True, False):
        other = Client()
        sign_in(other)
        other.post(SECOND_STEP, {"code": code})
        assert is_signed_in(other) == outcome


def test_the_database_holds_no_key_in_the_clear(ann, client, settings):
    sign_in(client)
    secret = set_up_second_step(client)
    held = Authenticator.objects.get(user=ann, type="totp").data["secret"]
    assert secret not in held
    adapter = second_factor.SecondFactorAdapter()
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another one"
    assert adapter.decrypt(held) != secret
    settings.SECRET_KEY_FALLBACKS = [old]
    assert adapter.decrypt(held) == secret


def test_an_operator_takes_it_away_from_who_has_lost_it(needed, ann, client):
    sign_in(client)
    set_up_second_step(client)
    call_command("forget_second_factor", "ANN@example.org", stdout=StringIO())
    assert not Authenticator.objects.exists()
    for email in ("ann@example.org", "nobody@example.org"):
        with pytest.raises(CommandError):
            call_command("forget_second_factor", email)


def test_the_desk_is_left_to_the_page_for_signing_in(ann, client):
    sign_in(client)
    assert client.post("/admin/logout/")["Location"] == "/account/sign-in/"
    assert not is_signed_in(client)
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == (
        "/account/sign-in/?next=/admin/"
    )
