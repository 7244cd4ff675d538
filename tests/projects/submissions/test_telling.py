"""A submission told to whoever sent it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from projects.submissions import workflow
from projects.submissions.telling import (
    is_being_decided,
    proposed_in_words,
    shown_state,
    steps_of,
    what_was_said,
)
from tests.builders import make_project, make_staff, make_submission, make_uk
from tests.projects.views.forms import settle

pytestmark = pytest.mark.django_db


def here(submission):
    submission.refresh_from_db()
    return [step.words for step in steps_of(submission) if step.is_here]


def test_exactly_one_step_is_where_it_is_now():
    submission = make_submission(state="unconfirmed")
    assert here(submission) == ["To be confirmed by you"]
    workflow.confirm(submission)
    assert here(submission) == ["Read by us"]
    workflow.ask(submission, make_staff(), "Where?", submission.version)
    assert here(submission) == ["Read by us"]  # it can be undone yet
    settle()
    assert here(submission) == ["Your answer is needed"]


@pytest.mark.parametrize("state", ["unconfirmed", "pending"])
def test_what_was_withdrawn_ends_there(state):
    submission = make_submission(state=state)
    workflow.withdraw(submission)
    assert here(submission) == ["Withdrawn by you"]
    submission.refresh_from_db()
    assert steps_of(submission)[-1].when == submission.decided_at


def test_only_what_staff_said_is_told():
    submission = make_submission()
    assert what_was_said(submission) == []
    decision = workflow.reject(submission, make_staff(), "A single job.", submission.version)
    assert what_was_said(submission) == []  # it can be undone yet
    settle()
    assert what_was_said(submission) == [decision]


def test_the_state_is_that_before_a_decision_until_it_cannot_be_undone():
    submission = make_submission()
    moment = datetime(2026, 5, 1, 12, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        workflow.reject(submission, make_staff(), "A single job.", submission.version)
    submission.refresh_from_db()
    for minutes, shown in [(0, "pending"), (10, "pending"), (11, "rejected")]:
        with time_machine.travel(moment + timedelta(minutes=minutes), tick=False):
            assert shown_state(submission) == shown


def test_what_was_sent_again_meanwhile_waits_whatever_was_decided_before():
    submission = make_submission()
    workflow.reject(submission, make_staff(), "A single job.", submission.version)
    submission.refresh_from_db()
    workflow.resend(submission, submission.payload, "It is no job.", submission.version)
    submission.refresh_from_db()
    assert shown_state(submission) == "pending"
    assert not is_being_decided(submission)


def test_a_new_project_tells_what_is_filled_in_and_a_change_what_it_changes():
    uk = make_uk()
    new = make_submission(name="Owls", coverage=["camden"], end_year=None)
    told = {each.label: each.value for each in proposed_in_words(new)}
    assert told["Name of the project"] == "Owls"
    assert told["Areas it serves"] == "Camden"
    assert "Year it ended" not in told
    project = make_project(coverage=[uk["camden"]])
    change = make_submission("change", project=project, coverage=["lambeth"], end_year=2018)
    told = {each.label: (each.before, each.value) for each in proposed_in_words(change)}
    assert told == {
        "Areas it serves": ("Camden", "Lambeth"),
        "Year it ended": ("nothing", "2018"),
    }
