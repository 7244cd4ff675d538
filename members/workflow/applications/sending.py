"""What whoever applies does: send, confirm, answer, withdraw, erase."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.known import is_of_the_network, member_with, waiting_with
from members.limits import joining as limits
from members.mails import joining as notifications
from members.models import Application
from members.workflow.steps import locked, move
from projects.models import Approach
from projects.models.submission import new_token
from projects.workflow import ChangedMeanwhile, NotAllowed

State = Application.State
OPEN = (State.UNCONFIRMED, State.PENDING, State.NEEDS_INFORMATION)


@transaction.atomic
def receive(values, *, form_token, sender):
    """Keep what was sent, write to its address, and return the application.

    values: name, email, organisation_name, kind, interests (slugs), note. All of it is the same for
    an address that is known; only the mail says otherwise. The same form sent twice makes one;
    before it is confirmed it brings the text up to date, and with another address writes to that.
    Raises TooMany.
    """
    limits.one_at_a_time()
    values = dict(values)
    interests = set(Approach.objects.filter(slug__in=values.pop("interests")))
    known = _sent_with(form_token)
    if known and known.state != State.UNCONFIRMED and _differs(known, values, interests):
        # It was confirmed as it was. To whoever typed it this is no other answer.
        form_token = _token_for(form_token, values)
        known = _sent_with(form_token)
    if known:
        return _receive_again(known, values, interests, sender)
    limits.check(values["email"], sender)
    application = Application.objects.create(form_token=form_token, sender=sender, **values)
    application.interests.set(interests)
    _write_to(application)
    return application


def _receive_again(application, values, interests, sender):
    """Take a newer text of the same form."""
    if not _differs(application, values, interests):
        return application
    limits.check_changes(application)
    if application.email.lower() != values["email"].lower():
        limits.check_address(values["email"], sender)
        # Whoever has the address that was mistyped must not be able to open it any more.
        application.token, application.reminded_at = new_token(), None
    for name, value in values.items():
        setattr(application, name, value)
    application.version += 1
    application.save()
    application.interests.set(interests)
    _write_to(application)
    return application


def _sent_with(form_token):
    return Application.objects.select_for_update().filter(form_token=form_token).first()


def _differs(application, values, interests):
    return set(application.interests.all()) != interests or any(
        getattr(application, name) != value for name, value in values.items()
    )


def _token_for(form_token, values):
    text = "\n".join([form_token, *values.values()])
    return hashlib.sha256(text.encode()).hexdigest()


def _write_to(application):
    """Write the mail that its address needs, once for each token."""
    member, waiting = member_with(application.email), waiting_with(application.email)
    if is_of_the_network(member):
        notifications.member_already(application)
    elif waiting:
        notifications.waiting_already(application, waiting)
    else:
        notifications.ask_to_confirm(application)


@transaction.atomic
def confirm(application):
    """Let it wait for staff: the address was right. False where it was confirmed before.

    Raises NotAllowed where whoever it is has become a member, or has asked from another form.
    """
    limits.one_at_a_time()
    application = locked(application)
    if application.state != State.UNCONFIRMED:
        return False
    if is_of_the_network(member_with(application.email)):
        raise NotAllowed(_("You are a member already. Sign in with this e-mail address."))
    if waiting_with(application.email):
        raise NotAllowed(_("You have asked to join before, and we have that. Once is enough."))
    application.confirmed_at = timezone.now()
    move(application, State.PENDING, None, _("Confirmed by e-mail"))
    notifications.received(application)
    return True


@transaction.atomic
def answer(application, text, version):
    """Take the answer to what staff asked, and let it wait for them again.

    Earlier answers stay before it. Raises NotAllowed, ChangedMeanwhile.
    """
    application = locked(application)
    if application.state != State.NEEDS_INFORMATION:
        raise NotAllowed(_("There is no question to answer any more."))
    if version != application.version:
        raise ChangedMeanwhile(_("The question has changed meanwhile. Look at it again."))
    application.answer = "\n\n".join(filter(None, [application.answer, text.strip()]))
    application.decided_at = None
    move(application, State.PENDING, None, _("Answered"))
    return application


@transaction.atomic
def withdraw(application):
    """Take it back, as whoever applied wishes. Raises NotAllowed where it was decided already."""
    application = locked(application)
    if application.state not in OPEN:
        state = application.get_state_display()
        raise NotAllowed(_("It cannot be withdrawn any more: %(state)s.") % {"state": state})
    move(application, State.WITHDRAWN, None, _("Withdrawn by who applied"))
    return application


@transaction.atomic
def erase(application):
    """Forget who applied and what was said; who has become a member stays one."""
    application = locked(application)
    if application.state in OPEN:
        move(application, State.WITHDRAWN, None)
    notifications.forget(application)
    # The digest of the network stays for its two days: erasing must not free the limits.
    application.name = application.email = application.organisation_name = ""
    application.note = application.answer = ""
    application.member = None
    application.token, application.form_token = new_token(), new_token()
    application.version += 1
    application.save()
    application.interests.clear()
    application.steps.update(reason="")  # staff have written to, or about, this one person
    return application
