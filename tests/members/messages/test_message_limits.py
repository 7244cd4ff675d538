"""Nobody is flooded: so many messages of one writer, from one network, to one address."""

import pytest

from members.limits import messages as message_limits
from members.models import Message
from members.workflow import messages
from projects.models import Mail
from projects.submissions.workflow import Person, TooMany
from tests.at_once import at_once, failures
from tests.builders import make_project
from tests.members.builders import make_network_member
from tests.projects.views.forms import filled_in, text_of

pytestmark = pytest.mark.django_db
NUMBERS = iter(range(10_000))
GRACE = Person("Grace", "grace@example.org")


def send(to, writer, sender="home"):
    form_token = f"form {next(NUMBERS)}"
    return messages.send(
        "Text.", writer=writer, form_token=form_token, project=to, sender=sender
    ).message


def others(number):
    return [Person(f"P{n}", f"person{n}@example.org") for n in range(number)]


# The limit, and what is sent until it is reached; then one more is too many.
CASES = {
    "BY_ONE_WRITER": lambda to: [send(to, GRACE, sender=f"network {n}") for n in range(2)],
    "BY_ONE_SENDER": lambda to: [send(to, each) for each in others(2)],
    "BY_THE_PUBLIC": lambda to: [send(to, each, f"of {each.name}") for each in others(2)],
    "MOST_UNCONFIRMED": lambda to: [send(to, GRACE) for _ in range(2)],
}


@pytest.mark.parametrize("limit", CASES)
def test_a_limit_of_a_day_stops_a_stranger(monkeypatch, limit):
    to = make_project(contact_email="stepup@example.org")
    CASES[limit](to)
    send(to, GRACE)  # without the limit there may be more: so it is the limit that stops it
    monkeypatch.setattr(message_limits, limit, 3)
    with pytest.raises(TooMany):
        send(to, GRACE)
    assert Message.objects.count() == 3


def test_what_strangers_send_with_the_address_of_a_member_does_not_count_against_them(monkeypatch):
    monkeypatch.setattr(message_limits, "BY_ONE_WRITER", 1)
    monkeypatch.setattr(message_limits, "BY_THE_PUBLIC", 1)
    to = make_project(contact_email="stepup@example.org")
    member = Person(member=make_network_member(email="grace@example.org"))
    send(to, GRACE)
    send(to, member)
    with pytest.raises(TooMany):
        send(to, member)


def test_one_address_has_so_many_copies_in_a_day_whoever_writes(monkeypatch, client):
    monkeypatch.setattr(message_limits, "TO_ONE_ADDRESS", 1)
    to = make_project("Step Up", contact_email="stepup@example.org")
    send(to, Person(member=make_network_member()))
    waiting = send(to, GRACE)  # it counts when it is passed on
    address = f"/messages/{waiting.token}/"
    response = client.post(address, {"action": "confirm"})
    assert response.status_code == 429 and "Try again tomorrow" in text_of(response)
    waiting.refresh_from_db()
    assert waiting.state == "unconfirmed"
    monkeypatch.setattr(message_limits, "TO_ONE_ADDRESS", 2)
    assert client.post(address, {"action": "confirm"}).status_code == 302


def test_a_limit_is_said_and_nothing_that_was_typed_is_lost(monkeypatch, client):
    monkeypatch.setattr(message_limits, "BY_ONE_WRITER", 0)
    make_project("Step Up", contact_email="stepup@example.org")
    client.force_login(make_network_member())
    address = "/projects/step-up/ask/"
    data = filled_in(client.get(address)) | {"message": "Text to keep"}
    response = client.post(address, data)
    assert response.status_code == 429
    assert filled_in(response)["message"] == ["Text to keep"]
    assert not Mail.objects.exists()


def flood(to):
    writer = Person(member=make_network_member())
    return failures(at_once([lambda: send(to, writer) for _ in range(6)]))


@pytest.mark.django_db(transaction=True)
def test_a_limit_holds_for_those_that_come_at_once(monkeypatch):
    monkeypatch.setattr(message_limits, "BY_ONE_WRITER", 2)
    assert [type(error) for error in flood(make_project())] == [TooMany] * 4
    assert Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_it_would_not_hold(monkeypatch):
    """The negative control."""
    monkeypatch.setattr(message_limits, "BY_ONE_WRITER", 2)
    monkeypatch.setattr(message_limits, "one_at_a_time", lambda: None)
    flood(make_project())
    assert Message.objects.count() > 2
