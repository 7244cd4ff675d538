"""Taking a decision back within ten minutes, before its mail has left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects import workflow as entries
from projects.checking import differences as wrong_counts
from projects.models import Decision, Mail, Organisation, Project, Submission
from projects.submissions import workflow
from projects.submissions.values import values_of
from projects.submissions.workflow import NotAllowed
from tests.builders import make_project, make_staff, make_submission, make_uk, make_values

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_staff(name="Ada")


def undo(decision, who):
    workflow.undo(decision, who)
    decision.refresh_from_db()
    submission = decision.submission
    submission.refresh_from_db()
    assert submission.state == "pending"
    assert decision.undone_by == who
    assert not Mail.objects.filter(decision=decision, cancelled_at=None).exists()
    assert wrong_counts() == []
    return submission


def test_a_new_entry_is_gone_again_and_can_be_accepted_once_more(ada):
    submission = make_submission()
    decision = workflow.approve(submission, ada, submission.payload, submission.version)
    submission = undo(decision, ada)
    assert not Project.objects.exists()
    assert submission.project is None
    workflow.approve(submission, ada, submission.payload, submission.version)
    assert Project.objects.published().count() == 1


def test_a_changed_entry_is_as_it_was(ada):
    uk = make_uk()
    project = make_project(
        "Ladder", contact_phone="1", coverage=[uk["lambeth"]], pins=[{"precision": "town"}]
    )
    before = values_of(project)
    submission = make_submission(
        "change", project=project, contact_phone="2", coverage=["camden"], latitude=51.6
    )
    decision = workflow.approve(
        submission, ada, before | submission.payload, submission.version, is_checked=True
    )
    project.refresh_from_db()
    assert values_of(project) != before and project.checked_on
    undo(decision, ada)
    project.refresh_from_db()
    assert values_of(project) == before
    assert project.checked_on is None
    assert project.locations.get().precision == "town"


def test_an_entry_that_was_taken_off_is_on_the_site_again(ada):
    project = make_project("Ladder")
    report = make_submission("report", project=project)
    decision = workflow.approve(report, ada, values_of(project), report.version, then="withdraw")
    undo(decision, ada)
    assert project in Project.objects.published()


def test_a_duplicate_is_a_new_project_again(ada):
    submission = make_submission(website="https://a.example.org/")
    payload = submission.payload
    decision = workflow.make_change_of(submission, ada, make_project(), submission.version)
    submission = undo(decision, ada)
    assert (submission.kind, submission.project, submission.payload) == ("new", None, payload)


def test_rejecting_and_asking_can_be_undone(ada):
    submission = make_submission()
    for step in (workflow.reject, workflow.ask):
        decision = step(submission, ada, "Because.", submission.version)
        submission = undo(decision, ada)


def test_after_ten_minutes_it_is_too_late(ada):
    submission = make_submission()
    decision = workflow.reject(submission, ada, "Because.", submission.version)
    Decision.objects.filter(pk=decision.pk).update(when=decision.when - timedelta(minutes=11))
    with pytest.raises(NotAllowed, match="more than 10 minutes"):
        workflow.undo(decision, ada)


def test_once_the_mail_has_left_it_is_too_late(ada):
    submission = make_submission()
    decision = workflow.reject(submission, ada, "Because.", submission.version)
    Mail.objects.filter(decision=decision).update(sent_at=timezone.now())
    with pytest.raises(NotAllowed, match="mail about it has left"):
        workflow.undo(decision, ada)


def test_nothing_is_undone_twice_or_over_something_newer(ada):
    submission = make_submission()
    decision = workflow.reject(submission, ada, "Because.", submission.version)
    workflow.undo(decision, ada)
    with pytest.raises(NotAllowed):
        workflow.undo(decision, ada)


def test_an_entry_edited_since_is_left_alone(ada):
    submission = make_submission()
    decision = workflow.approve(submission, ada, submission.payload, submission.version)
    submission.refresh_from_db()
    entries.confirm(submission.project, ada)
    with pytest.raises(NotAllowed, match="was changed since"):
        workflow.undo(decision, ada)
    assert Project.objects.published().count() == 1
    assert Mail.objects.filter(decision=decision, cancelled_at=None).exists()


def test_what_a_member_does_is_nothing_to_undo(ada):
    person = workflow.Person(member=make_staff(name="Grace"))
    received = workflow.receive("new", make_values(), person=person, form_token="one")
    sending = Decision.objects.get()
    assert sending.who == person.member
    with pytest.raises(NotAllowed):
        workflow.undo(sending, ada)
    received.submission.refresh_from_db()
    assert received.submission.state == "pending"


def test_a_duplicate_that_was_changed_since_is_left_alone(ada):
    submission = make_submission()
    decision = workflow.make_change_of(submission, ada, make_project(), submission.version)
    submission.refresh_from_db()
    changed = submission.payload | {"summary": "Other."}
    workflow.resend(submission, changed, "", submission.version)
    with pytest.raises(NotAllowed):
        workflow.undo(decision, ada)


def test_what_was_erased_is_not_taken_back(ada):
    submission = make_submission()
    decision = workflow.reject(submission, ada, "Because.", submission.version)
    workflow.erase(submission)
    with pytest.raises(NotAllowed):
        workflow.undo(decision, ada)


def test_an_entry_merged_or_deleted_since_is_left_alone(ada):
    for gone in ("merged", "deleted"):
        submission = make_submission()
        decision = workflow.approve(submission, ada, submission.payload, submission.version)
        submission.refresh_from_db()
        entry, old = submission.project, make_project()
        if gone == "merged":
            Submission.objects.filter(pk=submission.pk).update(project=old)
            Project.objects.filter(pk=old.pk).update(version=decision.project_version)
        else:
            entry.delete()
        with pytest.raises(NotAllowed, match="not there any more"):
            workflow.undo(decision, ada)
        assert Project.objects.filter(pk=old.pk).exists()


def test_organisations_that_were_made_for_it_go_too_unless_they_are_used_by_now(ada):
    submission = make_submission(organisation="New one", partners=["Newer one"])
    decision = workflow.approve(submission, ada, submission.payload, submission.version)
    make_project(lead_organisation=Organisation.objects.get(name="Newer one"))
    undo(decision, ada)
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Newer one"]
