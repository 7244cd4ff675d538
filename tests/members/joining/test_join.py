"""The form to join: what it takes, what it refuses, and that it tells nobody who is known."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.mails import joining as notifications
from members.models import Application
from projects.models import Approach, Mail
from tests.builders import make_member, make_staff, make_term
from tests.members.builders import make_application, make_network_member
from tests.members.joining.forms import JOIN, latest_mail, page_in, typed
from tests.projects.views.forms import filled_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def approach():
    return make_term(Approach, "Coaching")


def test_what_is_typed_waits_for_its_confirmation(client, approach):
    response = client.post(JOIN, typed())
    assert (response.status_code, response["Location"]) == (302, "/join/sent/")
    application = Application.objects.get()
    assert (application.state, application.name) == ("unconfirmed", "Ada Ali")
    assert application.organisation_name == "Salford Skills Trust"
    assert (application.kind, application.note) == ("support-provider", "I run a course.")
    assert list(application.interests.all()) == [approach]
    mail = Mail.objects.get()
    assert mail.to == "ada@example.org" and application.token in mail.text
    assert "Ada" not in mail.text and "Salford" not in mail.text  # nobody has proven the address
    assert "Now look at your e-mail" in text_of(client.get("/join/sent/"))


def test_the_form_offers_organisations_kinds_and_approaches_by_strand(client):
    html = client.get(JOIN).content.decode()
    assert 'list="organisations"' in html
    assert 'type="radio" name="kind" value="policymaker"' in html
    text = text_of(client.get(JOIN))
    assert "In-work progression support" in text and "Coaching" in text
    assert 'href="/privacy/"' in html


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Ada\0"}, "name"),
        ({"name": "x" * 151}, "name"),
        ({"email": ""}, "email"),
        ({"email": "a@b\r\nBcc: c@d.org"}, "email"),
        ({"email": "ada@example"}, "email"),
        ({"organisation_name": "x" * 201}, "organisation_name"),
        ({"kind": ""}, "kind"),
        ({"kind": "astronaut"}, "kind"),
        ({"interests": ["no-such\0"]}, "interests"),
        ({"note": "x" * 5001}, "note"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(client, wrong, field):
    data = typed(**wrong)
    response = client.post(JOIN, data)
    assert response.status_code == 422
    html = response.content.decode()
    assert f'href="#id_{field}"' in html and f'id="id_{field}_error"' in html
    assert "<title>Error: " in html
    kept = filled_in(response)
    right = {name: data[name] for name in ("name", "email", "kind", "note") if name != field}
    assert {name: kept[name][0] for name in right} == right
    assert field == "interests" or kept["interests"] == ["coaching"]
    assert not Application.objects.exists() and not Mail.objects.exists()


def test_the_same_form_twice_is_one_and_a_later_text_of_it_counts(client):
    data = typed()
    for note in ("First.", "First.", "Second."):
        assert client.post(JOIN, data | {"note": note}).status_code == 302
    assert Application.objects.get().note == "Second."
    assert Mail.objects.count() == 1


def test_a_slip_in_the_address_is_mended_with_the_same_form(client):
    data = typed(email="aad@example.org")
    client.post(JOIN, data)
    wrong = page_in(latest_mail())
    client.post(JOIN, data | {"email": "ada@example.org"})
    assert Application.objects.get().email == "ada@example.org"
    assert latest_mail().to == "ada@example.org"
    assert client.get(wrong).status_code == 404
    assert client.get(page_in(latest_mail())).status_code == 200


def test_a_program_is_held_off_and_nothing_is_lost(client):
    for data in (typed(subject="pills"), typed(form_token="made up")):
        response = client.post(JOIN, data)
        assert response.status_code == 422 and "Ada Ali" in response.content.decode()
    fresh = filled_in(client.get(JOIN))
    assert fresh["name"] == [""] and not Application.objects.exists()


def test_a_form_from_another_site_is_refused():
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(JOIN, typed(), headers={"Origin": "https://evil.example"}).status_code == 403
    assert not Application.objects.exists()


def make_known():
    """Save somebody of each kind whose address is known; return their addresses."""
    make_network_member(email="member@example.org")
    make_application(email="waiting@example.org")
    make_application("needs-information", email="asked@example.org")
    make_staff(email="staff@example.org")
    return ["member@example.org", "waiting@example.org", "asked@example.org", "staff@example.org"]


def answers_about_addresses(client):
    """Send the form with addresses of all kinds; return what differs between the answers: the
    page, its status and the work done for it."""
    answers = set()
    for email in [*make_known(), "nobody@example.org", "MEMBER@example.org"]:
        with CaptureQueriesContext(connection) as queries:
            response = client.post(JOIN, typed(email=email))
        work = [" ".join(each["sql"].split()[:4]) for each in queries]
        work = "\n".join(sql for sql in work if "SAVEPOINT" not in sql)
        assert "INSERT INTO" in work
        assert Application.objects.filter(email=email, state="unconfirmed").count() == 1
        page = client.get(response["Location"])
        answers.add((response.status_code, response["Location"], page.content, work))
    return answers


def test_whoever_types_an_address_is_told_the_same_of_any(client):
    assert len(answers_about_addresses(client)) == 1


def test_less_work_for_a_member_would_be_noticed(client, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(notifications, "member_already", lambda application: None)
    assert len(answers_about_addresses(client)) == 2


def test_changing_a_form_that_was_confirmed_is_answered_like_any_other(client):
    data = typed()
    client.post(JOIN, data)
    page = page_in(latest_mail())
    client.post(page, {"action": "confirm"})
    response = client.post(JOIN, data | {"note": "One more thing."})
    assert (response.status_code, response["Location"]) == (302, "/join/sent/")
    assert page in latest_mail().text and "asked before" in latest_mail().text
    assert Application.objects.get(state="pending").note == "I run a course."


def test_only_the_mail_says_that_the_address_is_a_members_or_waits(client):
    member, waiting, asked, staff = make_known()
    for email, words in [
        (member, "sign in"),
        (waiting, "You had asked before"),
        (asked, "You had asked before"),
        (staff, "Was that you?"),
    ]:
        client.post(JOIN, typed(email=email))
        assert latest_mail().to == email and words in latest_mail().text
    link = Application.objects.get(email=waiting, state="pending").token
    assert link in Mail.objects.get(to=waiting).text
    assert "/join/" not in Mail.objects.get(to=member).text


def test_a_member_who_is_signed_in_is_told_so_and_staff_may_join(client):
    client.force_login(make_network_member("Mia"))
    response = client.get(JOIN)
    assert "You are a member already" in text_of(response)
    client.post(JOIN, typed())
    assert not Application.objects.exists()
    client.force_login(make_member(name="Ada", email="staff@example.org"))
    assert filled_in(client.get(JOIN))["email"] == ["staff@example.org"]


def test_other_methods_are_told_so(client):
    for address in (JOIN, "/join/sent/", "/network/"):
        response = client.put(address)
        assert response.status_code == 405 and "GET" in response["Allow"]
