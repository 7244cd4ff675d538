"""Staff answer, and the member withdraws, while the same member is being erased."""

import time

import pytest
from django.db import OperationalError
from django.db.models import QuerySet

from members.models import Member, ResourceProposal, Stewardship
from members.privacy.erase import erase_member
from members.workflow import proposals, steps, stewardships
from projects.workflow import NotAllowed
from tests.at_once import at_once, failures
from tests.builders import make_organisation, make_staff
from tests.members.builders import make_network_member, make_proposal

pytestmark = pytest.mark.django_db(transaction=True)


def race(monkeypatch, workflow, make):
    """Erase a member while staff approve, and while the member withdraws, what they asked for.

    Their numbers come before and after that of staff. Returns what was raised, but for NotAllowed.
    """
    held = workflow.locked_of_member

    def slowly(*args):
        row = held(*args)
        time.sleep(0.15)
        return row

    monkeypatch.setattr(workflow, "locked_of_member", slowly)
    before, staff, after = make_network_member(), make_staff(), make_network_member()
    others = make_network_member()
    raised = []
    for member, is_approved in ((before, True), (after, True), (others, False)):
        thing = make(member)

        def step(thing=thing, member=member, is_approved=is_approved):
            if is_approved:
                return workflow.approve(thing, staff, thing.version)
            return workflow.withdraw(thing, member)

        def erase(member=member):
            time.sleep(0.05)
            erase_member(member)

        raised += failures(at_once([step, erase]))
    return [each for each in raised if not isinstance(each, NotAllowed)]


def asked(member):
    return stewardships.ask(member, make_organisation(), "I run it.")


@pytest.mark.parametrize(("workflow", "make"), [(stewardships, asked), (proposals, make_proposal)])
def test_nobody_waits_for_each_other(monkeypatch, workflow, make):
    assert race(monkeypatch, workflow, make) == []
    assert Member.objects.count() == 1
    assert not Stewardship.objects.exists() and not ResourceProposal.objects.exists()


def test_it_is_the_order_of_the_locks_that_keeps_them_apart(monkeypatch):
    """The negative control: whoever withdraws holds the row first, and then wants their own."""
    monkeypatch.setattr(stewardships, "locked_of_member", steps.locked)
    raised = race(monkeypatch, stewardships, asked)
    assert OperationalError in [type(each) for each in raised]


def test_and_that_what_administrators_decide_can_be_noted_meanwhile(monkeypatch):
    """The negative control: held as those who leave are, nobody could name them."""
    select = QuerySet.select_for_update
    monkeypatch.setattr(
        QuerySet,
        "select_for_update",
        lambda rows, **options: select(rows, **options | {"no_key": False}),
    )
    raised = race(monkeypatch, stewardships, asked)
    assert OperationalError in [type(each) for each in raised]
