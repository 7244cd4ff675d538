"""Publishing and calling off events, and who comes to them: the only code that changes either.

The event's row is locked first, then that of a registration, so no place is given twice.
"""

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from members.event_words import place_in_words, when_in_words
from members.limits import events as event_limits
from members.mails import events as event_mail
from members.models import Event, Member, Registration
from members.reminders import DAY_BEFORE
from members.workflow.steps import locked
from projects.submissions.limits import one_at_a_time
from projects.workflow import NotAllowed

State = Event.State
Coming = Registration.State


# --- The event ------------------------------------------------------------------------------------


@transaction.atomic
def publish(event, who):
    """Show a draft to everybody. Raises NotAllowed where it is none."""
    event = locked(event)
    if event.state != State.DRAFT:
        raise NotAllowed(_("“%(event)s” was published before.") % {"event": event})
    event.state = State.PUBLISHED
    return _moved(event, who, _("Published."))


@transaction.atomic
def cancel(event, who, reason):
    """Call it off, and tell those who registered why.

    Raises NotAllowed where it is a draft, is over, or was called off before.
    """
    event = locked(event)
    if event.state != State.PUBLISHED:
        words = _("“%(event)s” is %(state)s, so it cannot be called off.")
        raise NotAllowed(words % {"event": event, "state": event.get_state_display().lower()})
    if event.ends <= timezone.now():
        raise NotAllowed(_("“%(event)s” is over.") % {"event": event})
    event.state = State.CANCELLED
    _moved(event, who, _("Called off: %(reason)s") % {"reason": reason.strip()})
    for registration in _who_comes(event):
        event_mail.cancelled(registration, reason.strip())
    return event


def facts_of(event):
    """Return what those who registered have to be told of when it changes."""
    return {
        "when": when_in_words(event),
        "place": place_in_words(event),
        "joining_link": event.joining_link,
    }


def changed(event, was):
    """Tell those who registered of another time or place, and return how many that are.

    event: locked and saved as its next version. was: facts_of(it) before. Belongs into the
    transaction that changes it.
    """
    now = timezone.now()
    if event.state != State.PUBLISHED or event.ends <= now or was == facts_of(event):
        return 0
    if event.starts - now > DAY_BEFORE:  # the day before is another day by now
        event.registrations.update(reminded_at=None)
    told = [event_mail.changed(registration, was) for registration in _who_comes(event)]
    return len(told)


def _moved(event, who, words):
    event.version += 1
    event.save(update_fields=["state", "version", "updated"])
    if who:
        LogEntry.objects.log_actions(who.pk, [event], CHANGE, words, single_object=True)
    return event


def _who_comes(event):
    """Those who have a place, but not members whose account was closed."""
    coming = event.registrations.filter(state=Coming.REGISTERED).select_related("event", "member")
    return coming.exclude(member__is_active=False)


# --- Who comes ------------------------------------------------------------------------------------


@transaction.atomic
def register(event, member):
    """Give a member a place, once, and return the registration; raises NotAllowed."""
    return _register_member(locked(event), member)


@transaction.atomic
def register_guest(event, name, email, sender, form_token=""):
    """Note that somebody wants to come, and write to the address that was typed.

    What is answered is the same whether the address is known or not. It holds no place until it is
    confirmed. sender, form_token: see projects.submissions.guarding. Raises NotAllowed, and TooMany
    where a limit of the day is reached.
    """
    one_at_a_time()
    event = locked(event)
    check_open(event, is_guest=True)
    event_limits.check(email, sender)
    event_limits.count(sender)
    rows = event.registrations.select_for_update(of=["self"])
    by_member = rows.filter(member__email__same_address=email, state=Coming.REGISTERED).first()
    row = by_member or rows.filter(member=None, email__same_address=email).first()
    row = row or Registration(event=event)
    if row.state != Coming.REGISTERED:
        row.name, row.email = name, email
        row.state = Coming.UNCONFIRMED
        row.created = timezone.now()  # its thirty days, and the limits, count from here
    row.save()  # in any case: what is known must not be answered faster
    event_mail.answer_form(row, f"{event.pk}/{email.lower()}/{form_token or row.token}")
    return row


@transaction.atomic
def confirm(registration):
    """Give a place to who has the address of its page, and return the registration.

    It may be another row than the one that was opened, where the address is a member's who
    registered before. Raises NotAllowed.
    """
    event, row = _held(registration)
    if row.member is None:
        member = Member.objects.filter(email__same_address=row.email, is_active=True).first()
        if member and is_fellow(member):
            return _register_member(event, member)
    return _let_in(event, row)


@transaction.atomic
def unregister(registration):
    """Take back that somebody comes, as they wish; the place is free at once."""
    _event, row = _held(registration)
    if row.state == Coming.REGISTERED:
        row.state, row.cancelled_at = Coming.CANCELLED, timezone.now()
        row.save()
    return row


@transaction.atomic
def erase(registration):
    """Forget a registration, and the mails about it."""
    _event, row = _held(registration)
    event_mail.erase(row)
    row.delete()


def is_fellow(member):
    """Whether somebody who is signed in registers with one click: members, and staff."""
    return member.is_staff or hasattr(member, "profile")


def number_registered(event):
    """Return how many have a place."""
    return event.registrations.filter(state=Coming.REGISTERED).count()


def places_left(event):
    """Return how many places are free; None where any number may come."""
    if event.capacity is None:
        return None
    return max(event.capacity - number_registered(event), 0)


def check_open(event, *, is_guest):
    """Raise NotAllowed where nobody can register any more, or only members can."""
    if event.state == State.CANCELLED:
        raise NotAllowed(_("This event was cancelled."))
    if event.state != State.PUBLISHED:
        raise NotAllowed(_("Nobody can register for this event yet."))
    if event.ends <= timezone.now():
        raise NotAllowed(_("This event is over."))
    if is_guest and not event.is_open:
        raise NotAllowed(_("This event is for members of the network."))
    if places_left(event) == 0:
        raise NotAllowed(
            _("All places are taken. When somebody cancels, one is free: try again then.")
        )


def _register_member(event, member):
    """The first row of theirs is theirs; what they sent by the form before they joined goes."""
    theirs = Q(member=member) | Q(member=None, email__same_address=member.email)
    rows = event.registrations.select_for_update(of=["self"]).filter(theirs)
    first, *others = rows.order_by("member_id", "pk") or [Registration(event=event)]
    for other in others:
        other.delete()
    first.member, first.name, first.email = member, "", ""
    return _let_in(event, first)


def _let_in(event, row):
    row.event = event
    if row.state != Coming.REGISTERED:
        check_open(event, is_guest=row.member is None)
        row.state, row.registered_at = Coming.REGISTERED, timezone.now()
        row.cancelled_at = row.reminded_at = None
        row.save()
        event_mail.registered(row)
    else:
        row.save()
    return row


def _held(registration):
    """Return its event and the registration, both locked; raises NotAllowed where it is gone."""
    event = locked(registration.event)
    row = locked(registration)
    row.event = event
    return event, row
