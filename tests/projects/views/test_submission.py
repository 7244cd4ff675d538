"""The private page: where it is, what was said, and what its sender can do."""

import pytest
from django.test import Client

from projects.models import Mail, Submission
from projects.submissions import workflow
from tests.builders import make_project, make_staff, make_submission, make_term, make_uk
from tests.projects.views.forms import filled_in, text_of

pytestmark = pytest.mark.django_db


def address_of(submission):
    return f"/submissions/{submission.token}/"


def press(client, submission, action):
    return client.post(address_of(submission), {"action": action})


def state_of(submission):
    submission.refresh_from_db()
    return submission.state


@pytest.fixture
def waiting():
    return make_submission(name="Warehouse Ladder", state="pending")


def test_looking_changes_nothing_and_one_press_confirms(client):
    submission = make_submission(name="Warehouse Ladder", state="unconfirmed")
    for _ in range(2):
        page = client.get(address_of(submission))
        assert "Warehouse Ladder" in text_of(page)
        assert state_of(submission) == "unconfirmed"
    client.head(address_of(submission))
    assert state_of(submission) == "unconfirmed"
    assert page.content.decode().count('value="confirm"') == 1
    assert press(client, submission, "confirm")["Location"] == address_of(submission)
    assert state_of(submission) == "pending"
    assert "We have it" in text_of(client.get(address_of(submission)))


def test_a_second_press_does_nothing_more(client):
    submission = make_submission(state="unconfirmed")
    for _ in range(3):
        assert press(client, submission, "confirm").status_code == 302
    assert submission.decisions.count() == 1
    assert Mail.objects.filter(submission=submission).count() == 2  # to confirm, received


def test_it_says_where_it_is_and_how_long_that_takes(client, waiting):
    text = text_of(client.get(address_of(waiting)))
    assert waiting.reference in text
    assert "working days" in text
    assert "Read by us" in text


def test_nobody_keeps_the_page_finds_it_or_learns_its_address(client, waiting):
    page = client.get(address_of(waiting))
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert page["Referrer-Policy"] == "same-origin"
    assert waiting.token not in page.content.decode().partition("<body")[0]


@pytest.mark.parametrize("token", ["a" * 43, "a" * 42, "a" * 44, "a" * 5000, "é" * 43, "%00" * 43])
@pytest.mark.parametrize("rest", ["", "edit/"])
def test_another_token_opens_nothing(client, waiting, token, rest):
    assert client.get(f"/submissions/{token}/{rest}").status_code in (400, 404)


def test_the_reference_opens_nothing(client, waiting):
    assert client.get(f"/submissions/{waiting.reference}/").status_code == 404


def test_a_question_is_shown_and_can_be_answered(client, waiting):
    workflow.ask(waiting, make_staff(), "Which council is it?", waiting.version)
    assert "Which council is it?" in text_of(client.get(address_of(waiting)))
    response = edit(client, waiting, note="It is Salford.")
    assert response["Location"] == address_of(waiting)
    assert state_of(waiting) == "pending"
    assert waiting.note == "It is Salford."


def test_a_reason_is_shown_and_it_can_be_sent_again(client, waiting):
    workflow.reject(waiting, make_staff(), "It is a single job.", waiting.version)
    page = text_of(client.get(address_of(waiting)))
    assert "Not accepted" in page and "It is a single job." in page
    assert edit(client, waiting, summary="Not one job, but a scheme.").status_code == 302
    assert state_of(waiting) == "pending"


def test_an_undone_decision_is_not_told(client, waiting):
    decision = workflow.reject(waiting, make_staff(), "A slip.", waiting.version)
    workflow.undo(decision, make_staff())
    assert "A slip." not in text_of(client.get(address_of(waiting)))


def test_what_was_accepted_leads_to_its_entry_and_cannot_be_changed(client, waiting):
    staff = make_staff()
    workflow.approve(waiting, staff, waiting.payload, waiting.version)
    state_of(waiting)
    page = client.get(address_of(waiting))
    assert f'href="{waiting.project.get_absolute_url()}"' in page.content.decode()
    assert client.get(f"{address_of(waiting)}edit/")["Location"] == address_of(waiting)
    assert press(client, waiting, "withdraw").status_code == 409
    assert state_of(waiting) == "approved"


