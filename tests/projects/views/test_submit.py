"""Proposing a new project: what was typed is never lost, and never there twice."""

import re

import pytest
from django.test import Client

from projects.models import DeliveryMode, Mail, Offer, Organisation, Project, Submission
from projects.submissions import workflow
from tests.at_once import at_once
from tests.builders import (
    make_member,
    make_organisation,
    make_project,
    make_staff,
    make_term,
    make_uk,
)
from tests.projects.views.forms import everything_is_kept, filled_in, proposal, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/submit/"


@pytest.fixture(autouse=True)
def words():
    make_term(Offer, "Help for workers")
    make_term(DeliveryMode, "Online")
    return make_uk()


def test_the_page_says_what_belongs_and_asks_in_one_form(client):
    response = client.get(ADDRESS)
    assert response.status_code == 200
    text = text_of(response)
    assert "What belongs on the map" in text
    assert response.content.decode().count("<form") == 1
    assert filled_in(response)["name"] == [""]


def test_a_proposal_waits_to_be_confirmed_and_no_entry_is_made(client):
    response = client.post(ADDRESS, proposal())
    assert (response.status_code, response["Location"]) == (302, "/submit/sent/")
    [submission] = Submission.objects.all()
    assert submission.state == "unconfirmed"
    assert submission.email == "ada@example.org"
    assert submission.payload["coverage"] == ["salford"]
    assert submission.sender and "127.0.0.1" not in submission.sender
    assert Mail.objects.get().to == "ada@example.org"
    assert not Project.objects.exists()
    page = client.get(response["Location"])
    assert "look at your e-mail" in text_of(page)
    assert submission.token not in page.content.decode()


def test_a_page_as_the_browser_sends_it_is_enough(client):
    sent = filled_in(client.get(ADDRESS)) | proposal()
    assert client.post(ADDRESS, sent).status_code == 302


def test_a_member_needs_neither_name_nor_mail(client):
    member = make_member(name="Mo")
    client.force_login(member)
    page = client.get(ADDRESS)
    assert "your_email" not in filled_in(page)
    response = client.post(ADDRESS, proposal(your_name="", your_email=""))
    submission = Submission.objects.get()
    assert (submission.state, submission.submitter) == ("pending", member)
    assert response["Location"] == f"/submissions/{submission.token}/?sent=1"
    # The draft in the browser has done its work; whoever only looks later throws none away.
    assert "submit/sent" in client.get(response["Location"]).content.decode()
    assert "submit/sent" not in client.get(f"/submissions/{submission.token}/").content.decode()


def test_what_is_wrong_is_said_above_and_at_the_field_and_nothing_is_lost(client):
    response = client.post(ADDRESS, proposal(postcode="nowhere", offers=[]))
    html = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: Add a project" in html
    assert "There is a problem" in html
    assert 'href="#id_postcode"' in html and 'id="id_postcode_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_postcode_error"' in html
    assert everything_is_kept(response)
    assert filled_in(response)["postcode"] == ["nowhere"]
    assert not Submission.objects.exists()


def test_what_is_folded_opens_where_it_holds_something_wrong(client):
    html = client.post(ADDRESS, proposal(start_year="soon")).content.decode()
    assert 'fold--large" open' in html
    assert 'fold--large" open' not in client.get(ADDRESS).content.decode()


def test_nothing_typed_can_run_in_the_page(client):
    attack = "\"><script>alert(1)</script>'"
    response = client.post(ADDRESS, dict.fromkeys(proposal(), attack))
    assert "<script>alert" not in response.content.decode()


# --- Once only ---


def test_the_same_form_sent_again_is_the_same_submission(client):
    data = proposal()
    for _ in range(3):
        assert client.post(ADDRESS, data)["Location"] == "/submit/sent/"
    assert Submission.objects.count() == Mail.objects.count() == 1


def test_two_forms_are_two_submissions(client):
    """The control: it is the token that makes one of them."""
    client.post(ADDRESS, proposal())
    client.post(ADDRESS, proposal(name="Warehouse Steps"))
    assert Submission.objects.count() == 2


def test_what_was_mended_after_going_back_replaces_the_first_text(client):
    data = proposal()
    client.post(ADDRESS, data)
    client.post(ADDRESS, data | {"name": "Warehouse Steps", "your_email": "right@example.org"})
    submission = Submission.objects.get()
    assert submission.payload["name"] == "Warehouse Steps"
    assert submission.email == "right@example.org"


def test_what_was_changed_after_it_was_confirmed_is_not_said_to_have_arrived(client):
    data = proposal()
    client.post(ADDRESS, data)
    workflow.confirm(Submission.objects.get())
    assert client.post(ADDRESS, data).status_code == 302  # the same: it has arrived

    response = client.post(ADDRESS, data | {"name": "Warehouse Steps"})
    assert response.status_code == 409
    text = text_of(response)
    assert "This form was sent already" in text and "use the link in our mail to you" in text
    assert "Send it to us" not in text
    assert filled_in(response)["name"] == ["Warehouse Steps"]
    assert Submission.objects.get().payload["name"] == "Warehouse Ladder"

    new = as_new(response)
    for _ in range(2):
        again = client.post(ADDRESS, filled_in(response) | {"as_new": new})
        assert again["Location"] == "/submit/sent/"
    names = sorted(each.payload["name"] for each in Submission.objects.all())
    assert names == ["Warehouse Ladder", "Warehouse Steps"]


