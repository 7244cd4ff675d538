"""Whatever is sent to the pages for signing in, the answer is no error of the site."""

import pytest
from django.test import Client

from members.accounts.urls import urlpatterns
from tests.builders import make_member
from tests.members.accounts.people import (
    SECOND_STEP,
    ask_for_code,
    set_up_second_step,
    sign_in_by_code,
)

pytestmark = pytest.mark.django_db
ODD = [
    {},
    {"code": ["\0", "x"], "action": "resend", "email": "\0", "login": "\0", "password": "\0"},
    {"code": "☃", "action": "change", "email": "x@example.org", "oldpassword": "x", "next": "\0"},
    {"credential": "{}", "action_remove": "", "password1": "\0", "password2": "☃"},
]


def addresses():
    for each in urlpatterns:
        text = str(each.pattern)
        yield "/account/" + ("password/forgotten/zz-☃/" if "(?P" in text else text)


def as_nobody():
    return Client()


def as_who_asked_for_a_code():
    client = Client()
    ask_for_code(client)
    return client


def as_who_has_the_second_step_before_them():
    client = Client()
    sign_in_by_code(client)
    set_up_second_step(client)
    other = Client()
    assert sign_in_by_code(other)["Location"] == SECOND_STEP
    return other


def as_a_member():
    client = Client()
    sign_in_by_code(client)
    return client


@pytest.mark.parametrize(
    "who",
    [as_nobody, as_who_asked_for_a_code, as_who_has_the_second_step_before_them, as_a_member],
)
def test_no_request_is_an_error_of_the_site(who):
    make_member(email="ada@example.org")
    client = who()
    for address in addresses():
        assert client.get(address, {"next": "\0//x"}).status_code < 500, address
    for address in addresses():
        if address == "/account/sign-out/":
            continue
        for data in ODD:
            assert client.post(address, data).status_code < 500, (address, data)
