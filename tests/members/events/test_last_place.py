"""Many at once, and one place."""

import time

import pytest

from members.models import Registration
from members.workflow import events
from projects.workflow import NotAllowed
from tests.at_once import at_once, failures
from tests.members.builders import make_event, make_network_member, make_registration

pytestmark = pytest.mark.django_db(transaction=True)


def race(monkeypatch):
    """Let twenty take the last place: half of them members, half who confirm by e-mail."""
    counted = events.number_registered

    def slowly(event):
        number = counted(event)
        time.sleep(0.02)
        return number

    monkeypatch.setattr(events, "number_registered", slowly)
    event = make_event(is_open=True, capacity=1)
    members = [make_network_member() for _ in range(10)]
    guests = [make_registration(event, state="unconfirmed") for _ in range(10)]
    takers = [lambda member=each: events.register(event, member) for each in members]
    takers += [lambda row=each: events.confirm(row) for each in guests]
    outcomes = at_once(takers)
    assert all(isinstance(each, NotAllowed) for each in failures(outcomes))
    assert len(outcomes) == 20
    return Registration.objects.filter(state="registered").count()


def test_the_last_place_is_given_once(monkeypatch):
    assert race(monkeypatch) == 1


def test_without_the_lock_it_would_be_given_several_times(monkeypatch):
    monkeypatch.setattr(events, "locked", lambda thing: type(thing).objects.get(pk=thing.pk))
    assert race(monkeypatch) > 1


def test_one_who_presses_twice_at_once_has_one_place_and_one_mail():
    event, ada = make_event(), make_network_member()
    assert failures(at_once([lambda: events.register(event, ada)] * 4)) == []
    assert Registration.objects.get().state == "registered"
