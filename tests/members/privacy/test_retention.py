"""What is over goes, to the day, and what is not stays."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from members.mails import joining as notifications
from members.models import (
    Application,
    Complaint,
    Export,
    Message,
    Registration,
    ResourceProposal,
    Step,
    Stewardship,
)
from members.privacy import durations, retention
from projects.models import Mail
from tests.builders import make_member, make_organisation
from tests.mails import write_a_mail
from tests.members.builders import (
    make_application,
    make_complaint,
    make_event,
    make_message,
    make_network_member,
    make_proposal,
    make_registration,
    make_stewardship,
)
from tests.projects.alerts.rows import make_alert

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def dated(row, **moments):
    """Give a row moments that saving sets by itself."""
    type(row).objects.filter(pk=row.pk).update(**moments)
    return row


def pair(make, field, limit):
    """Save a row just over its time, and one just within; return both."""
    now = timezone.now()
    return (
        dated(make(), **{field: now - limit - MINUTE}),
        dated(make(), **{field: now - limit + MINUTE}),
    )


def application(state):
    return lambda: make_application(state, decided_at=timezone.now())


def stewardship(state):
    def make():
        return make_stewardship(make_network_member(), make_organisation(), state=state)

    return make


def export():
    return Export.objects.create(rows=1)


def log_entry():
    return LogEntry.objects.create(user=make_member(), action_flag=ADDITION)


def mail():
    return write_a_mail(f"mail {Mail.objects.count()}")


@pytest.mark.parametrize(
    ("make", "field", "limit"),
    [
        (lambda: make_application("unconfirmed"), "created", durations.UNCONFIRMED),
        (application("rejected"), "decided_at", durations.APPLICATION),
        (application("withdrawn"), "decided_at", durations.APPLICATION),
        (application("needs-information"), "decided_at", durations.APPLICATION),
        (lambda: make_message(project=None, recipient=make_member()), "created", durations.MESSAGE),
        (
            lambda: make_message(recipient=make_member(), state="unconfirmed"),
            "created",
            durations.UNCONFIRMED,
        ),
        (lambda: make_alert(is_confirmed=False), "created", durations.UNCONFIRMED_ALERT),
        (lambda: make_proposal(state="rejected"), "decided_at", durations.PROPOSAL),
        (lambda: make_proposal(state="withdrawn"), "decided_at", durations.PROPOSAL),
        (stewardship("rejected"), "decided_at", durations.STEWARDSHIP),
        (stewardship("withdrawn"), "decided_at", durations.STEWARDSHIP),
        (stewardship("ended"), "ended_at", durations.STEWARDSHIP),
        (lambda: make_complaint(state="answered"), "decided_at", durations.COMPLAINT),
        (
            lambda: make_registration(make_event(days=400), state="unconfirmed"),
            "created",
            durations.UNCONFIRMED,
        ),
        (export, "when", durations.EXPORT),
        (log_entry, "action_time", durations.STAFF_LOG),
        (mail, "created", durations.MAIL),
    ],
)
def test_what_is_over_goes_and_what_is_not_stays(make, field, limit):
    over, within = pair(make, field, limit)
    retention.forget()
    assert list(type(over).objects.values_list("pk", flat=True)) == [within.pk]
    retention.forget()
    assert type(over).objects.count() == 1


def test_registrations_go_by_the_day_of_the_event():
    now, member = timezone.now(), make_network_member()

    def at(event_ended, **fields):
        event = make_event(starts=event_ended - timedelta(hours=1), ends=event_ended)
        return make_registration(event, **fields)

    guest, silent = {"state": "registered"}, {"state": "unconfirmed"}
    over = [
        at(now - durations.GUEST - MINUTE, **guest),
        at(now - MINUTE, **silent),
        at(now - durations.REGISTRATION - MINUTE, member=member),
    ]
    within = [
        at(now - durations.GUEST + MINUTE, **guest),
        at(now + MINUTE, **silent),
        at(now - durations.REGISTRATION + MINUTE, member=member),
    ]
    retention.forget()
    assert not Registration.objects.filter(pk__in=[each.pk for each in over]).exists()
    assert Registration.objects.filter(pk__in=[each.pk for each in within]).count() == 3


def test_what_waits_or_holds_is_kept_for_as_long_as_it_does():
    long_ago = timezone.now() - timedelta(days=4000)
    for row in (
        make_application("pending"), make_complaint(), make_proposal(),
        make_stewardship(make_network_member(seen_on=timezone.localdate())),
    ):  # fmt: skip
        dated(row, created=long_ago)
    dated(Stewardship.objects.get(), decided_at=long_ago)
    retention.forget()
    for model in (Application, Complaint, ResourceProposal, Stewardship):
        assert model.objects.count() == 1


def test_texts_go_before_the_rows_do():
    now = timezone.now()
    accepted = make_application("approved", note="Please", answer="Yes", decided_at=now)
    Step.objects.create(
        application=accepted, from_state="pending", to_state="approved", reason="Welcome"
    )
    proposal = make_proposal(state="approved", note="Good", decided_at=now)
    assert retention.forget(now + timedelta(days=364))["empty_accepted_applications"] == 0
    later = retention.forget(now + timedelta(days=366))
    assert later["empty_accepted_applications"] == 1
    for row in (accepted, proposal):
        row.refresh_from_db()
        assert row.note == ""
    assert accepted.steps.get().reason == accepted.answer == ""
    over, within = pair(
        lambda: make_message(recipient=make_member()), "created", durations.TEXT_OF_MESSAGE
    )
    retention.forget()
    assert Message.objects.get(pk=over.pk).text == ""
    assert Message.objects.get(pk=within.pk).text


@pytest.mark.parametrize("make", [make_application, make_proposal])
def test_what_staff_said_goes_even_where_nothing_was_written_to_them(make):
    now = timezone.now()
    over, within = (
        dated(make(state="approved"), note="", decided_at=now - durations.APPLICATION + late)
        for late in (-MINUTE, MINUTE)
    )
    name = "application" if make is make_application else "proposal"
    for each in (over, within):
        for reason in ("Who are you?", "Welcome"):
            Step.objects.create(
                **{name: each}, from_state="pending", to_state="approved", reason=reason
            )
    retention.forget()
    assert {step.reason for step in over.steps.all()} == {""}
    assert {step.reason for step in within.steps.all()} == {"Who are you?", "Welcome"}


def test_every_table_forgets_network_addresses_after_two_days():
    now, made = timezone.now(), []
    for make in (make_application, make_complaint, lambda: make_message(recipient=make_member())):
        made += [
            (make(), now - durations.SENDER - MINUTE),
            (make(), now - durations.SENDER + MINUTE),
        ]
    for row, created in made:
        dated(row, created=created, sender="digest")
    assert retention.forget()["forget_senders"] == 3
    for row, _ in made:
        row.refresh_from_db()
    assert [row.sender for row, _ in made] == ["", "digest"] * 3
    with_sender = {
        model
        for model in Application._meta.apps.get_app_config("members").get_models()
        if any(field.name == "sender" for field in model._meta.fields)
    }
    assert with_sender == set(retention.WITH_SENDER)


def test_who_applied_is_reminded_once_after_three_days():
    late, early = pair(lambda: make_application("unconfirmed"), "created", durations.REMIND)
    assert retention.forget()["remind_applicants"] == 1
    assert retention.forget()["remind_applicants"] == 0
    assert [mail.to for mail in Mail.objects.all()] == [late.email]
    early.refresh_from_db()
    assert early.reminded_at is None


def test_with_what_nobody_confirmed_go_the_mails_that_asked():
    over, within = pair(lambda: make_application("unconfirmed"), "created", durations.UNCONFIRMED)
    for each in (over, within):
        notifications.ask_to_confirm(each)
    retention.forget()
    assert {mail.to for mail in Mail.objects.all()} == {within.email}


def test_sessions_and_counts_of_attempts_go_when_they_are_over():
    now = timezone.now()
    for name, moment in (("over", now - MINUTE), ("within", now + MINUTE)):
        Session.objects.create(session_key=name, session_data="x", expire_date=moment)
        cache.set(name, 1)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE rate_limits SET expires = %s WHERE cache_key LIKE %s", [moment, f"%{name}"]
            )
    done = retention.forget()
    assert (done["drop_sessions"], done["drop_rate_limits"]) == (1, 1)
    assert Session.objects.get().pk == "within"
    assert cache.get("within") == 1


def test_a_rule_that_fails_keeps_no_other_from_being_done(monkeypatch):
    def broken(now):
        raise ValueError("broken")

    monkeypatch.setattr(retention, "RULES", (broken, *retention.RULES))
    over, _ = pair(lambda: make_application("unconfirmed"), "created", durations.UNCONFIRMED)
    with pytest.raises(ExceptionGroup):
        retention.forget()
    assert not Application.objects.filter(pk=over.pk).exists()
