"""What becomes of an alert: asked for, confirmed, changed, stopped."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from projects.alerts import limits, mails
from projects.alerts.turns import next_turn
from projects.models import Alert
from projects.refresh import current_revision
from projects.submissions.mail import PAUSES
from projects.workflow import NotAllowed

MOST_REFUSED = 3
KEPT_UNCONFIRMED = timedelta(days=mails.DAYS_TO_CONFIRM)

GONE = "This alert was stopped already."
IS_THERE = "You have another alert for this very list. Keep that one, and stop this one."


@transaction.atomic
def ask(email, wish, frequency, *, form, sender=""):
    """Take in that somebody wants an alert, and write to the address. Raises TooMany.

    form: the key of the form's token; the same form twice is one. sender: digest of the network
    address, or "". What happens is the same for an address that is known here as for one that is
    not: one mail, and none where it has had several today.
    """
    limits.one_at_a_time()
    limits.check(sender)
    limits.count(sender)
    if not limits.has_room(email):
        return
    alert = Alert.objects.filter(email__same_address=email, query=wish.query).first()
    if alert is None:
        alert = Alert.objects.create(
            email=email,
            query=wish.query,
            frequency=frequency,
            seen_revision=current_revision(),  # what changes until it is confirmed is told, too
        )
    if alert.confirmed_at:
        mails.say_it_is_known(alert, wish, form)
        return
    Alert.objects.filter(pk=alert.pk, confirmed_at=None).update(frequency=frequency)
    mails.ask_to_confirm(alert, wish, form)


@transaction.atomic
def confirm(alert):
    """Begin: whoever has the address wants it. Raises NotAllowed where it is gone."""
    held = _held(alert)
    if held.confirmed_at:
        return
    held.confirmed_at = timezone.now()
    _save(held, "confirmed_at")


@transaction.atomic
def change_frequency(alert, frequency):
    """Write as often as this from now on. Raises NotAllowed where it is gone."""
    held = _held(alert)
    held.frequency = frequency
    _save(held, "frequency")


@transaction.atomic
def change_query(alert, wish):
    """Tell of another list from now on. Raises NotAllowed where it is gone, or there is that one.

    What has changed on the other list since the last mail is in the next one.
    """
    limits.one_at_a_time()
    held = _held(alert)
    theirs = Alert.objects.filter(email__same_address=held.email, query=wish.query)
    if theirs.exclude(pk=held.pk).exists():
        raise NotAllowed(IS_THERE)
    held.query = wish.query
    _save(held, "query")


@transaction.atomic
def stop(alert):
    """Forget the alert, the address, and our mails about it. Somebody who comes late is no mistake.

    A mail that is leaving at this very moment is waited for.
    """
    Alert.objects.filter(pk=alert.pk).delete()


@transaction.atomic
def forget_unconfirmed(before):
    """Stop what was asked for before a moment and never confirmed; return how many those were."""
    old = Alert.objects.filter(confirmed_at=None, created__lte=before)
    held = [each.pk for each in old.select_for_update(skip_locked=True)]
    return Alert.objects.filter(pk__in=held).delete()[1].get(Alert._meta.label, 0)


def forget_refused():
    """Stop those whose last three mails the mailbox has refused for good; return how many."""
    refused = Q(mails__given_up_at__isnull=False, mails__tries__lte=len(PAUSES))
    stopped = 0
    for alert in Alert.objects.filter(refused).distinct():
        last = alert.mails.filter(purpose="alert").order_by("-pk")[:MOST_REFUSED]
        if sum(_was_refused(mail) for mail in last) == MOST_REFUSED:
            stop(alert)
            stopped += 1
    return stopped


def _was_refused(mail):
    """Whether the mailbox does not take it: not that our mail server was away for days."""
    return mail.given_up_at is not None and mail.tries <= len(PAUSES)


def _held(alert):
    found = Alert.objects.select_for_update().filter(pk=alert.pk).first()
    if found is None:
        raise NotAllowed(GONE)
    return found


def _save(held, field):
    held.due_at = held.confirmed_at and next_turn(held.frequency, timezone.now())
    held.save(update_fields=[field, "due_at"])
