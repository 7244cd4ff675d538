"""A message: written, confirmed, passed on, refused. Who wrote it never learns of a refusal."""

import hashlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.limits import messages as message_limits
from members.mails import messages as message_mail
from members.models import Member, Message, MessageCopy, Profile, Refusal
from members.querysets.profile import FELLOWS, PUBLIC
from projects.models import Project
from projects.workflow import NotAllowed

State = Message.State


@dataclass(frozen=True)
class Recipient:
    """An address that a copy goes to, and the member whose it is (None: a project's contact)."""

    email: str
    member: Member | None = None


@dataclass(frozen=True)
class Sent:
    """What became of a form. is_taken is False where what we hold of it can be changed no more."""

    message: Message
    is_new: bool
    is_taken: bool = True


@transaction.atomic
def send(text, *, writer, form_token, project=None, recipient=None, sender=""):
    """Take a message to a project or to a member (recipient), once for each form and writer.

    writer: a projects.submissions.workflow.Person. A member's is passed on at once; another's
    waits until the e-mail is answered, and until then the same form brings it up to date. Raises
    TooMany.
    """
    message_limits.one_at_a_time()
    key = _key(form_token, writer, project, recipient)
    known = Message.objects.select_for_update(of=["self"]).filter(form_token=key).first()
    if known:
        return _send_again(known, text, writer)
    message_limits.check(writer, sender)
    member = writer.member
    message = Message.objects.create(
        project=project,
        recipient=recipient,
        writer=member,
        name=member.get_full_name()[:150] if member else writer.name,
        email=member.email if member else writer.email,
        text=text,
        form_token=key,
        sender=sender,
    )
    if member:
        _pass_on(message)
    else:
        message_mail.ask_to_confirm(message)
    return Sent(message, True)


@transaction.atomic
def confirm(message):
    """Pass it on: the address was right. False where that was done before. Raises TooMany.

    Raises NotAllowed where the message is gone.
    """
    message_limits.one_at_a_time()
    message = Message.objects.select_for_update(of=["self"]).filter(pk=message.pk).first()
    if message is None:
        raise NotAllowed(_("It is gone."))
    if message.state != State.UNCONFIRMED:
        return False
    _pass_on(message)
    return True


@transaction.atomic
def refuse(copy, everyone):
    """Pass nothing more on to who has this copy: from its writer, or from everyone.

    Raises NotAllowed where the writer's address is forgotten by now.
    """
    writer = "" if everyone else copy.message.email
    if not everyone and not writer:
        raise NotAllowed(_("We do not know any more who wrote it."))
    Refusal.objects.get_or_create(email=copy.email.lower(), writer=writer.lower())
    if everyone and copy.member:
        Profile.objects.filter(pk=copy.member_id).update(takes_messages=False)
    MessageCopy.objects.filter(pk=copy.pk, refused_at=None).update(refused_at=timezone.now())


def refused(copy):
    """Return what who has this copy refuses: "all", "writer" or ""."""
    if copy.member:
        takes_none = not Profile.objects.filter(pk=copy.member_id, takes_messages=True).exists()
    else:
        takes_none = _refusals(copy.email, [""]).exists()
    if takes_none:
        return "all"
    writer = copy.message.email
    return "writer" if writer and _refusals(copy.email, [writer]).exists() else ""


@transaction.atomic
def take_again(copy):
    """Undo what was refused by way of this copy."""
    _refusals(copy.email, ["", copy.message.email]).delete()
    if copy.member:
        Profile.objects.filter(pk=copy.member_id).update(takes_messages=True)
    MessageCopy.objects.filter(pk=copy.pk).update(refused_at=None)


def recipients_of(project):
    """Return the Recipients of messages to a project, whether or not they refuse some writer.

    Those who look after its lead organisation and take messages; else its own address.
    """
    if project.state != Project.State.PUBLISHED:
        return []
    stewards = Member.objects.filter(
        is_active=True,
        stewardships__organisation=project.lead_organisation_id,
        stewardships__state="active",
    )
    if takers := stewards.filter(profile__takes_messages=True).order_by("pk"):
        return [Recipient(each.email, each) for each in takers]
    if _is_address(project.contact_email):
        return [Recipient(project.contact_email)]
    # That they have refused everyone must not show: it is as if they took it.
    refusers = [each for each in stewards.order_by("pk") if _refusals(each.email, [""]).exists()]
    return [Recipient(each.email, each) for each in refusers]


def _send_again(message, text, writer):
    """The same form once more: a newer text counts as long as nothing has been passed on."""
    if message.text == text and (writer.member or message.name == writer.name):
        return Sent(message, False)
    if message.state != State.UNCONFIRMED:
        return Sent(message, False, is_taken=False)
    message.text, message.name = text, writer.name
    message.save(update_fields=["text", "name"])
    return Sent(message, False)


def _pass_on(message):
    """Write a copy to each address; those who refuse have one that no mail goes with."""
    if message.recipient:
        recipients = [Recipient(message.recipient.email, message.recipient)]
    else:
        recipients = recipients_of(message.project)
    once = {each.email.lower(): each for each in reversed(recipients)}
    taken = False
    for each in message_limits.with_room(list(once.values())):
        refuses = _refuses(each, message)
        copy = MessageCopy.objects.create(
            message=message,
            member=each.member,
            email=each.email,
            refused_at=timezone.now() if refuses else None,
        )
        if not refuses:
            message_mail.pass_on(copy)
            taken = True
    message.state = State.PASSED_ON if taken else State.NOT_TAKEN
    message.passed_on_at = timezone.now() if taken else None
    message.save(update_fields=["state", "passed_on_at"])


def _refuses(recipient, message):
    """Whether they do not take this message. For members what they chose last counts."""
    if _refusals(recipient.email, [message.email]).exists():
        return True
    if recipient.member is None:
        return _refusals(recipient.email, [""]).exists()
    profiles = Profile.objects.active().filter(pk=recipient.member.pk, takes_messages=True)
    if message.recipient:  # they may have hidden themselves from who wrote it, meanwhile
        is_fellow = Profile.objects.active().filter(pk=message.writer_id).exists()
        profiles = profiles.found_by(FELLOWS if is_fellow else PUBLIC)
    return not profiles.exists()


def _refusals(email, writers):
    return Refusal.objects.filter(
        email__same_address=email, writer__in=[each.lower() for each in writers]
    )


def _is_address(text):
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _key(form_token, writer, project, recipient):
    """Return what marks one form of one writer to one recipient (64 letters).

    A corrected address is another message: so the limits count each mail that asks for a
    confirmation, and whoever has the mistyped address cannot open the newer one.
    """
    to = f"project {project.pk}" if project else f"member {recipient.pk}"
    who = f"member {writer.member.pk}" if writer.member else writer.email.lower()
    return hashlib.sha256("\n".join([form_token, to, who]).encode()).hexdigest()
