"""What becomes of what somebody sends, until staff have it."""

import pytest

from projects.models import Decision, Mail, Submission
from projects.submissions import workflow
from projects.submissions.workflow import ChangedMeanwhile, NotAllowed, Person
from tests.builders import make_member, make_project, make_staff, make_submission, make_values

pytestmark = pytest.mark.django_db
State = Submission.State


def send(form_token="one", email="ada@example.org", kind="new", values=None, **more):
    values = values or make_values(name="Ladder")
    return workflow.receive(
        kind, values, person=Person("Ada", email), form_token=form_token, **more
    )


def purposes(submission=None):
    mails = Mail.objects.filter(cancelled_at=None).order_by("pk")
    return list(mails.values_list("purpose", flat=True))


def test_what_a_stranger_sends_waits_for_an_answer_to_the_mail():
    received = send()
    assert received.is_new
    assert received.submission.state == State.UNCONFIRMED
    assert purposes() == ["confirm"]
    assert Mail.objects.get().to == "ada@example.org"
    assert list(Submission.objects.waiting_for_us()) == []


def test_confirming_lets_it_wait_for_staff_once():
    submission = send().submission
    assert workflow.confirm(submission)
    assert not workflow.confirm(submission)
    submission.refresh_from_db()
    assert submission.state == State.PENDING
    assert submission.waiting_since == submission.confirmed_at is not None
    assert purposes() == ["confirm", "received"]
    assert list(Submission.objects.waiting_for_us()) == [submission]
    record = Decision.objects.get()
    assert (record.from_state, record.to_state, record.who) == ("unconfirmed", "pending", None)


def test_what_a_member_sends_waits_for_staff_at_once():
    member = make_member(name="Grace", email="grace@example.org")
    received = workflow.receive(
        "new", make_values(), person=Person(member=member), form_token="one"
    )
    submission = received.submission
    assert submission.state == State.PENDING
    assert (submission.submitter, submission.email) == (member, "grace@example.org")
    assert purposes() == ["received"]


def test_a_report_without_an_address_waits_at_once_and_writes_no_mail():
    report = make_submission("report", project=make_project(), email="", state="unconfirmed")
    assert report.state == State.PENDING
    assert purposes() == []


def test_the_same_form_sent_again_makes_one():
    values = make_values()
    first = send(values=values)
    again = send(values=values)
    assert (again.submission, again.is_new) == (first.submission, False)
    assert Submission.objects.count() == 1
    assert purposes() == ["confirm"]


def test_going_back_and_correcting_brings_the_text_up_to_date():
    first = send(values=make_values(name="Lader", summary="One.")).submission
    again = send(values=make_values(name="Ladder", summary="One.")).submission
    assert again == first
    assert Submission.objects.get().payload["name"] == "Ladder"
    assert purposes() == ["confirm"]


def test_a_corrected_address_gets_its_own_mail_and_the_wrong_one_opens_nothing():
    first = send(email="aad@example.org").submission
    again = send(email="ada@example.org").submission
    assert again == first and again.token != first.token
    assert list(Mail.objects.filter(cancelled_at=None).values_list("to", flat=True)) == [
        "ada@example.org"
    ]


def test_once_confirmed_the_form_changes_nothing_any_more():
    submission = send(values=make_values(name="Ladder", summary="One.")).submission
    workflow.confirm(submission)
    again = send(values=make_values(name="Other", summary="One."), email="eve@example.org")
    assert not again.is_new
    submission.refresh_from_db()
    assert (submission.payload["name"], submission.email) == ("Ladder", "ada@example.org")


def test_an_address_is_looked_up_unless_there_is_a_pin():
    assert send("1", values=make_values(postcode="SW9 8HQ")).submission.geocoding == "waiting"
    assert send("2", values=make_values()).submission.geocoding == "not-needed"
    pinned = make_values(postcode="SW9 8HQ", latitude=51.4, longitude=-0.1)
    assert send("3", values=pinned).submission.geocoding == "not-needed"


def test_an_answer_to_a_question_waits_for_staff_again():
    submission = make_submission()
    workflow.ask(submission, make_staff(), "Which council?", submission.version)
    submission.refresh_from_db()
    values = submission.payload | {"summary": "In Leeds."}
    workflow.resend(submission, values, "It is Leeds.", submission.version)
    submission.refresh_from_db()
    assert (submission.state, submission.note) == (State.PENDING, "It is Leeds.")
    assert submission.payload["summary"] == "In Leeds."
    # The question has been answered before its mail left.
    assert "needs-information" not in purposes()


