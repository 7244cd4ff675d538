"""Changes of state: who may come from where, and what is kept of it."""

import datetime

import pytest

from projects import workflow
from projects.models import Decision, Project
from projects.refresh import current_revision
from tests.builders import make_project, make_staff

pytestmark = pytest.mark.django_db


def test_a_draft_is_published_and_the_decision_is_kept():
    project, staff = make_project(state="draft"), make_staff()
    decision = workflow.publish(project, staff, "Looks right")
    project.refresh_from_db()
    assert project.state == Project.State.PUBLISHED
    assert (decision.who, decision.from_state, decision.to_state, decision.reason) == (
        staff,
        "draft",
        "published",
        "Looks right",
    )


def test_a_withdrawn_entry_can_come_back():
    project, staff = make_project(), make_staff()
    workflow.withdraw(project, staff, "Closed")
    workflow.publish(project, staff)
    assert list(Decision.objects.values_list("to_state", flat=True)) == ["published", "withdrawn"]


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (workflow.publish, "published"),
        (workflow.withdraw, "draft"),
        (workflow.withdraw, "withdrawn"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_no_trace(action, state):
    project, before = make_project(state=state), current_revision()
    with pytest.raises(workflow.NotAllowed):
        action(project, make_staff())
    assert not Decision.objects.exists()
    assert current_revision() == before


def test_each_change_raises_version_and_revision_and_is_in_the_history():
    project, staff = make_project(), make_staff()
    version, revision = project.version, current_revision()
    workflow.withdraw(project, staff, "Closed")
    project.refresh_from_db()
    assert project.version == version + 1
    assert current_revision() > revision
    latest = project.history.first()
    assert (latest.state, latest.history_user, latest.history_change_reason) == (
        "withdrawn",
        staff,
        "Closed",
    )


def test_a_check_is_dated_and_moves_the_entry_up():
    make_project("Aaa")
    project, staff = make_project("Bbb"), make_staff()
    workflow.confirm(project, staff)
    first = Project.objects.in_default_order().first()
    assert (first.name, first.checked_by) == ("Bbb", staff)
    assert first.checked_on is not None


def test_what_has_ended_becomes_past_and_the_rest_does_not():
    today = datetime.date(2026, 6, 15)
    make_project("Ended last year", end_year=2025)
    make_project("Ended yesterday", end_year=2026, end_date=datetime.date(2026, 6, 14))
    make_project("Ends today", end_year=2026, end_date=today)
    make_project("Ends this year", end_year=2026)
    make_project("Nobody knows", status="unknown", end_year=2020)
    assert workflow.end_finished(today) == 2
    past = Project.objects.filter(status="past").values_list("name", flat=True)
    assert set(past) == {"Ended last year", "Ended yesterday"}
    assert "status:past" in Project.objects.get(name="Ended yesterday").facets
    assert workflow.end_finished(today) == 0


def test_the_daily_job_ends_what_is_over():
    from projects.tasks import end_finished_projects

    make_project(end_year=2001)
    end_finished_projects(timestamp=0)
    assert Project.objects.get().status == "past"
