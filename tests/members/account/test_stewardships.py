"""Looking after an organisation: each step with its record and its mail, and what it allows."""

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet

from members.models import Step, Stewardship
from members.workflow import stewardships
from projects.models import Mail
from projects.submissions.at_once import PERMISSION
from projects.workflow import ChangedMeanwhile, NotAllowed
from tests.at_once import at_once, failures
from tests.builders import make_organisation, make_staff
from tests.members.builders import make_network_member, make_stewardship

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return make_network_member("Ann", email="ann@walcot.org")


def steps():
    return [(step.from_state, step.to_state, step.reason) for step in Step.objects.order_by("pk")]


def test_asked_accepted_and_ended_with_record_and_mails(ann):
    organisation, staff = make_organisation("Walcot"), make_staff()
    asked = stewardships.ask(ann, organisation, " I run it. ")
    assert (asked.state, asked.note) == ("pending", "I run it.")
    stewardships.approve(asked, staff, asked.version, message="Welcome.")
    asked.refresh_from_db()
    assert (asked.state, asked.is_trusted) == ("active", False)
    stewardships.end(asked, staff, "You have left.")
    asked.refresh_from_db()
    assert asked.state == "ended"
    assert asked.ended_at
    assert steps() == [
        ("", "pending", ""),
        ("pending", "active", "Welcome."),
        ("active", "ended", "You have left."),
    ]
    texts = list(Mail.objects.order_by("pk").values_list("to", "text"))
    assert [to for to, _ in texts] == ["ann@walcot.org"] * 2
    assert "Welcome." in texts[0][1]
    assert "You have left." in texts[1][1]


def test_refused_with_a_reason_that_is_read(ann):
    asked = stewardships.ask(ann, make_organisation(), "Why not")
    with pytest.raises(NotAllowed):
        stewardships.reject(asked, make_staff(), " ", asked.version)
    stewardships.reject(asked, make_staff(), "We know nobody <there>.", asked.version)
    mail = Mail.objects.get()
    assert "We know nobody <there>." in mail.text
    assert "We know nobody &lt;there&gt;." in mail.html
    assert stewardships.ask(ann, asked.organisation, "Once more").pk != asked.pk


def test_several_people_look_after_one_but_nobody_twice(ann):
    organisation = make_organisation()
    stewardships.ask(ann, organisation, "I")
    stewardships.ask(make_network_member("Bob"), organisation, "I too")
    with pytest.raises(NotAllowed, match="asked"):
        stewardships.ask(ann, organisation, "Twice")
    assert Stewardship.objects.count() == 2
    with pytest.raises(IntegrityError):
        make_stewardship(ann, organisation)


def test_so_many_at_a_time_are_enough(ann):
    for _ in range(stewardships.MOST_WAITING):
        stewardships.ask(ann, make_organisation(), "I")
    with pytest.raises(NotAllowed):
        stewardships.ask(ann, make_organisation(), "I")


def test_what_was_changed_meanwhile_is_not_decided(ann):
    asked = stewardships.ask(ann, make_organisation(), "I")
    with pytest.raises(ChangedMeanwhile):
        stewardships.approve(asked, make_staff(), asked.version - 1)
    stewardships.withdraw(asked, ann)
    with pytest.raises(NotAllowed):
        stewardships.approve(asked, make_staff(), asked.version + 1)
    assert not Mail.objects.exists()


def test_trust_is_for_one_organisation_and_ends_with_it(ann):
    mine, other, staff = make_organisation(), make_organisation(), make_staff()
    active = make_stewardship(ann, mine)
    make_stewardship(ann, other)
    assert not ann.has_perm(PERMISSION, mine)
    stewardships.trust(active, staff, True)
    assert ann.has_perm(PERMISSION, mine)
    assert not ann.has_perm(PERMISSION, other)
    assert not ann.has_perm(PERMISSION)
    assert stewardships.trust(active, staff, True) is None
    stewardships.end(active, ann)
    assert not ann.has_perm(PERMISSION, mine)
    assert "You have ended it" in Mail.objects.latest("pk").text
    with pytest.raises(NotAllowed):
        stewardships.trust(active, staff, True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_guarded", [True, False])
def test_pressed_many_times_at_once_it_is_asked_once(ann, is_guarded, monkeypatch):
    organisation = make_organisation()
    if not is_guarded:
        monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)
    outcomes = at_once([lambda: stewardships.ask(ann, organisation, "I")] * 6)
    refused = {type(each) for each in failures(outcomes)}
    assert Stewardship.objects.count() == 1
    assert refused == {NotAllowed} if is_guarded else IntegrityError in refused
