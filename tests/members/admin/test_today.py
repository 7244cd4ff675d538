"""What of the network waits for staff, on Today and on the front page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.admin import today
from members.admin.requests.waiting import decide_address
from members.privacy.erase import erase_member
from projects.models import Decision
from projects.submissions import at_once
from projects.submissions import workflow as submissions
from tests.builders import make_organisation, make_project, make_submission
from tests.members.admin.decisions import TODAY, make_each
from tests.members.builders import (
    make_application,
    make_complaint,
    make_network_member,
    make_proposal,
    make_stewardship,
)
from tests.projects.admin import decisions

pytestmark = pytest.mark.django_db


def since(thing, days):
    moment = timezone.now() - timedelta(days=days)
    type(thing).objects.filter(pk=thing.pk).update(waiting_since=moment, created=moment)
    return thing


def items(client):
    found = client.get(TODAY).context["sections"]
    return dict(found)["admin/members/today_waiting.html"]["items"]


def test_all_kinds_stand_in_one_list_the_longest_wait_first_the_late_marked(desk):
    things = make_each()
    for number, thing in enumerate(things):
        since(thing, [1, 20, 2, 3][number])
    shown = items(desk)
    order = [things[1], things[3], things[2], things[0]]
    assert [item.address for item in shown] == [decide_address(each) for each in order]
    assert [item.is_late for item in shown] == [True, False, False, False]
    page = desk.get(TODAY).content.decode()
    assert "From the network, to decide: 4" in page
    assert "to be answered by" in page
    front = desk.get("/admin/").content.decode()
    assert "<strong>4</strong> from the network to decide (1 older than" in front


def test_what_is_not_confirmed_does_not_wait_and_what_was_asked_stands_apart(desk):
    make_application(state="unconfirmed", name="Canary")
    make_application(state="needs-information", name="Asked Ada")
    page = desk.get(TODAY).content.decode()
    assert "Canary" not in page
    assert items(desk) == []
    assert "Asked Ada" in page


def test_each_of_the_staff_sees_only_what_they_may(desk_of):
    make_each()
    make_submission(name="Proposed entry")
    one = desk_of("view_complaint")
    assert [item.kind for item in items(one)] == ["Complaint about data"]
    assert b"Proposed entry" not in one.get(TODAY).content
    assert b"<strong>1</strong> from the network" in one.get("/admin/").content
    other = desk_of("view_submission")
    assert b"Proposed entry" in other.get(TODAY).content
    assert b"From the network" not in other.get(TODAY).content
    assert b"from the network" not in other.get("/admin/").content
    assert desk_of("view_project").get(TODAY).status_code == 403


def test_what_trusted_members_did_is_there_to_be_looked_at_for_two_weeks(desk, staff):
    ladder, bridge, purse = make_project("Ladder"), make_project("Bridge"), make_project("Purse")
    stella = make_network_member("Stella")
    for project in (ladder, bridge):
        make_stewardship(stella, project.lead_organisation, is_trusted=True)
        assert at_once.say_still_right(stella, project, project.version)
    long_ago = timezone.now() - timedelta(days=15)
    Decision.objects.filter(submission__project=bridge).update(when=long_ago)
    by_staff = make_submission("change", project=purse, contact_phone="020 7946 0999")
    assert decisions.press(desk, by_staff, "approve").status_code == 302
    sections = dict(desk.get(TODAY).context["sections"])
    rows = sections["admin/members/today_at_once.html"]["rows"]
    assert [row.decision.submission.project for row in rows] == [ladder]
    page = desk.get(TODAY).content.decode()
    assert "Stella" in page
    assert f'href="/admin/projects/project/{ladder.pk}/history/"' in page


def say_still_right(member, number):
    """Let a trusted member find so many entries of one organisation right; return it."""
    ladder = make_organisation("Ladder")
    make_stewardship(member, ladder, is_trusted=True)
    for _ in range(number):
        project = make_project(lead_organisation=ladder)
        assert at_once.say_still_right(member, project, project.version)
    return ladder


def changed_at_once(client):
    return dict(client.get(TODAY).context["sections"])["admin/members/today_at_once.html"]


def erase_what_was_sent(member):
    for each in member.submissions.all():
        submissions.erase(each)


def make_staff_of(member):
    type(member).objects.filter(pk=member.pk).update(is_staff=True)


@pytest.mark.parametrize("hide", [erase_what_was_sent, erase_member, make_staff_of])
def test_whoever_changed_something_at_once_cannot_take_it_off_the_list(desk, hide):
    stella = make_network_member("Stella")
    say_still_right(stella, 1)
    hide(stella)
    assert changed_at_once(desk)["count"] == 1
    page = desk.get(TODAY).content.decode()
    assert ("Stella" in page) == (hide is make_staff_of)
    assert ("Somebody without a name" in page) == (hide is not make_staff_of)
    assert not Decision.objects.by_staff().exists()


def test_more_changes_than_stand_there_are_counted_and_lead_to_their_list(desk, monkeypatch):
    monkeypatch.setattr(today, "MOST_BESIDE", 2)
    say_still_right(make_network_member("Stella"), 3)
    make_submission(name="Of somebody else")
    shown = changed_at_once(desk)
    assert (shown["count"], len(shown["rows"]), shown["not_shown"]) == (3, 2, 1)
    page = desk.get(TODAY).content.decode()
    assert "to look at afterwards: 3" in page
    assert "And one more" in page
    assert f'href="{shown["address"]}"' in page
    assert desk.get(shown["address"]).context["cl"].result_count == 3
    assert desk.get("/admin/projects/submission/").context["cl"].result_count == 4


def test_the_number_of_queries_does_not_grow(desk):
    def fill():
        member = make_network_member()
        make_stewardship(member, state="pending")
        make_proposal(member)
        make_application()
        make_complaint()

    fill()
    desk.get(TODAY)
    with CaptureQueriesContext(connection) as few:
        desk.get(TODAY)
    for _ in range(3):
        fill()
    with CaptureQueriesContext(connection) as many:
        desk.get(TODAY)
    assert len(many) == len(few)
