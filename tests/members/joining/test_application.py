"""The private page of an application, which only its mail leads to."""

import pytest

from members.models import Application
from members.workflow import applications
from projects.models import Mail
from tests.builders import make_staff
from tests.members.builders import make_application, make_network_member
from tests.members.joining.forms import JOIN, latest_mail, page_in, typed
from tests.projects.views.forms import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(client):
    """The address of the page of somebody who has sent the form just now."""
    client.post(JOIN, typed(interests=[]))
    return page_in(latest_mail())


def press(client, address, action, **more):
    return client.post(address, {"action": action, **more})


def ask(question="Where do you work?"):
    application = Application.objects.get()
    applications.ask(application, make_staff(), question, application.version)
    application.refresh_from_db()
    return application


def test_opening_it_changes_nothing_and_a_press_confirms(client, address):
    text = text_of(client.get(address))
    assert "Do you want to join?" in text and "Salford Skills Trust" in text
    client.head(address)
    assert Application.objects.get().state == "unconfirmed"
    assert press(client, address, "confirm").status_code == 302
    application = Application.objects.get()
    assert application.state == "pending"
    assert application.confirmed_at and application.waiting_since
    assert application.steps.get().from_state == "unconfirmed"
    assert application.reference in latest_mail().text and "working days" in latest_mail().text
    assert "We have it" in text_of(client.get(address))


def test_it_is_nobodys_to_keep(client, address):
    response = client.get(address)
    assert response["Cache-Control"] == "no-store, private"
    assert "noindex" in response["X-Robots-Tag"]
    assert address not in response.content.decode().partition("</head>")[0]


def test_pressing_twice_is_no_harm(client, address):
    for _ in range(2):
        assert press(client, address, "confirm").status_code == 302
    assert Application.objects.get().steps.count() == 1 and Mail.objects.count() == 2
    for _ in range(2):
        assert press(client, address, "withdraw").status_code == 302
    assert Application.objects.get().state == "withdrawn"
    assert "You have withdrawn it" in text_of(client.get(address))


def test_whoever_has_become_a_member_or_asked_twice_need_not_confirm(client, address):
    make_application(email="ADA@example.org")
    response = press(client, address, "confirm")
    assert response.status_code == 409 and "Once is enough" in text_of(response)
    Application.objects.filter(state="pending").delete()
    make_network_member(email="Ada@example.org")
    response = press(client, address, "confirm")
    assert response.status_code == 409 and "member already" in text_of(response)


def test_a_question_is_answered_on_the_page(client, address):
    press(client, address, "confirm")
    application = ask()
    assert "Where do you work?" in latest_mail().text and address in latest_mail().text
    assert "Where do you work?" in text_of(client.get(address))
    response = press(client, address, "answer", text="In Salford.", version=application.version)
    assert response.status_code == 302
    application = ask("Since when?")
    press(client, address, "answer", text="Since May.", version=application.version)
    application.refresh_from_db()
    assert application.state == "pending"
    assert application.answer == "In Salford.\n\nSince May."
    assert application.waiting_since and application.decided_at is None
    text = text_of(client.get(address))
    assert "Since when?" in text and "Since May." in text


@pytest.mark.parametrize("text", ["", " \r\n ", "x" * 5001, "a\0b"])
def test_an_answer_that_cannot_be_taken_is_kept(client, address, text):
    press(client, address, "confirm")
    version = ask().version
    response = press(client, address, "answer", text=text, version=version)
    assert response.status_code == 422
    html = response.content.decode()
    assert 'href="#id_text"' in html and "<title>Error: " in html
    assert text.strip("\0 \r\n")[:1] in html


def test_an_answer_that_comes_late_is_kept(client, address):
    press(client, address, "confirm")
    version = ask().version
    for wrong in ("", "x", "9" * 50, str(version + 1)):
        response = press(client, address, "answer", text="In Leeds.", version=wrong)
        assert response.status_code == 409 and "In Leeds." in response.content.decode()
    press(client, address, "withdraw")
    response = press(client, address, "answer", text="In Leeds.", version=version)
    assert response.status_code == 409 and "In Leeds." in response.content.decode()


def test_erasing_forgets_all_that_was_said(client, address):
    press(client, address, "confirm")
    ask("Are you Ada of Salford?")
    response = press(client, address, "erase")
    assert response["Location"] == "/join/sent/?erased=1"
    assert "Your data is erased" in text_of(client.get(response["Location"]))
    application = Application.objects.get()
    kept = [str(value) for value in application.__dict__.values()]
    kept += [step.reason for step in application.steps.all()]
    assert not [value for value in kept if "Ada" in value or "ada@" in value or "Salford" in value]
    assert application.state == "withdrawn"
    assert not Mail.objects.filter(to="ada@example.org").exists()
    assert client.get(address).status_code == 404
    assert press(client, address, "erase")["Location"] == "/join/sent/?erased=1"


def test_it_says_what_was_decided(client, address):
    press(client, address, "confirm")
    application = Application.objects.get()
    applications.reject(application, make_staff(), "We know of no such trust.", application.version)
    text = text_of(client.get(address))
    assert "Not accepted" in text and "We know of no such trust." in text
    assert press(client, address, "withdraw").status_code == 409
    accepted = make_application(token="t" * 43)
    applications.approve(accepted, make_staff(), accepted.version)
    response = client.get(f"/join/{'t' * 43}/")
    assert "You are accepted" in text_of(response)
    assert "/account/sign-in/" in response.content.decode()


def test_an_address_that_was_changed_since_is_not_shown_to_who_has_the_old_mail(client):
    member = make_network_member(email="new@example.org")
    make_application("approved", email="old@example.org", member=member, token="t" * 43)
    assert "new@example.org" not in client.get(f"/join/{'t' * 43}/").content.decode()


def test_a_button_or_an_address_that_is_none_is_told_so(client, address):
    assert press(client, address, "approve").status_code == 400
    assert client.post(address).status_code == 400
    unknown = f"/join/{'x' * 43}/"
    assert client.get(unknown).status_code == 404
    assert press(client, unknown, "confirm").status_code == 404
    assert client.delete(address).status_code == 405
