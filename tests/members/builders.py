"""Members of the network and what they do, for tests; tests.builders has the directory's rows."""

import itertools
from datetime import timedelta

from django.utils import timezone
from django.utils.text import slugify

from members.models import (
    Application,
    Complaint,
    Event,
    Message,
    MessageCopy,
    Profile,
    Registration,
    ResourceProposal,
    Stewardship,
)
from tests.builders import make_member, make_organisation

_number = itertools.count(1)


def make_network_member(name=None, *, interests=(), email=None, **profile):
    """Save a member of the network and return the Member; profile: fields of Profile.

    They show what the defaults show: name and organisation to members.
    """
    number = next(_number)
    who = make_member(
        name=name or f"Network member {number}", email=email or f"network{number}@example.org"
    )
    made = Profile.objects.create(member=who, **profile)
    made.interests.set(interests)
    return who


def make_application(state="pending", **fields):
    """Save an application as its form and its confirmation would, without any mail."""
    number = next(_number)
    moments = {"confirmed_at": timezone.now(), "waiting_since": timezone.now()}
    return Application.objects.create(
        **{
            "state": state,
            "name": f"Applicant {number}",
            "email": f"applicant{number}@example.org",
            "kind": "support-provider",
            "form_token": f"application-{number}",
            **({} if state == "unconfirmed" else moments),
            **fields,
        }
    )


def make_stewardship(member, organisation=None, state="active", **fields):
    """Save that a member looks after an organisation, or has asked to."""
    return Stewardship.objects.create(
        member=member,
        organisation=organisation or make_organisation(),
        state=state,
        waiting_since=timezone.now(),
        **fields,
    )


def make_event(title=None, *, days=7, hours=2, state="published", papers=(), **fields):
    """Save an event that starts in so many days and takes so many hours."""
    title = title or f"Event {next(_number)}"
    starts = fields.pop("starts", timezone.now() + timedelta(days=days))
    fields.setdefault("slug", slugify(title))
    fields.setdefault("ends", starts + timedelta(hours=hours))
    fields.setdefault("place", "Town Hall, Leeds")
    event = Event.objects.create(title=title, state=state, starts=starts, **fields)
    event.resources.set(papers)
    return event


def make_registration(event, member=None, state="registered", **fields):
    """Save a registration of a member, or of somebody with a name and an address."""
    if member is None:
        number = next(_number)
        fields.setdefault("name", f"Guest {number}")
        fields.setdefault("email", f"guest{number}@example.org")
    return Registration.objects.create(
        event=event, member=member, state=state, registered_at=timezone.now(), **fields
    )


def make_message(*, project=None, recipient=None, writer=None, state="passed-on", **fields):
    """Save a message, with a copy to the recipient where there is one."""
    number = next(_number)
    fields.setdefault("email", f"writer{number}@example.org")
    fields.setdefault("text", "How did you begin?")
    message = Message.objects.create(
        project=project,
        recipient=recipient,
        writer=writer,
        state=state,
        form_token=f"message-{number}",
        **fields,
    )
    if recipient:
        MessageCopy.objects.create(message=message, member=recipient, email=recipient.email)
    return message


def make_proposal(member=None, **fields):
    """Save a proposed resource that waits for staff."""
    number = next(_number)
    fields.setdefault("title", f"Proposed resource {number}")
    fields.setdefault("link", f"https://resource{number}.example/")
    fields.setdefault("kind", "guide")
    return ResourceProposal.objects.create(
        member=member, form_token=f"proposal-{number}", waiting_since=timezone.now(), **fields
    )


def make_complaint(**fields):
    """Save a complaint that waits for an answer."""
    number = next(_number)
    fields.setdefault("name", f"Complainant {number}")
    fields.setdefault("email", f"complainant{number}@example.org")
    fields.setdefault("text", "You show my telephone number.")
    return Complaint.objects.create(
        form_token=f"complaint-{number}", waiting_since=timezone.now(), **fields
    )
