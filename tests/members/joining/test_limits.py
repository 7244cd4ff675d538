"""How often somebody may ask to join in a day; it is the same for an address that is known."""

import pytest

from members.limits.joining import MOST_CHANGES, MOST_OF_ONE
from members.models import Application
from members.workflow import applications
from projects.models import Mail
from projects.submissions.limits import TooMany
from tests.members.builders import make_network_member
from tests.members.joining.forms import JOIN, typed, values

pytestmark = pytest.mark.django_db


def send(number, email="ada@example.org", sender="x", **more):
    return applications.receive(
        values(email=email, interests=[], **more), form_token=f"form {number}", sender=sender
    )


def how_many_pass(*, email=None, sender="x"):
    """Send until it is refused, thirty times at most; return how many were taken."""
    for number in range(30):
        try:
            send(f"{email} {number}", email or f"{number}@example.org", sender)
        except TooMany:
            return number
    return 30


def test_one_network_may_send_five_with_one_address_and_another_network_as_many():
    assert how_many_pass(email="ada@example.org") == MOST_OF_ONE
    send("other", sender="y")


def test_an_address_that_is_known_has_the_same_limit():
    make_network_member(email="mia@example.org")
    assert how_many_pass(email="mia@example.org") == how_many_pass(email="ada@example.org")


def test_one_address_gets_so_many_mails_a_day(settings):
    settings.SUBMISSIONS_A_DAY_BY_EMAIL = 2
    for number in range(2):
        send(number, sender=str(number))
    with pytest.raises(TooMany):
        send(2, "ADA@example.org", sender="z")
    assert Mail.objects.count() == 2


def test_one_network_may_send_so_many_a_day_and_yesterday_does_not_count(settings):
    settings.SUBMISSIONS_A_DAY_BY_SENDER = 3
    assert how_many_pass() == 3
    Application.objects.update(created="2020-01-01T00:00Z")
    send("later", "later@example.org")


def test_everybody_may_send_so_many_a_day(settings):
    settings.SUBMISSIONS_A_DAY = 3
    assert how_many_pass(sender="") == 3


def test_one_form_cannot_write_to_more_and_more_addresses():
    with pytest.raises(TooMany):
        for number in range(30):
            send("one", f"{number}@example.org")
    assert Mail.objects.count() == 1 + MOST_CHANGES


def test_erasing_does_not_free_the_limit_of_the_network(settings):
    settings.SUBMISSIONS_A_DAY_BY_SENDER = 2
    for number in range(2):
        applications.erase(send(number, f"{number}@example.org"))
    with pytest.raises(TooMany):
        send(2)


def test_what_is_too_much_is_said_with_all_that_was_typed(client, settings):
    settings.SUBMISSIONS_A_DAY_BY_SENDER = 0
    response = client.post(JOIN, typed(interests=[]))
    assert response.status_code == 429
    assert "I run a course." in response.content.decode()