def test_a_change_shows_what_the_entry_said_and_what_is_proposed(client):
    project = make_project("Step Up", status="current")
    submission = make_submission("change", project=project, status="past", end_year=2018)
    text = text_of(client.get(address_of(submission)))
    assert "The entry said Running" in text
    assert "You propose Finished" in text
    assert "2018" in text


def test_it_can_be_withdrawn(client, waiting):
    assert press(client, waiting, "withdraw").status_code == 302
    assert state_of(waiting) == "withdrawn"
    assert "You have withdrawn it" in text_of(client.get(address_of(waiting)))


def test_erasing_forgets_the_person_and_closes_the_page(client, waiting):
    address, email = address_of(waiting), waiting.email
    response = press(client, waiting, "erase")
    assert "Your data is erased" in text_of(client.get(response["Location"]))
    assert client.get(address).status_code == 404
    row = Submission.objects.get()
    assert (row.name, row.email, row.payload) == ("", "", {})
    assert not Mail.objects.filter(to=email).exists()


def test_a_button_that_is_not_there_does_nothing(client, waiting):
    assert press(client, waiting, "approve").status_code == 400
    assert press(client, waiting, "").status_code == 400
    assert state_of(waiting) == "pending"


@pytest.mark.parametrize("action", ["confirm", "withdraw", "erase"])
def test_a_press_from_another_site_is_refused(action):
    submission = make_submission(state="unconfirmed")
    client = Client(enforce_csrf_checks=True)
    token = client.get(address_of(submission)).cookies["csrftoken"].value
    data = {"action": action, "csrfmiddlewaretoken": token}
    foreign = client.post(address_of(submission), data, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert state_of(submission) == "unconfirmed"
    assert client.post(address_of(submission), data).status_code == 302
    assert client.put(address_of(submission)).status_code == 405


# --- Changing what was sent ---


@pytest.fixture
def words():
    from projects.models import Offer

    make_term(Offer, "Help for workers")
    return make_uk()


def edit(client, submission, **typed):
    address = f"{address_of(submission)}edit/"
    make_uk_once()
    page = client.get(address)
    needed = {"offers": "help-for-workers", "coverage": "salford"}
    return client.post(address, needed | filled_in(page) | typed)


def make_uk_once():
    from projects.models import Area, Offer

    make_term(Offer, "Help for workers")
    if not Area.objects.exists():
        make_uk()


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


def test_who_edits_while_staff_decide_is_told_and_keeps_the_text(client, waiting, words):
    address = f"{address_of(waiting)}edit/"
    needed = {"offers": "help-for-workers", "coverage": "salford"}
    opened = filled_in(client.get(address)) | needed
    workflow.reject(waiting, make_staff(), "No.", waiting.version)
    response = client.post(address, opened | {"summary": "My new words"})
    assert response.status_code == 409
    text = text_of(response)
    assert "Not accepted" in text and "My new words" in text
    assert state_of(waiting) == "rejected"
    assert client.post(address, needed | filled_in(response)).status_code == 302
    state_of(waiting)
    assert waiting.payload["summary"] == "My new words"


def test_who_edits_while_staff_accept_can_still_copy_the_text(client, waiting, words):
    address = f"{address_of(waiting)}edit/"
    needed = {"offers": "help-for-workers", "coverage": "salford"}
    opened = filled_in(client.get(address)) | needed
    workflow.approve(waiting, make_staff(), waiting.payload, waiting.version)
    response = client.post(address, opened | {"summary": "My new words"})
    assert response.status_code == 409
    assert "My new words" in text_of(response)
    assert "Send it again" not in text_of(response)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "١"])
def test_a_version_that_is_none_is_no_way_in(client, waiting, version, words):
    assert edit(client, waiting, version=version, summary="x").status_code == 409
    assert state_of(waiting) == "pending" and waiting.payload["summary"] != "x"