def test_a_mistake_in_what_is_sent_as_new_does_not_make_it_the_old_one_again(client):
    data = proposal()
    client.post(ADDRESS, data)
    workflow.confirm(Submission.objects.get())
    new = as_new(client.post(ADDRESS, data | {"name": "Warehouse Steps"}))
    page = client.post(ADDRESS, data | {"name": "", "as_new": new})
    assert page.status_code == 422
    assert f'name="form_token" value="{new}"' in page.content.decode()


def test_a_member_who_sends_another_text_after_the_decision_is_led_to_what_we_hold(client):
    member = make_member()
    client.force_login(member)
    data = proposal()
    client.post(ADDRESS, data)
    client.post(ADDRESS, data | {"name": "Warehouse Steps"})
    submission = Submission.objects.get()
    assert submission.payload["name"] == "Warehouse Steps"
    workflow.reject(submission, make_staff(), "No.", submission.version)
    response = client.post(ADDRESS, data | {"name": "Warehouse Stairs"})
    assert response.status_code == 409
    assert f'href="/submissions/{submission.token}/"' in response.content.decode()
    client.force_login(make_member())
    response = client.post(ADDRESS, data | {"name": "Warehouse Stairs"})
    assert response.status_code == 409
    assert submission.token not in response.content.decode()


def as_new(response):
    """Return the token that the button for a new submission holds."""
    return re.search(r'name="as_new" value="([^"]+)"', response.content.decode())[1]


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_make_one(words):
    data = proposal()
    answers = at_once([lambda: Client().post(ADDRESS, data).status_code] * 20)
    assert answers == [302] * 20
    assert Submission.objects.count() == Mail.objects.count() == 1


# --- Likely duplicates ---


@pytest.fixture
def ladder(words):
    return make_project(
        "The Warehouse Ladder",
        lead_organisation=make_organisation("Salford Skills Trust"),
        coverage=[words["salford"]],
        summary="As it is on the map.",
    )


def test_what_is_likely_there_already_is_shown_with_reasons_before_it_is_taken(client, ladder):
    response = client.post(ADDRESS, proposal())
    assert response.status_code == 200
    text = text_of(response)
    assert "Is it one of these?" in text and "Run by the same organisation" in text
    assert everything_is_kept(response)
    assert not Submission.objects.exists()
    again = client.post(ADDRESS, filled_in(response))
    assert again.status_code == 302
    assert Submission.objects.get().payload["name"] == "Warehouse Ladder"


def test_another_likely_one_is_shown_though_the_first_was_seen(client, ladder):
    page = client.post(ADDRESS, proposal())
    make_project("Warehouse Ladder", lead_organisation=ladder.lead_organisation)
    response = client.post(ADDRESS, filled_in(page))
    assert response.status_code == 200 and not Submission.objects.exists()


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_nothing_hidden_is_shown_as_a_duplicate(client, ladder, state):
    Project.objects.update(state=state)
    assert client.post(ADDRESS, proposal()).status_code == 302
    query = {"name": "Warehouse Ladder", "organisation": "Salford Skills Trust"}
    assert "Ladder" not in client.get("/submit/alike/", query).content.decode()


def test_while_typing_the_likely_ones_are_asked_for(client, ladder):
    query = {"name": "Warehouse Ladder", "organisation": "Salford Skills Trust"}
    response = client.get("/submit/alike/", query)
    assert "The Warehouse Ladder" in text_of(response)
    assert f'formaction="/projects/{ladder.slug}/suggest/"' in response.content.decode()
    assert "<html" not in response.content.decode()
    assert client.get("/submit/alike/", {"name": "Bakers’ choir"}).content.strip() == b""


@pytest.mark.parametrize(
    "query",
    [
        "",
        "name=",
        "name=%00%00%00",
        "name=%ED%A0%80",
        "name=a",
        "postcode=%",
        "q=%ff",
        "name=Ladder&coverage=%00&coverage=no-area&coverage=%ED%A0%80",
        "name=Ladder" + "&coverage=salford" * 500,
        "name=Ladder&latitude=1e300&longitude=0",
        "name=Ladder&latitude=nan&longitude=inf",
        "name=Ladder&latitude=53.4",
        "name=Ladder&latitude=x&longitude=%00",
    ],
)
def test_nothing_typed_makes_the_question_fail(client, ladder, query):
    assert client.get("/submit/alike/", QUERY_STRING=query).status_code == 200


def test_while_typing_the_areas_and_the_pin_are_compared_too(client, monkeypatch):
    asked = []

    def find_alike(told, **options):
        asked.append(told)
        return []

    monkeypatch.setattr("projects.views.submit.find_alike", find_alike)
    areas = ["camden", *(f"area-{number}" for number in range(30))]
    typed = {"name": "Night Advice", "coverage": areas}
    client.get("/submit/alike/", typed | {"latitude": "53.48", "longitude": "-2.29"})
    client.get("/submit/alike/", typed | {"latitude": "0", "longitude": "0"})
    assert [each.points for each in asked] == [((53.48, -2.29),), ()]
    assert asked[0].area_slugs == tuple(areas[:20])


# --- Arrived ---


@pytest.mark.parametrize(
    ("text", "shown"),
    [("BW-7K3M-9PQR", True), ("<b>", False), ("BW-7K3M-9PQR<b>", False), ("BW-7K3M-9PQR\n", False)],
)
def test_only_a_reference_is_shown_again(client, text, shown):
    page = client.get("/submit/sent/", {"reference": text}).content.decode()
    assert ("BW-7K3M-9PQR" in page) is shown
    assert "<b>" not in page


def test_the_names_offered_are_those_of_public_organisations(client, ladder):
    make_organisation("Hidden from all")
    html = client.get(ADDRESS).content.decode()
    assert 'value="Salford Skills Trust"' in html and "Hidden from all" not in html
    assert Organisation.objects.count() == 2
