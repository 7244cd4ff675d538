"""Somebody who signs in, for tests: what they send, and what is in their mail."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from projects.models import Mail

SIGN_IN = "/account/sign-in/"
CODE = "/account/sign-in/code/"
PASSWORD = "/account/sign-in/password/"
SECOND_STEP = "/account/sign-in/second-step/"
SET_UP = "/account/second-step/set-up/"


def ask_for_code(client, email="ada@example.org", **more):
    return client.post(SIGN_IN, {"email": email, **more})


def latest_mail(to="ada@example.org"):
    return Mail.objects.filter(to__iexact=to).latest("pk")


def code_in_mail(to="ada@example.org"):
    return re.search(r"\d{3}-\d{3}", latest_mail(to).text)[0]


def wrong_code(to="ada@example.org"):
    return "000-000" if code_in_mail(to) != "000-000" else "111-111"


def sign_in_by_code(client, email="ada@example.org", **more):
    ask_for_code(client, email)
    return client.post(CODE, {"code": code_in_mail(email), **more})


def sign_in_by_password(client, email="ada@example.org", password="password", **more):
    return client.post(PASSWORD, {"login": email, "password": password, **more})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def app_code(secret, steps=0):
    """What the app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def set_up_second_step(client):
    """Set it up as a signed-in person does; return the key that their app holds now."""
    page = client.get(SET_UP)
    secret = page.context["form"].secret
    client.post(SET_UP, {"code": app_code(secret)})
    return secret
