"""Nobody tries more than ten times in a quarter of an hour (reliability G2)."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from projects.models import Mail
from tests.builders import make_member
from tests.members.accounts.people import (
    CODE,
    SECOND_STEP,
    app_code,
    ask_for_code,
    code_in_mail,
    is_signed_in,
    set_up_second_step,
    sign_in_by_code,
    sign_in_by_password,
    wrong_code,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_member(email="ada@example.org")


def from_network(number):
    return Client(REMOTE_ADDR=f"192.0.2.{number}")


def passwords_that_were_looked_at(tries, new_browser):
    """How many of so many wrong passwords for Ada's account were compared with hers."""
    answers = [
        sign_in_by_password(new_browser(number), password=f"wrong {number}").content.decode()
        for number in range(tries)
    ]
    return sum("do not belong together" in answer for answer in answers)


def test_ten_wrong_passwords_of_an_account_are_looked_at_from_however_many_networks(ada):
    assert passwords_that_were_looked_at(13, from_network) == 10
    assert "too many tries" in sign_in_by_password(from_network(99)).content.decode()


def test_ten_wrong_passwords_from_one_network_are_looked_at_for_however_many_accounts(ada):
    tries = [sign_in_by_password(Client(), f"member{each}@example.org", "x") for each in range(13)]
    texts = [each.content.decode() for each in tries]
    assert sum("do not belong together" in text for text in texts) == 10


def test_without_the_limits_more_would_be_looked_at(ada, settings):
    """The negative control."""
    settings.ACCOUNT_RATE_LIMITS = False
    assert passwords_that_were_looked_at(13, from_network) == 13


def test_right_passwords_do_not_use_up_the_tries(ada):
    for _ in range(12):
        client = Client()
        sign_in_by_password(client)
        assert is_signed_in(client)


def codes_that_were_looked_at(client, rounds):
    looked_at = 0
    for _ in range(rounds):
        if ask_for_code(client).status_code != 302:
            continue
        for _ in range(4):
            answer = client.post(CODE, {"code": wrong_code()})
            left = answer.status_code == 302 and answer["Location"] == "/account/sign-in/"
            looked_at += left or "This is not the code" in answer.content.decode()
            if left:
                break
    return looked_at


def test_no_more_than_ten_codes_of_an_account_are_looked_at(ada, client):
    assert codes_that_were_looked_at(client, 6) == 9
    assert Mail.objects.count() == 3


def test_without_the_limits_more_codes_would_be_looked_at(ada, client, settings):
    """The negative control."""
    settings.ACCOUNT_RATE_LIMITS = False
    assert codes_that_were_looked_at(client, 6) == 18


@pytest.fixture
def second_step(ada):
    """What Ada's app holds; whoever tries below knows her password."""
    client = Client()
    sign_in_by_code(client)
    return set_up_second_step(client)


def app_codes_that_were_looked_at(tries):
    """How many of so many wrong codes were compared with Ada's app, each from its own network."""
    looked_at = 0
    for number in range(tries):
        client = from_network(number)
        sign_in_by_password(client)
        answer = client.post(SECOND_STEP, {"code": f"wrong {number}"})
        looked_at += "not the code that the app shows" in answer.content.decode()
    return looked_at


def test_ten_wrong_codes_of_an_app_are_looked_at_and_then_a_right_one_is_refused_too(second_step):
    assert app_codes_that_were_looked_at(13) == 10
    client = from_network(99)
    sign_in_by_password(client)
    answer = client.post(SECOND_STEP, {"code": app_code(second_step, steps=1)})
    assert (answer.status_code, is_signed_in(client)) == (422, False)
    assert "too many tries" in answer.content.decode()


def test_without_the_limits_more_codes_of_an_app_would_be_looked_at(second_step, settings):
    """The negative control."""
    settings.ACCOUNT_RATE_LIMITS = False
    assert app_codes_that_were_looked_at(13) == 13


def test_right_codes_of_an_app_do_not_use_up_the_tries(second_step):
    assert app_codes_that_were_looked_at(9) == 9
    client = from_network(99)
    sign_in_by_password(client)
    client.post(SECOND_STEP, {"code": app_code(second_step, steps=1)})
    assert is_signed_in(client)
    assert app_codes_that_were_looked_at(11) == 10


def test_a_stranger_who_keeps_trying_does_not_lock_out_who_has_signed_in_here_before(ada, client):
    sign_in_by_code(client)
    client.post("/account/sign-out/")
    for number in range(13):
        stranger = from_network(number)
        sign_in_by_password(stranger, password="wrong")
        ask_for_code(stranger)
    refused = ask_for_code(from_network(99))
    assert refused.status_code == 422
    assert ask_for_code(client).status_code == 302
    client.post(CODE, {"code": code_in_mail()})
    assert is_signed_in(client)


def test_wrong_passwords_leave_the_way_by_code_open(ada, client):
    passwords_that_were_looked_at(13, from_network)
    sign_in_by_code(client)
    assert is_signed_in(client)


def test_a_stranger_without_an_account_gets_one_mail_a_day(client):
    for number in range(5):
        ask_for_code(from_network(number), "nobody@example.org")
        from_network(number).post("/account/password/forgotten/", {"email": "nobody@example.org"})
    assert Mail.objects.filter(to="nobody@example.org").count() == 1


def test_links_for_a_new_password_are_limited_too(ada):
    answers = [
        from_network(number).post("/account/password/forgotten/", {"email": "ada@example.org"})
        for number in range(5)
    ]
    assert [each.status_code for each in answers] == [302, 302, 302, 429, 429]
    assert "too often" in answers[-1].content.decode()
    assert Mail.objects.count() == 3


def test_limits_are_counted_in_the_database_without_anybodys_network_address_or_name(ada):
    sign_in_by_password(from_network(7), password="wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(cache_key || value, ' ') FROM rate_limits")
        (held,) = cursor.fetchone()
    assert "login_failed" in held
    assert "192.0.2.7" not in held
    assert "ada@" not in held
    cache.clear()


def test_a_made_up_list_of_proxies_is_no_error_and_no_way_round(ada, settings):
    settings.TRUSTED_PROXY_COUNT = 2
    for header in ("", "x", "1.2.3.4", "1.2.3.4, ☃"):
        client = Client(headers={"x-forwarded-for": header})
        assert sign_in_by_password(client, password="wrong").status_code == 422
