"""Forgetting a person, in one transaction: what is public record stays, without them.

Each step forgets one kind of thing; a test fills every table and shows that each of them is needed.
"""

import json
from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import DO_NOTHING, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from members.accounts import mails
from members.models import (
    Application,
    Complaint,
    Member,
    Message,
    MessageCopy,
    Refusal,
    Registration,
    ResourceProposal,
)
from members.privacy.finding import addresses_of, relations, rows_about, with_address
from members.privacy.mentions import forget_mentions
from members.workflow import complaints
from projects.models import Alert, Mail, Review, Submission
from projects.submissions import workflow as submissions
from projects.workflow import NotAllowed


@dataclass(frozen=True)
class Person:
    """Who is forgotten: the row, the addresses in small letters, and where else they are."""

    member: Member
    addresses: set
    rows: dict

    def is_in(self, *fields, by="member"):
        """A condition: the row is theirs, or holds one of their addresses in these fields."""
        theirs = Q(**{by: self.member}) if by else Q(pk__in=[])
        return theirs | with_address(self.addresses, *fields)


@transaction.atomic
def erase_member(member):
    """Forget a member, and whatever was sent from their addresses.

    Raises NotAllowed for the last administrator. Somebody who is gone already is no mistake.
    """
    member = _held(member)
    if member is None:
        return
    if is_last_administrator(member):
        raise NotAllowed(
            _("You are the only administrator. Make somebody else one first, then erase yourself.")
        )
    person = Person(member, addresses_of(member), rows_about(member))
    for step in STEPS:
        step(person)


def _held(member):
    """Return the member, locked with all administrators, or None where they are gone.

    In one order, so that the last two administrators, who leave at once, do not wait for each
    other; and the second to come sees that the first has gone. The others stay who they are
    (no_key), so that what they decide meanwhile can be noted as theirs.
    """
    others = Member.objects.filter(is_superuser=True).order_by("pk")
    list(others.filter(pk__lt=member.pk).select_for_update(no_key=True))
    found = Member.objects.select_for_update().filter(pk=member.pk).first()
    list(others.filter(pk__gt=member.pk).select_for_update(no_key=True))
    return found


def is_last_administrator(member):
    """Whether nobody could look after the site any more without them."""
    administrators = Member.objects.filter(is_superuser=True, is_active=True)
    return list(administrators.values_list("pk", flat=True)) == [member.pk]


def forget_staff_log(person):
    """The admin's log keeps that something was done to a row, not to whom."""
    for model, rows in person.rows.items():
        kind = ContentType.objects.get_for_model(model)
        about = LogEntry.objects.filter(content_type=kind, object_id__in=[str(pk) for pk in rows])
        about.update(object_repr="", change_message="")
    kinds = ContentType.objects.get_for_models(Member, *_parts_of_members()).values()
    own = LogEntry.objects.filter(content_type__in=kinds, object_id=str(person.member.pk))
    own.update(object_repr="", change_message="")


def forget_words(person):
    """Where staff have written of them, their full name and address become "…"."""
    forget_mentions(person.member.name, person.addresses)


def forget_submissions(person):
    """As when they erase each one themselves: what was published stays, without them."""
    for each in Submission.objects.filter(person.is_in("email", by="submitter")).order_by("pk"):
        submissions.erase(each)


def forget_applications(person):
    """With the steps that led to an answer."""
    Application.objects.filter(person.is_in("email")).delete()


def forget_registrations(person):
    """Past and coming ones."""
    Registration.objects.filter(person.is_in("email")).delete()


def forget_messages(person):
    """What they wrote, what was written to them, and whose messages they did not want."""
    theirs = person.is_in("email", by="writer") | Q(recipient=person.member)
    Message.objects.filter(theirs).delete()
    MessageCopy.objects.filter(person.is_in("email")).delete()
    Refusal.objects.filter(person.is_in("email", "writer", by="")).delete()


def forget_alerts(person):
    """With our mails about them."""
    Alert.objects.filter(person.is_in("email", by="")).delete()


def forget_proposals(person):
    """What became a resource stays as a resource."""
    ResourceProposal.objects.filter(member=person.member).delete()


def forget_complaints(person):
    """That there was one, and when it was answered, we have to be able to show."""
    for each in Complaint.objects.filter(person.is_in("email")).order_by("pk"):
        complaints.forget_who(each)


def forget_reviews(person):
    """That an organisation was asked, and what it said, stays."""
    rounds = Review.objects.filter(person.is_in("email", by=""))
    rounds.filter(closed_at__isnull=True).update(closed_at=timezone.now())
    rounds.update(email="")


def forget_mail(person):
    """To them, and what was passed on for them, whether it has left or not."""
    left = Q(purpose=mails.left_by(person.member))
    Mail.objects.filter(person.is_in("to", "reply_to", by="") | left).delete()


def forget_sessions(person):
    """They are signed in nowhere any more; nor does a session hold their address."""
    for session in Session.objects.iterator():
        held = session.get_decoded()
        text = json.dumps(held, default=str).lower()
        is_theirs = held.get("_auth_user_id") == str(person.member.pk)
        if is_theirs or any(address in text for address in person.addresses):
            session.delete()


def forget_traces(person):
    """Rows of histories hold who they were as a number, which nothing else clears."""
    for model, field in relations():
        if field.remote_field.on_delete is DO_NOTHING:
            model._base_manager.filter(**{field.name: person.member.pk}).update(
                **{field.name: None}
            )


def forget_account(person):
    """The account, with its profile, its addresses, its second step and what they look after."""
    person.member.delete()


def _parts_of_members():
    """Models whose rows have the number of the member as theirs, such as profiles."""
    return [model for model, field in relations() if field.primary_key]


STEPS = (
    forget_staff_log,
    forget_submissions,
    forget_applications,
    forget_registrations,
    forget_messages,
    forget_alerts,
    forget_proposals,
    forget_complaints,
    forget_reviews,
    forget_mail,
    forget_words,
    forget_sessions,
    forget_traces,
    forget_account,
)
