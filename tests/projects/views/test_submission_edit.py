"""Changing what was sent, and sending it again, from its private page."""

import pytest

from projects.models import Offer
from projects.submissions import workflow
from tests.builders import make_project, make_staff, make_submission, make_term, make_uk
from tests.projects.views.forms import filled_in, settle, text_of

pytestmark = pytest.mark.django_db
NEEDED = {"offers": "help-for-workers", "coverage": "salford"}


@pytest.fixture(autouse=True)
def words():
    make_term(Offer, "Help for workers")
    return make_uk()


@pytest.fixture
def waiting():
    return make_submission(name="Warehouse Ladder", state="pending")


def address_of(submission):
    return f"/submissions/{submission.token}/"


def edit(client, submission, **typed):
    address = f"{address_of(submission)}edit/"
    return client.post(address, NEEDED | filled_in(client.get(address)) | typed)


def state_of(submission):
    submission.refresh_from_db()
    return submission.state


def test_a_question_is_shown_and_can_be_answered(client, waiting):
    workflow.ask(waiting, make_staff(), "Which council is it?", waiting.version)
    settle()
    assert "Which council is it?" in text_of(client.get(address_of(waiting)))
    response = edit(client, waiting, note="It is Salford.")
    assert response["Location"] == f"{address_of(waiting)}?sent=1"
    assert state_of(waiting) == "pending"
    assert waiting.note == "It is Salford."


def test_a_reason_is_shown_and_it_can_be_sent_again(client, waiting):
    workflow.reject(waiting, make_staff(), "It is a single job.", waiting.version)
    settle()
    page = text_of(client.get(address_of(waiting)))
    assert "Not accepted" in page and "It is a single job." in page
    assert edit(client, waiting, summary="Not one job, but a scheme.").status_code == 302
    assert state_of(waiting) == "pending"


def test_it_is_sent_again_with_what_was_changed(client, waiting):
    assert edit(client, waiting, summary="Better words.").status_code == 302
    assert state_of(waiting) == "pending"
    assert waiting.payload["summary"] == "Better words."
    assert waiting.payload["name"] == "Warehouse Ladder"


def test_a_mistake_in_it_keeps_what_was_typed(client, waiting):
    response = edit(client, waiting, end_year="soon")
    assert response.status_code == 422
    assert filled_in(response)["end_year"] == ["soon"]


def test_a_change_keeps_only_what_differs_from_the_entry_as_it_was(client):
    project = make_project("Step Up", status="current")
    submission = make_submission("change", project=project, end_year=2018)
    response = edit(client, submission, start_year="2015")
    assert response.status_code == 302
    state_of(submission)
    assert submission.payload["start_year"] == 2015
    assert submission.payload["end_year"] == 2018
    assert "name" not in submission.payload


def test_a_change_turned_back_into_nothing_is_not_sent(client):
    project = make_project("Step Up", status="current")
    submission = make_submission("change", project=project, end_year=2018)
    address = f"{address_of(submission)}edit/"
    response = client.post(address, filled_in(client.get(address)) | {"end_year": ""})
    assert response.status_code == 422
    assert "Nothing differs" in text_of(response)
    assert submission.payload == {"end_year": 2018}


def test_a_report_is_changed_in_its_own_box(client):
    submission = make_submission("report", project=make_project(), message="Old words")
    address = f"{address_of(submission)}edit/"
    sent = filled_in(client.get(address))
    assert sent["message"] == ["Old words"]
    client.post(address, sent | {"message": "New words"})
    state_of(submission)
    assert submission.payload["message"] == "New words"


def test_the_same_pressed_twice_is_sent_once_and_leads_to_the_same_page(client, waiting):
    address = f"{address_of(waiting)}edit/"
    typed = filled_in(client.get(address)) | NEEDED | {"summary": "Better words."}
    answers = [client.post(address, typed) for _ in range(2)]
    assert [each.status_code for each in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"] == f"{address_of(waiting)}?sent=1"
    version = waiting.version
    state_of(waiting)
    assert waiting.version == version + 1
    other = client.post(address, typed | {"summary": "Other words."})
    assert other.status_code == 409 and "Other words." in text_of(other)


def test_who_edits_while_staff_decide_is_told_and_keeps_the_text(client, waiting):
    address = f"{address_of(waiting)}edit/"
    opened = filled_in(client.get(address)) | NEEDED
    workflow.reject(waiting, make_staff(), "No.", waiting.version)
    settle()
    response = client.post(address, opened | {"summary": "My new words"})
    assert response.status_code == 409
    text = text_of(response)
    assert "Not accepted" in text and "My new words" in text
    assert state_of(waiting) == "rejected"
    assert client.post(address, NEEDED | filled_in(response)).status_code == 302
    state_of(waiting)
    assert waiting.payload["summary"] == "My new words"


def test_who_edits_while_staff_could_still_undo_learns_no_decision(client, waiting):
    address = f"{address_of(waiting)}edit/"
    opened = filled_in(client.get(address)) | NEEDED
    workflow.reject(waiting, make_staff(), "No.", waiting.version)
    response = client.post(address, opened | {"summary": "My new words"})
    assert response.status_code == 409
    text = text_of(response)
    assert "changed after you opened it" in text and "My new words" in text
    assert "Not accepted" not in text


def test_who_edits_while_staff_accept_can_still_copy_the_text(client, waiting):
    address = f"{address_of(waiting)}edit/"
    opened = filled_in(client.get(address)) | NEEDED
    workflow.approve(waiting, make_staff(), waiting.payload, waiting.version)
    response = client.post(address, opened | {"summary": "My new words"})
    assert response.status_code == 409
    text = text_of(response)
    assert "My new words" in text and "Somebody is deciding about it just now" in text
    assert "Send it again" not in text and "closed" not in text
    settle()
    assert "This was closed" in text_of(client.post(address, opened))


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "١"])
def test_a_version_that_is_none_is_no_way_in(client, waiting, version):
    assert edit(client, waiting, version=version, summary="x").status_code == 409
    assert state_of(waiting) == "pending" and waiting.payload["summary"] != "x"


def test_whoever_is_asked_sees_the_question_while_answering_and_has_to_answer(client):
    asked = make_submission(offers=["help-for-workers"], coverage=["salford"])
    workflow.ask(asked, make_staff(), "Which council is it?", asked.version)
    settle()
    assert "Which council is it?" in text_of(client.get(f"{address_of(asked)}edit/"))
    unchanged = edit(client, asked)
    assert unchanged.status_code == 422
    assert "Answer our question first" in text_of(unchanged)
    assert edit(client, asked, note="It is Leeds.").status_code == 302
    assert state_of(asked) == "pending"
