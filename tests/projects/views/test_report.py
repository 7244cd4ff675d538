"""Saying that something is wrong with an entry, with or without an address."""

import pytest

from projects.admin.comparing import what_a_report_asks_for
from projects.models import Mail, Submission
from projects.submissions import workflow
from tests.builders import make_member, make_project, make_staff
from tests.projects.views.forms import filled_in, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/projects/step-up/report/"


@pytest.fixture(autouse=True)
def entry():
    return make_project("Step Up", contact_phone="020 7946 0000")


def report(client, **typed):
    return client.post(ADDRESS, filled_in(client.get(ADDRESS)) | typed)


def test_without_an_address_it_waits_at_once_and_its_reference_is_shown(client, entry):
    response = report(client, about=["closed", "number-dead"], message="Nobody answers.")
    submission = Submission.objects.get()
    assert (submission.kind, submission.state) == ("report", "pending")
    assert submission.project == entry
    assert submission.payload == {
        "about": ["closed", "number-dead"],
        "message": "Nobody answers.",
        "duplicate_of": "",
    }
    assert not Mail.objects.exists()
    page = client.get(response["Location"])
    assert submission.reference in text_of(page)
    assert submission.token not in page.content.decode()


def test_with_an_address_it_is_to_be_confirmed(client):
    response = report(client, about=["remove"], your_email="ada@example.org")
    assert response["Location"] == "/submit/sent/"
    assert Submission.objects.get().state == "unconfirmed"
    assert Mail.objects.get().to == "ada@example.org"


def test_a_member_s_report_waits_at_once(client):
    client.force_login(make_member())
    report(client, about=["closed"])
    assert Submission.objects.get().state == "pending"


def test_the_other_entry_is_named(client):
    report(client, about=["duplicate"], duplicate_of="GOALS Step Up")
    assert Submission.objects.get().payload["duplicate_of"] == "GOALS Step Up"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "about"),
        ({"about": ["wrong"]}, "message"),
        ({"about": ["closed"], "your_email": "a@b\r\nBcc: c@d.org"}, "your_email"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(client, typed, field):
    response = report(client, **typed)
    assert response.status_code == 422
    html = response.content.decode()
    assert f'href="#id_{field}"' in html and "<title>Error: " in html
    assert filled_in(response).get("about", []) == typed.get("about", [])
    assert not Submission.objects.exists()


def test_the_same_report_twice_is_one(client):
    data = filled_in(client.get(ADDRESS)) | {"about": ["closed"]}
    assert [client.post(ADDRESS, data).status_code for _ in range(2)] == [302, 302]
    assert Submission.objects.count() == 1


def test_one_without_an_address_takes_newer_words_until_it_is_decided(client):
    data = filled_in(client.get(ADDRESS)) | {"about": ["closed"]}
    client.post(ADDRESS, data)
    assert client.post(ADDRESS, data | {"message": "Since March."}).status_code == 302
    report = Submission.objects.get()
    assert report.payload["message"] == "Since March."
    workflow.reject(report, make_staff(), "It is open.", report.version)
    response = client.post(ADDRESS, data | {"message": "I was there."})
    assert response.status_code == 409
    text = text_of(response)
    assert "without an e-mail address cannot be changed" in text and "I was there." in text
    assert report.token not in response.content.decode()


def test_what_does_not_work_is_the_telephone_or_another_way(client):
    words = text_of(client.get(ADDRESS))
    assert "The telephone number does not work" in words
    assert "The website or e-mail address does not work" in words
    report(client, about=["link-dead"])
    assert what_a_report_asks_for(Submission.objects.get().payload) == {}
    assert what_a_report_asks_for({"about": ["number-dead"]}) == {"contact_phone": ""}


def test_a_program_is_held_off(client):
    response = report(client, about=["closed"], subject="pills")
    assert response.status_code == 422
    assert not Submission.objects.exists()


def test_a_flood_without_addresses_is_stopped(client, settings):
    settings.SUBMISSIONS_A_DAY_BY_SENDER = 1
    assert report(client, about=["closed"]).status_code == 302
    response = report(client, about=["wrong"], message="Text to keep")
    assert response.status_code == 429
    assert "Text to keep" in text_of(response)


def test_the_page_of_an_entry_leads_to_both_forms(client, entry):
    html = client.get(entry.get_absolute_url()).content.decode()
    assert ADDRESS in html and "/projects/step-up/suggest/" in html
