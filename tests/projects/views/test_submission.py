"""The private page: where it is, what was said, and what its sender can do."""

import pytest
from django.test import Client

from projects.models import Mail, Project, Submission
from projects.submissions import workflow
from projects.submissions.values import values_of
from tests.builders import make_member, make_project, make_staff, make_submission
from tests.projects.views.forms import settle, text_of

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


def test_an_undone_decision_is_not_told(client, waiting):
    decision = workflow.reject(waiting, make_staff(), "A slip.", waiting.version)
    workflow.undo(decision, make_staff())
    settle()
    assert "A slip." not in text_of(client.get(address_of(waiting)))


@pytest.mark.parametrize("decide", [workflow.reject, workflow.ask])
def test_a_decision_is_told_when_it_cannot_be_undone_any_more(client, waiting, decide):
    decide(waiting, make_staff(), "It is a single job.", waiting.version)
    page = text_of(client.get(address_of(waiting)))
    assert "We have it" in page and "Somebody is deciding about it just now" in page
    for told in ("single job", "Not accepted", "question", "Your answer"):
        assert told not in page
    settle()
    page = text_of(client.get(address_of(waiting)))
    assert "It is a single job." in page and "We have it" not in page
    assert "just now" not in page


def test_that_it_is_accepted_is_told_when_that_cannot_be_undone_any_more(client, waiting):
    workflow.approve(waiting, make_staff(), waiting.payload, waiting.version)
    page = text_of(client.get(address_of(waiting)))
    assert "We have it" in page and "Accepted" not in page
    response = press(client, waiting, "withdraw")
    assert response.status_code == 409
    assert "accepted" not in text_of(response).lower()
    settle()
    assert "Accepted" in text_of(client.get(address_of(waiting)))


def test_a_member_s_own_sending_is_nothing_that_we_said(client):
    member = make_member()
    sent = workflow.receive(
        "new", {"name": "Ladder"}, person=workflow.Person(member=member), form_token="a"
    ).submission
    settle()
    page = text_of(client.get(address_of(sent)))
    assert "Sent by a member" not in page and "What we said" not in page


def test_what_was_accepted_leads_to_its_entry_and_cannot_be_changed(client, waiting):
    staff = make_staff()
    workflow.approve(waiting, staff, waiting.payload, waiting.version)
    settle()
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


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("published", "It is on the map"),
        ("withdrawn", "We have accepted it. The entry is not shown at present."),
    ],
)
def test_what_was_accepted_for_an_entry_that_is_not_shown_is_not_said_to_be(client, state, words):
    project = make_project("Step Up", status="current")
    change = make_submission("change", project=project, end_year=2018)
    workflow.approve(change, make_staff(), values_of(project) | change.payload, change.version)
    settle()
    Project.objects.update(state=state)
    text = text_of(client.get(address_of(change)))
    assert words in text and "put on the map" not in text


def test_it_can_be_withdrawn_and_a_second_press_is_no_mistake(client, waiting):
    for _ in range(2):
        assert press(client, waiting, "withdraw")["Location"] == address_of(waiting)
    assert waiting.decisions.filter(to_state="withdrawn").count() == 1
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
    assert press(client, waiting, "erase")["Location"] == response["Location"]  # pressed twice


def test_the_answer_to_erasing_does_not_tell_whether_there_was_anything(client, waiting):
    nothing = client.post(f"/submissions/{'a' * 43}/", {"action": "erase"})
    there = press(client, waiting, "erase")
    assert (nothing.status_code, nothing["Location"]) == (there.status_code, there["Location"])
    assert client.post(f"/submissions/{'a' * 43}/", {"action": "withdraw"}).status_code == 404


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
