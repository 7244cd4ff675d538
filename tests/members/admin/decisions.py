"""The pages on which staff decide about the network, filled in and sent as a browser would."""

from members.admin.requests.waiting import decide_address
from tests.members.builders import (
    make_application,
    make_complaint,
    make_network_member,
    make_proposal,
    make_stewardship,
)
from tests.people import Fields

TODAY = "/admin/projects/submission/today/"


def as_shown(answer):
    """What the form on the page would send if nothing were typed."""
    return next(form for form in Fields(answer.content.decode()).forms if "version" in form)


def press(client, thing, button, opened=None, **typed):
    """Open the page (unless it was opened before), type, press a button, return the answer."""
    data = opened or as_shown(client.get(decide_address(thing)))
    return client.post(decide_address(thing), data | typed | {"do": button})


def fresh(thing):
    """The row as it is by now."""
    return type(thing).objects.get(pk=thing.pk)


def make_each():
    """One of each kind that waits."""
    member = make_network_member("Mia")
    return [
        make_application(),
        make_stewardship(member, state="pending"),
        make_proposal(member),
        make_complaint(),
    ]
