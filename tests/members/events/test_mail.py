"""What those who come are told, and when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members import reminders
from members.models import Event, Registration
from members.workflow import events
from projects.models import Mail
from projects.workflow import NotAllowed
from tests.builders import make_staff
from tests.members.builders import make_event, make_network_member, make_registration

pytestmark = pytest.mark.django_db


def long_registered(event, member=None, **fields):
    row = make_registration(event, member, **fields)
    Registration.objects.filter(pk=row.pk).update(registered_at=timezone.now() - timedelta(days=9))
    return row


def told():
    return sorted(Mail.objects.values_list("to", flat=True))


def test_calling_off_tells_those_who_come_why_and_is_done_once():
    event, ann = make_event("Spring"), make_staff()
    make_registration(event, make_network_member(email="ada@example.org", mail_about_events=False))
    make_registration(event, email="gus@example.org")
    make_registration(event, email="eve@example.org", state="unconfirmed")
    make_registration(event, email="bea@example.org", state="cancelled")
    events.cancel(event, ann, "The hall <burnt> down.")
    assert told() == ["ada@example.org", "gus@example.org"]
    letter = Mail.objects.first()
    assert letter.subject == "Cancelled: Spring" and "<burnt>" in letter.text
    assert "&lt;burnt&gt;" in letter.html
    after = Event.objects.get()
    assert (after.state, after.version) == ("cancelled", 2)
    for refused in (lambda: events.cancel(event, ann, "x"), lambda: events.publish(event, ann)):
        with pytest.raises(NotAllowed):
            refused()
    with pytest.raises(NotAllowed):
        events.cancel(make_event(days=-9), ann, "x")
    assert Mail.objects.count() == 2


def test_a_draft_is_published_once():
    event = make_event(state="draft")
    events.publish(event, make_staff())
    assert Event.objects.get().state == "published"
    with pytest.raises(NotAllowed):
        events.publish(event, make_staff())


def test_a_reminder_comes_once_on_the_day_before_to_those_who_want_it():
    soon = make_event("Soon", starts=timezone.now() + timedelta(hours=23))
    link = "https://join.example/soon"
    Event.objects.update(joining_link=link)
    long_registered(soon, make_network_member(email="ada@example.org"))
    long_registered(soon, email="gus@example.org")
    long_registered(soon, make_network_member(mail_about_events=False))
    closed = make_network_member()
    long_registered(soon, closed)
    closed.is_active = False
    closed.save()
    make_registration(soon, email="late@example.org")
    long_registered(soon, state="cancelled")
    long_registered(soon, state="unconfirmed")
    long_registered(make_event(days=2))
    long_registered(make_event(starts=timezone.now() + timedelta(hours=3), state="cancelled"))
    long_registered(make_event(starts=timezone.now() - timedelta(minutes=1)))
    assert reminders.remind() == 2
    assert told() == ["ada@example.org", "gus@example.org"]
    letters = {each.to: each for each in Mail.objects.all()}
    assert all(link in each.text and each.expires_at == soon.starts for each in letters.values())
    assert "/account/mail/" in letters["ada@example.org"].text
    assert "/account/mail/" not in letters["gus@example.org"].text
    assert reminders.remind() == 0


def test_what_is_put_off_is_reminded_of_again():
    event = make_event(starts=timezone.now() + timedelta(hours=23))
    long_registered(event)
    reminders.remind()
    was = events.facts_of(event)
    event.starts, event.ends = event.starts + timedelta(days=9), event.ends + timedelta(days=9)
    event.version += 1
    event.save()
    assert events.changed(event, was) == 1
    assert reminders.remind(event.starts - timedelta(hours=20)) == 1
    assert sorted(Mail.objects.values_list("purpose", flat=True)) == [
        "event_changed", "event_reminder", "event_reminder",
    ]  # fmt: skip


def test_a_change_of_neither_time_nor_place_is_told_to_nobody():
    event = make_event(joining_link="https://join.example/old")
    make_registration(event)
    assert events.changed(event, events.facts_of(event)) == 0
    was = events.facts_of(event)
    for state, days in [("draft", 3), ("cancelled", 3), ("published", -3)]:
        other = make_event(state=state, days=days)
        make_registration(other)
        assert events.changed(other, was) == 0
    event.joining_link = "https://join.example/new"
    event.save()
    assert events.changed(event, was) == 1
    letter = Mail.objects.get()
    assert "join.example/new" in letter.text and "It was" not in letter.text
