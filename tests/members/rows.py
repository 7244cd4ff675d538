"""A network with a row of every kind, for what walks all addresses: see tests.everywhere."""

from django.utils import timezone

from members.models import Application, Message, MessageCopy, Profile, Refusal, Registration
from projects.models import Resource
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

# The secret addresses that whoever walks may ask for.
TOKENS_THAT_OPEN = {
    "application": "a" * 43,
    "message": "m" * 43,
    "message_refuse": "c" * 43,
    "registration": "g" * 43,
}
# Those of somebody else.
TOKENS = [letter * 43 for letter in "ABCDE"]
SHOWN_EVENT = "open-day"
# What each secret looks like.
HIDDEN_MEMBER = ["Bandicoot", "bandicoot@", "01632 960961"]
APPLICANT = ["Dunnart", "dunnart@"]
UNPUBLISHED = ["Kowari"]
JOINING_LINK = ["https://join.example/open-day"]


def fill_network(shown):
    """Save members who show everything, the defaults and nothing, and what they do.

    shown: a published project.
    """
    everyone = {f"shows_{part}": "everyone" for part in ("name", "organisation", "kind", "about")}
    open_one = make_network_member(
        "Olive", email="olive@example.org", key="olive", about="I listen.", **everyone
    )
    make_network_member("Mia", email="mia@example.org", key="mia", asked_at=timezone.now())
    hidden = make_network_member(
        "Bandicoot",
        email="bandicoot@example.org",
        key="bandicoot0",
        about="Bandicoot about",
        phone="01632 960961",
        organisation_name="Bandicoot Ltd",
        **{f"shows_{field}": "nobody" for field in ("name", "organisation")},
    )
    steward = make_network_member("Stella", email="stella@example.org", key="stella")
    make_stewardship(steward, shown.lead_organisation)
    make_stewardship(hidden, shown.lead_organisation, state="pending", note="Bandicoot asks")
    _fill_events(hidden)
    _fill_requests(hidden)
    _fill_messages(shown, open_one, hidden)


def _fill_events(hidden):
    paper = Resource.objects.first()
    make_event("Kowari day", slug="kowari-day", state="draft", description="Kowari plan")
    event = make_event(
        "Open day", slug=SHOWN_EVENT, is_open=True, joining_link=JOINING_LINK[0], papers=[paper]
    )
    make_registration(event, hidden, token=TOKENS[0])
    make_registration(event, name="Dunnart guest", email="dunnart@example.org", token=TOKENS[1])
    make_registration(
        event, state="unconfirmed", name="Own", token=TOKENS_THAT_OPEN["registration"]
    )


def _fill_requests(hidden):
    make_application(name="Own", token=TOKENS_THAT_OPEN["application"])
    make_application(
        name="Dunnart", email="dunnart@example.org", note="Dunnart note", token=TOKENS[2]
    )
    make_proposal(hidden, title="Kowari guide", link="https://kowari.example/", note="Kowari note")
    make_complaint(name="Dunnart", email="dunnart@example.org", text="Dunnart complains")


def _fill_messages(shown, open_one, hidden):
    own = make_message(project=shown, state="unconfirmed", token=TOKENS_THAT_OPEN["message"])
    MessageCopy.objects.create(
        message=make_message(recipient=open_one),
        member=open_one,
        email=open_one.email,
        token=TOKENS_THAT_OPEN["message_refuse"],
    )
    theirs = make_message(
        recipient=hidden, name="Dunnart", email="dunnart@example.org", text="Dunnart asks",
        token=TOKENS[3],
    )  # fmt: skip
    theirs.copies.update(token=TOKENS[4])
    Refusal.objects.create(email=hidden.email, writer="dunnart@example.org")
    assert own.pk and Application.objects.count() == 2 and Registration.objects.count() == 3
    assert Message.objects.count() == 3 and Profile.objects.count() == 4
