"""What people are told: each mail says what happened and what to do next, and nothing more."""

from datetime import timedelta

import pytest

from projects.models import Mail, Project
from projects.submissions import mail, notifications, workflow
from projects.submissions.values import values_of
from projects.submissions.waiting import usual_wait_in_words
from tests.builders import make_project, make_staff, make_submission

pytestmark = pytest.mark.django_db
SITE = "https://map.example.org"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


def told(submission, purpose):
    """The one mail of this purpose about a submission."""
    return Mail.objects.get(submission=submission, purpose=purpose)


def lines(mail):
    return mail.text.splitlines()


def page_of(submission):
    return f"{SITE}/submissions/{submission.token}/"


def approve(submission, message="", then="", **corrections):
    project = submission.project
    values = values_of(project, private=True) if project else {}
    payload = submission.payload if submission.kind != "report" else {}
    return workflow.approve(
        submission,
        make_staff(),
        values | payload | corrections,
        submission.version,
        then=then,
        message=message,
    )


def reject(submission, reason="It is not about work."):
    return workflow.reject(submission, make_staff(), reason, submission.version)


def ask(submission, question="Who runs it?"):
    return workflow.ask(submission, make_staff(), question, submission.version)


# --- To confirm ---


def test_whoever_has_the_address_is_asked_and_told_how_to_say_no():
    submission = make_submission(state="unconfirmed", name="Ladders")
    asked = told(submission, "confirm")
    assert asked.subject == "Please confirm your suggestion “Ladders”"
    assert page_of(submission) in lines(asked)
    assert "erased" in asked.text
    assert "30 days" in asked.text
    assert f'href="{page_of(submission)}"' in asked.html


def test_it_is_asked_once_for_each_address():
    submission = make_submission(state="unconfirmed")
    assert notifications.ask_to_confirm(submission) is None
    submission.token = "x" * 43
    assert notifications.ask_to_confirm(submission) is not None


@pytest.mark.parametrize(
    "title", ["Buy at cheap.example now", "http://evil/", "write eve@evil", "x" * 101, "a:b", "//e"]
)
def test_a_stranger_gets_nothing_that_the_sender_could_advertise_with(title):
    submission = make_submission(state="unconfirmed", name=title, person="Eve evil.example")
    notifications.remind(submission)
    for purpose in ("confirm", "remind"):
        whole = told(submission, purpose)
        for part in (whole.subject, whole.text, whole.html):
            assert title not in part
            assert "evil.example" not in part


def test_an_ordinary_name_is_said_so_that_people_know_what_it_is_about():
    submission = make_submission(state="unconfirmed", name="St. Mary’s Ladders & Co: a pilot")
    assert "St. Mary’s Ladders & Co: a pilot" in told(submission, "confirm").text


def test_the_reminder_has_the_same_link():
    submission = make_submission(state="unconfirmed")
    notifications.remind(submission)
    assert notifications.remind(submission) is None
    assert page_of(submission) in lines(told(submission, "remind"))


# --- Received ---


def test_who_has_confirmed_gets_the_reference_the_page_and_how_long_it_takes():
    submission = make_submission(name="Ladders", person="Ada")
    received = told(submission, "received")
    assert received.subject == f"We have your suggestion “Ladders” ({submission.reference})"
    assert "Hello Ada," in received.text
    assert page_of(submission) in lines(received)
    assert usual_wait_in_words() in received.text


def test_nobody_is_written_to_where_there_is_no_address():
    submission = make_submission("report", project=make_project(), email="")
    approve(submission)
    assert not Mail.objects.exists()


# --- Decided ---


def test_an_accepted_project_is_told_with_its_address_and_what_staff_changed_and_said():
    submission = make_submission(name="Ladders", summary="wat it dose")
    decision = approve(submission, message="Thank you, Ada.", summary="What it does.")
    approved = told(submission, "approved")
    assert approved.subject == "Ladders is on the map"
    assert f"{SITE}/projects/ladders/" in lines(approved)
    assert "We changed these parts of what you sent: In one sentence." in approved.text
    assert "Thank you, Ada." in approved.text
    assert page_of(submission) in lines(approved)
    assert approved.decision == decision


