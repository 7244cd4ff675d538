"""Complaints about how somebody's data are used: acknowledged at once, answered by staff."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Complaint
from members.privacy.durations import ANSWER_TO_COMPLAINT
from members.workflow.steps import locked, move
from projects.submissions.limits import DAY, TooMany, one_at_a_time
from projects.submissions.mail import write_mail
from projects.workflow import NotAllowed

State = Complaint.State
# In 24 hours: with one e-mail address, from one network address or member, by all strangers.
MOST_BY_EMAIL, MOST_BY_SENDER, MOST = 3, 5, 50


@transaction.atomic
def receive(values, *, form_token, sender, member=None):
    """Keep a complaint, acknowledge it by mail, and return it.

    values: name, email, text; a member's name and address are known. form_token: the same one makes
    one complaint. sender: digest of the network address, or "". Raises TooMany, with words.
    """
    one_at_a_time()
    known = Complaint.objects.filter(form_token=form_token).first()
    if known:
        return known
    if member:
        values = values | {"name": member.name or member.email, "email": member.email}
    _check(values["email"], sender, member)
    complaint = Complaint.objects.create(
        name=values["name"],
        email=values["email"],
        text=values["text"],
        member=member,
        form_token=form_token,
        sender=sender,
        waiting_since=timezone.now(),
    )
    _write(complaint, "received", {"due": answer_due(complaint)})
    return complaint


@transaction.atomic
def answer(complaint, who, text, version):
    """Answer it, by mail, and return the Step.

    version: of what was looked at. Raises NotAllowed where it was answered before or the answer is
    empty, and ChangedMeanwhile.
    """
    complaint = locked(complaint, version)
    if complaint.state != State.PENDING:
        raise NotAllowed(_("It was answered already."))
    if not text.strip():
        raise NotAllowed(_("Write the answer: a complaint is answered with words."))
    step = move(complaint, State.ANSWERED, who, text)
    _write(complaint, "answered", {"name": complaint.name, "said": step.reason})
    return step


@transaction.atomic
def forget_who(complaint):
    """Keep that somebody complained and when it was answered, and nothing of them or their words.

    One that waits is closed: there is nobody left to answer.
    """
    complaint = locked(complaint)
    if complaint.state == State.PENDING:
        move(complaint, State.ANSWERED, None)
    complaint.name = complaint.email = complaint.text = ""
    complaint.member = None
    complaint.save()
    complaint.steps.update(reason="")


def answer_due(complaint):
    """Return the date by which it is to be answered, in London."""
    return timezone.localdate(complaint.created + timedelta(days=ANSWER_TO_COMPLAINT.days))


def _check(email, sender, member):
    """What strangers send, with whosever address, keeps no member from complaining."""
    recent = Complaint.objects.filter(created__gt=timezone.now() - DAY)
    if member:
        is_too_much = recent.filter(member=member).count() >= MOST_BY_SENDER
    else:
        strangers = recent.filter(member=None)
        is_too_much = (
            strangers.filter(email__same_address=email).count() >= MOST_BY_EMAIL
            or (sender and strangers.filter(sender=sender).count() >= MOST_BY_SENDER)
            or strangers.count() >= MOST
        )
    if is_too_much:
        raise TooMany(
            _(
                "Too many complaints have come in today. Nothing is lost: send this again tomorrow,"
                " or write to us."
            )
        )


def _write(complaint, what, context):
    """The address may be anybody's, so the acknowledgement holds none of the sender's words."""
    if not complaint.email:
        return
    write_mail(
        f"complaint-{what}",
        complaint.email,
        f"network/complaint_{what}",
        context | {"complaint": complaint},
        f"{complaint.reference}/{what}",
    )
