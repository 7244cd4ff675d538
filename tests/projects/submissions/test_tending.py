"""What the calendar does: remind once, erase what was not confirmed, forget."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from projects.models import Decision, Mail, Submission
from projects.submissions import tending
from tests.builders import make_submission

pytestmark = pytest.mark.django_db


def made(days_ago, state="unconfirmed", **fields):
    submission = make_submission(state=state, **fields)
    created = timezone.now() - timedelta(days=days_ago)
    Submission.objects.filter(pk=submission.pk).update(created=created)
    return submission


def reminders():
    return Mail.objects.filter(purpose="remind")


def test_who_has_not_confirmed_for_three_days_is_reminded_once():
    submission = made(3)
    made(2.9)
    assert tending.tend()["reminded"] == 1
    assert [mail.to for mail in reminders()] == [submission.email]
    assert submission.token in reminders().get().text
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        assert tending.tend()["reminded"] == 1  # the other one, by now
        assert tending.tend()["reminded"] == 0
    assert reminders().count() == 2


def test_who_has_confirmed_is_not_reminded():
    made(5, state="pending")
    assert tending.tend()["reminded"] == 0


def test_what_was_not_confirmed_for_thirty_days_leaves_no_trace():
    erased, kept = made(30), made(29.9)
    made(400, state="pending")
    assert erased.mails.exists()
    assert tending.tend()["erased"] == 1
    assert not Submission.objects.filter(pk=erased.pk).exists()
    assert not Submission.history.filter(id=erased.pk).exists()
    assert not Mail.objects.filter(to=erased.email).exists()
    assert Submission.objects.filter(pk=kept.pk).exists()
    assert Submission.objects.count() == 2
    assert not Decision.objects.filter(submission__pk=erased.pk).exists()


def test_what_is_erased_is_not_reminded_of():
    made(31)
    assert tending.tend() | {"mails emptied": 0} == {
        "erased": 1, "reminded": 0, "senders forgotten": 0, "mails emptied": 0,
    }  # fmt: skip


def test_network_addresses_are_forgotten_after_two_days():
    old, new = made(2), made(1.9)
    Submission.objects.update(sender="digest")
    assert tending.tend()["senders forgotten"] == 1
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.sender, new.sender) == ("", "digest")


def test_mails_lose_their_text_after_ninety_days_but_not_that_they_were_sent():
    made(0, state="pending")
    assert tending.tend()["mails emptied"] == 0
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        Mail.objects.update(sent_at=timezone.now())
        number = Mail.objects.count()
        assert tending.tend()["mails emptied"] == number == 2
    assert set(Mail.objects.values_list("text", "html")) == {("", "")}
    assert all(mail.subject and mail.sent_at for mail in Mail.objects.all())


def test_the_hourly_job_tends():
    from projects import tasks

    made(30)
    tasks.tend_submissions(timestamp=0)
    assert not Submission.objects.exists()