def test_where_staff_changed_and_said_nothing_the_mail_does_not_mention_it():
    submission = make_submission(postcode="sw1a 1aa", coverage=[])
    approve(submission)
    approved = told(submission, "approved")
    assert "We changed" not in approved.text
    assert "add:" not in approved.text


def test_an_accepted_change_is_told():
    submission = make_submission("change", project=make_project("Ladders"), contact_phone="2")
    approve(submission)
    approved = told(submission, "approved")
    assert approved.subject == "Your change to Ladders was accepted"
    assert f"{SITE}/projects/ladders/" in lines(approved)
    assert "We changed" not in approved.text


@pytest.mark.parametrize("kind", ["change", "report"])
def test_where_the_entry_was_taken_off_there_is_no_link_to_it(kind):
    values = {"status": "past"} if kind == "change" else {"about": ["closed"]}
    submission = make_submission(kind, project=make_project("Ladders"), **values)
    approve(submission, then="withdraw")
    mail = Mail.objects.exclude(decision=None).get()
    assert "not shown on the map" in mail.text or "no longer on the map" in mail.text
    assert "/projects/ladders/" not in mail.text + mail.html


def test_a_report_is_told_to_be_dealt_with():
    submission = make_submission("report", project=make_project("Ladders"))
    approve(submission, message="It has a new number.")
    mail = told(submission, "dealt_with")
    assert mail.subject == "Your report about Ladders was dealt with"
    assert "It has a new number." in mail.text
    assert f"{SITE}/projects/ladders/" in lines(mail)


def test_a_rejection_gives_the_reason_and_the_way_to_try_again():
    submission = make_submission(name="Ladders")
    reject(submission, "It is not about work.\n\nSee our list.")
    rejected = told(submission, "rejected")
    assert "It is not about work.\n\nSee our list." in rejected.text
    assert "<p>It is not about work.</p>" in rejected.html
    assert "send it again" in rejected.text
    assert page_of(submission) in lines(rejected)


def test_a_question_is_put_and_where_to_answer_it():
    submission = make_submission(name="Ladders")
    ask(submission, "Who runs it?")
    question = told(submission, "question")
    assert question.subject == "A question about your suggestion “Ladders”"
    assert "Who runs it?" in question.text
    assert page_of(submission) in lines(question)


def test_a_duplicate_is_told_which_entry_it_is_and_that_nothing_is_lost():
    entry, submission = make_project("Ladders"), make_submission(name="The Ladder")
    workflow.make_change_of(submission, make_staff(), entry, submission.version)
    mail = told(submission, "duplicate")
    assert mail.subject == "We know The Ladder already"
    assert "as “Ladders”" in mail.text
    assert f"{SITE}/projects/ladders/" in lines(mail)
    assert "not lost" in mail.text


def test_an_entry_that_is_not_public_is_not_told_of():
    entry, submission = make_project("Hidden"), make_submission(name="The Ladder")
    workflow.make_change_of(submission, make_staff(), entry, submission.version)
    Project.objects.filter(pk=entry.pk).update(state="draft")
    submission.refresh_from_db()
    reject(submission)
    mail = told(submission, "rejected")
    assert "Hidden" not in mail.subject + mail.text + mail.html
    assert "/projects/" not in mail.text + mail.html


def test_a_decision_leaves_when_it_can_no_longer_be_undone():
    submission = make_submission()
    decision = reject(submission)
    rejected = told(submission, "rejected")
    minutes = timedelta(minutes=workflow.UNDO_MINUTES)
    assert rejected.send_at - decision.when == minutes
    mail.send_due(rejected.send_at - timedelta(seconds=1))
    rejected.refresh_from_db()
    assert rejected.sent_at is None


def test_what_is_undone_is_never_sent(mailoutbox):
    submission = make_submission()
    decision = reject(submission)
    workflow.undo(decision, make_staff())
    mail.send_due(decision.when + timedelta(days=1))
    assert "About" not in " ".join(message.subject for message in mailoutbox)
    assert len(mailoutbox) == 2  # confirm and received


def test_what_has_left_cannot_be_cancelled(mailoutbox):
    submission = make_submission()
    decision = reject(submission)
    mail.send_due(decision.when + timedelta(days=1))
    assert mail.cancel(decision) is False
    assert told(submission, "rejected").cancelled_at is None