def test_an_older_version_is_not_sent_again():
    submission = make_submission()
    opened = submission.version
    workflow.resend(submission, submission.payload, "one", opened)
    with pytest.raises(ChangedMeanwhile):
        workflow.resend(submission, submission.payload, "two", opened)


def test_what_was_accepted_cannot_be_sent_again():
    submission = make_submission()
    workflow.approve(submission, make_staff(), submission.payload, submission.version)
    submission.refresh_from_db()
    with pytest.raises(NotAllowed):
        workflow.resend(submission, submission.payload, "", submission.version)
    with pytest.raises(NotAllowed):
        workflow.withdraw(submission)


def test_withdrawing_takes_it_from_staff():
    submission = make_submission()
    workflow.withdraw(submission)
    submission.refresh_from_db()
    assert submission.state == State.WITHDRAWN
    with pytest.raises(NotAllowed):
        workflow.approve(submission, make_staff(), submission.payload, submission.version)


def test_erasing_leaves_nothing_of_the_person():
    submission = make_submission(person="Quokka", email="quokka@example.org", summary="Quokka!")
    Submission.objects.filter(pk=submission.pk).update(note="Quokka")
    old_token = submission.token
    workflow.erase(submission)
    submission.refresh_from_db()
    assert submission.state == State.WITHDRAWN and submission.erased_at
    assert submission.token != old_token
    rows = [*Submission.objects.values(), *Mail.objects.values(), *Decision.objects.values()]
    rows += Submission.history.values()
    assert "quokka" not in str(rows).lower()


def test_a_second_text_of_a_confirmed_form_is_not_taken_and_the_sender_can_be_told():
    submission = send(values=make_values(name="Ladder", summary="One.")).submission
    workflow.confirm(submission)
    assert not send(values=make_values(name="Other", summary="One.")).is_taken
    submission.refresh_from_db()
    assert submission.payload["name"] == "Ladder"


@pytest.mark.parametrize("person", ["member", "nobody"])
def test_who_waits_at_once_may_go_back_and_correct_until_staff_decide(person):
    project = make_project()
    person = Person(member=make_member()) if person == "member" else Person()

    def report(message):
        payload = {"about": ["wrong"], "message": message}
        return workflow.receive("report", payload, person=person, form_token="one", project=project)

    first, again = report("Teh phone."), report("The phone.")
    assert again.is_taken and not again.is_new
    first.submission.refresh_from_db()
    assert first.submission.payload["message"] == "The phone."
    workflow.reject(first.submission, make_staff(), "It works.", first.submission.version)
    assert not report("Once more.").is_taken


def test_erasing_leaves_nothing_of_a_member_or_of_a_duplicate():
    member, staff = make_member(name="Quokka"), make_staff()
    received = workflow.receive(
        "new", make_values(summary="Quokka!"), person=Person(member=member), form_token="one"
    )
    submission = received.submission
    workflow.make_change_of(submission, staff, make_project(), submission.version)
    workflow.erase(submission)
    rows = [*Submission.objects.values(), *Decision.objects.values()]
    assert "Quokka" not in str(rows)
    assert not Decision.objects.filter(who=member).exists()
    assert Decision.objects.filter(who=staff).exists()


def test_the_next_project_in_the_same_form_is_another_submission():
    first = send(values=make_values(name="Ladder", summary="One.")).submission
    other = make_values(name="Night Owls", summary="Two.")
    for is_new in (True, False):  # and sending that twice makes one
        again = send(values=other)
        assert again.submission != first and again.is_new is is_new
    first.refresh_from_db()
    assert first.payload["name"] == "Ladder"
    assert Submission.objects.count() == 2


def test_the_same_project_from_a_form_opened_anew_is_the_same_submission():
    values = make_values(name="Ladder", organisation="Bridge", summary="One.")
    first = send("one", values=values).submission
    again = send("two", email="ADA@example.org", values=values | {"summary": "Two."})
    assert again.submission == first and not again.is_new
    workflow.confirm(first)
    assert send("three", values=values).is_new
