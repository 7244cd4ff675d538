"""Programs are held off without a puzzle, and people never lose what they typed to it."""

import pytest
from django.test import RequestFactory

from projects.submissions import guarding
from projects.submissions.guarding import (
    check,
    new_form_token,
    read_form_token,
    sender_of,
)

NOW = 1_800_000_000


def sent(issued=NOW - 60, **data):
    return {"form_token": new_form_token(issued).text} | data


def test_a_form_filled_in_by_a_person_passes_with_its_own_token():
    data = sent()
    token, wrong = check(data, NOW)
    assert (token.text, wrong) == (data["form_token"], "")
    assert len(token.key) <= 64 and token.key in token.text


def test_each_form_that_is_given_out_has_a_key_of_its_own():
    assert new_form_token().key != new_form_token().key


def test_a_filled_trap_is_refused_but_the_token_is_kept():
    data = sent(subject="Cheap pills")
    token, wrong = check(data, NOW)
    assert wrong == guarding.FILLED_TRAP
    assert token.text == data["form_token"]


@pytest.mark.parametrize(("seconds", "wrong"), [(0, True), (2.9, True), (3.1, False), (9e7, False)])
def test_nobody_types_faster_than_three_seconds_and_nobody_is_too_slow(seconds, wrong):
    assert (check(sent(NOW - seconds), NOW)[1] == guarding.TOO_FAST) is wrong


def test_the_second_press_of_somebody_who_was_too_fast_works_with_the_same_token():
    data = sent(NOW - 1)
    first, wrong = check(data, NOW)
    assert wrong
    assert check({"form_token": first.text}, NOW + 5) == (first, "")


@pytest.mark.parametrize("text", ["", None, "made-up", "a.1:x", "é", "a" * 10_000])
def test_a_token_that_is_not_ours_is_replaced(text):
    assert read_form_token(text) is None
    token, wrong = check({"form_token": text}, NOW)
    assert wrong == guarding.NO_TOKEN
    assert read_form_token(token.text) == token


def test_a_token_whose_time_was_changed_is_not_ours():
    text = new_form_token(NOW).text
    assert read_form_token(text.replace(str(NOW), str(NOW - 60))) is None


def network(forwarded=None, remote="203.0.113.7", proxies=0, settings=None):
    settings.TRUSTED_PROXY_COUNT = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return sender_of(RequestFactory().get("/", REMOTE_ADDR=remote, **headers))


def test_the_sender_is_a_digest_that_tells_networks_apart_and_does_not_hold_the_address(settings):
    one = network(settings=settings)
    assert one == network(settings=settings)
    assert one != network(remote="203.0.113.8", settings=settings)
    assert len(one) == 64 and "203" not in one[:3]
    settings.SECRET_KEY = "another"
    assert one != network(settings=settings)


def test_without_a_proxy_a_made_up_header_changes_nothing(settings):
    assert network("198.51.100.1", settings=settings) == network(settings=settings)


def test_behind_a_proxy_only_what_it_added_itself_counts(settings):
    told = network("198.51.100.1, 192.0.2.9", remote="10.0.0.1", proxies=1, settings=settings)
    other = network("198.51.100.2, 192.0.2.9", remote="10.0.0.1", proxies=1, settings=settings)
    assert told == other == network(remote="192.0.2.9", settings=settings)
    two = network("192.0.2.9, 10.0.0.2", remote="10.0.0.1", proxies=2, settings=settings)
    assert two == told


def test_one_household_of_ipv6_is_one_sender(settings):
    one = network(remote="2001:db8:1:2::5", settings=settings)
    assert one == network(remote="2001:db8:1:2:ffff::9", settings=settings)
    assert one != network(remote="2001:db8:1:3::5", settings=settings)


@pytest.mark.parametrize("remote", ["", "unix:", "not an address"])
def test_without_an_address_there_is_no_sender(remote, settings):
    assert network(remote=remote, settings=settings) == ""
