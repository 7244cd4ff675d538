"""Forgetting by the calendar: each rule says what goes when. See durations for how long."""

from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Q
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
from members.privacy import durations, silence
from projects.alerts import workflow as alerts
from projects.models import Mail

# Limits look back for a day; these tables hold digests of network addresses for them.
WITH_SENDER = [Application, Complaint, Message]


def forget(now=None):
    """Do what is due, and return {what: how many}. Can run at any time, and twice at once.

    A rule that fails keeps no other from being done; raises ExceptionGroup of those that failed.
    """
    now, done, failures = now or timezone.now(), {}, []
    for rule in RULES:
        try:
            done[rule.__name__] = rule(now)
        except Exception as error:
            failures.append(error)
    if failures:
        raise ExceptionGroup("Not all that is over could be forgotten", failures)
    return done


def remind_applicants(now):
    """Those who have not confirmed for three days, once."""
    silent = Application.objects.filter(
        state="unconfirmed", reminded_at=None, created__lte=now - durations.REMIND
    )
    return sum(_remind(pk, silent, now) for pk in silent.values_list("pk", flat=True))


def drop_unconfirmed_applications(now):
    """What nobody confirmed, with the mails that asked for it."""
    old = Application.objects.filter(state="unconfirmed", created__lte=now - durations.UNCONFIRMED)
    return _drop_with_mail(old)


def drop_old_applications(now):
    """What was not accepted, was taken back, or whose sender never answered our question."""
    over = ["rejected", "withdrawn", "needs-information"]
    return _drop(Application, state__in=over, decided_at__lte=now - durations.APPLICATION)


def empty_accepted_applications(now):
    """Of those who have become members: what they wrote to us, and what we said, to be accepted."""
    old = Application.objects.filter(
        state="approved", decided_at__lte=now - durations.APPLICATION
    ).filter(_says("note", "answer"))
    return _empty(old, "application", ["note", "answer"])


def drop_guests(now):
    """Those who registered without being members, and those who never confirmed."""
    guests = Registration.objects.filter(member=None)
    silent = Q(created__lte=now - durations.UNCONFIRMED) | Q(event__ends__lte=now)
    gone = guests.filter(Q(state="unconfirmed") & silent)
    return _drop_with_mail(gone) + _drop_with_mail(
        guests.filter(event__ends__lte=now - durations.GUEST)
    )


def drop_old_registrations(now):
    """Of members, for events long past."""
    return _drop(Registration, event__ends__lte=now - durations.REGISTRATION)


def drop_unconfirmed_messages(now):
    """What nobody confirmed, with the mails that asked for it."""
    return _drop_with_mail(
        Message.objects.filter(state="unconfirmed", created__lte=now - durations.UNCONFIRMED)
    )


def empty_messages(now):
    """What was written to others; that something was passed on stays a while longer."""
    old = Message.objects.filter(created__lte=now - durations.TEXT_OF_MESSAGE)
    return old.exclude(text="").update(text="")


def drop_messages(now):
    """With the copies: who had them."""
    return _drop(Message, created__lte=now - durations.MESSAGE)


def drop_unconfirmed_alerts(now):
    """What nobody confirmed, with the mails that asked for it."""
    return alerts.forget_unconfirmed(now - durations.UNCONFIRMED_ALERT)


def drop_refused_alerts(now):
    """Those whose mailbox takes no mail any more."""
    return alerts.forget_refused()


def drop_old_proposals(now):
    """Proposed resources not accepted or taken back; of others, the note to us and our answer."""
    old = ResourceProposal.objects.filter(decided_at__lte=now - durations.PROPOSAL)
    _empty(old.filter(_says("note"), state="approved"), "proposal", ["note"])
    return _drop(ResourceProposal, pk__in=old.filter(state__in=["rejected", "withdrawn"]))


def drop_old_stewardships(now):
    """Those that were refused, taken back or ended."""
    until = now - durations.STEWARDSHIP
    refused = Q(state__in=["rejected", "withdrawn"], decided_at__lte=until)
    ended = Q(state="ended") & (Q(ended_at__lte=until) | Q(ended_at=None, decided_at__lte=until))
    return _drop(Stewardship, refused | ended)


def drop_complaints(now):
    """Those that were answered long ago."""
    return _drop(Complaint, state="answered", decided_at__lte=now - durations.COMPLAINT)


def drop_exports(now):
    """The record of who took lists of members out of the site."""
    return _drop(Export, when__lte=now - durations.EXPORT)


def drop_staff_log(now):
    """The admin's own record of what staff did; entries have their history besides."""
    return _drop(LogEntry, action_time__lte=now - durations.STAFF_LOG)


def drop_mail(now):
    """That a mail was sent; its text has gone long before."""
    return _drop(Mail, created__lte=now - durations.MAIL)


def forget_senders(now):
    """Scrambled network addresses."""
    until = now - durations.SENDER
    return sum(
        model.objects.exclude(sender="").filter(created__lte=until).update(sender="")
        for model in WITH_SENDER
    )


def drop_sessions(now):
    """Those that nobody can use any more."""
    return _drop(Session, expire_date__lte=now)


def drop_rate_limits(now):
    """Counts of attempts whose time is over."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM rate_limits WHERE expires <= %s", [now])
        return cursor.rowcount


RULES = (
    drop_unconfirmed_applications,
    remind_applicants,
    drop_old_applications,
    empty_accepted_applications,
    drop_guests,
    drop_old_registrations,
    drop_unconfirmed_messages,
    empty_messages,
    drop_messages,
    drop_unconfirmed_alerts,
    drop_refused_alerts,
    drop_old_proposals,
    drop_old_stewardships,
    drop_complaints,
    drop_exports,
    drop_staff_log,
    drop_mail,
    forget_senders,
    drop_sessions,
    drop_rate_limits,
    silence.keep_those_who_came_back,
    silence.erase_the_silent,
    silence.ask_the_silent,
)


def _says(*fields):
    """A condition: one of the fields, or a step that led to the answer, still has words."""
    said = Q(steps__reason__gt="")
    for field in fields:
        said |= Q(**{f"{field}__gt": ""})
    return said


@transaction.atomic
def _empty(things, name, fields):
    """Take the words out of things and of their steps; return how many things those were.

    name: of the field by which a step leads to its thing.
    """
    chosen = list(things.values_list("pk", flat=True).distinct())
    Step.objects.filter(**{f"{name}__in": chosen}).update(reason="")
    return things.model.objects.filter(pk__in=chosen).update(**dict.fromkeys(fields, ""))


def _drop(model, *conditions, **values):
    """Delete rows, and return how many of this model went."""
    return model.objects.filter(*conditions, **values).delete()[1].get(model._meta.label, 0)


@transaction.atomic
def _drop_with_mail(rows):
    """Delete rows of people who never had an account, with our mails to them about it."""
    held = list(rows.select_for_update(of=["self"], skip_locked=True))
    for row in held:
        if row.email:
            about = Q(text__contains=row.token) | Q(
                purpose=notifications.JOIN, created__gte=row.created
            )
            Mail.objects.filter(about, to__same_address=row.email).delete()
    return _drop(rows.model, pk__in=[row.pk for row in held])


@transaction.atomic
def _remind(pk, silent, now):
    application = silent.select_for_update(skip_locked=True).filter(pk=pk).first()
    if application is None:
        return 0
    notifications.remind(application)
    return Application.objects.filter(pk=pk).update(reminded_at=now)
