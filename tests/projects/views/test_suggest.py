"""Proposing a change: the form is filled in, only the differences are kept, the entry stays."""

import re

import pytest
from django.test import Client

from projects.models import DeliveryMode, FormerSlug, Offer, Project, Submission
from projects.submissions import workflow
from projects.submissions.values import values_of
from tests.builders import (
    make_location,
    make_member,
    make_organisation,
    make_project,
    make_term,
    make_uk,
)
from tests.projects.views.forms import filled_in, proposal, text_of

pytestmark = pytest.mark.django_db
ME = {"your_name": "Ada", "your_email": "ada@example.org"}


@pytest.fixture
def uk():
    make_term(DeliveryMode, "Online")
    return make_uk()


@pytest.fixture
def entry(uk):
    return make_project(
        "Step Up",
        summary="Coaching in Lambeth.",
        description="It **worked**.\n\nReally.",
        lead_organisation=make_organisation("Walcot"),
        partners=[make_organisation("A trust")],
        offers=["Help for workers"],
        coverage=[uk["lambeth"]],
        start_year=2015,
        status="past",
        pins=[{"latitude": 51.461234, "longitude": -0.115678, "postcode": "SW9 8HQ"}],
    )


ADDRESS = "/projects/step-up/suggest/"


def change(client, **typed):
    """Open the form, type over it, send it."""
    return client.post(ADDRESS, filled_in(client.get(ADDRESS)) | ME | typed)


def test_the_form_holds_what_the_entry_says(client, entry):
    sent = filled_in(client.get(ADDRESS))
    assert sent["name"] == ["Step Up"]
    assert sent["offers"] == ["help-for-workers"]
    assert sent["coverage"] == ["lambeth"]
    assert sent["partners"] == ["A trust"]
    assert sent["latitude"] == ["51.461234"]
    assert sent["status"] == ["past"]


def test_only_what_differs_is_kept_and_the_entry_stays_as_it_is(client, entry):
    before = client.get("/projects/step-up/").content
    response = change(client, end_year="2018", summary="Coaching across Lambeth.")
    assert response["Location"] == "/submit/sent/"
    submission = Submission.objects.get()
    assert (submission.kind, submission.project) == ("change", entry)
    assert submission.payload == {"end_year": 2018, "summary": "Coaching across Lambeth."}
    assert submission.base == values_of(entry)
    assert submission.base_version == entry.version
    client.post(f"/submissions/{submission.token}/", {"action": "confirm"})
    submission.refresh_from_db()
    assert submission.state == "pending"
    assert client.get("/projects/step-up/").content == before
    entry.refresh_from_db()
    assert entry.end_year is None


def test_nothing_changed_is_said_and_nothing_sent(client, entry):
    response = change(client)
    assert response.status_code == 422
    assert "You have not changed anything yet" in text_of(response)
    assert not Submission.objects.exists()


def test_what_staff_changed_meanwhile_is_not_proposed_back(client, entry):
    opened = filled_in(client.get(ADDRESS))
    Project.objects.filter(pk=entry.pk).update(summary="Staff know better.", version=7)
    client.post(ADDRESS, opened | ME | {"end_year": "2018"})
    submission = Submission.objects.get()
    assert submission.payload == {"end_year": 2018}
    assert submission.base["summary"] == "Coaching in Lambeth."
    assert submission.base_version == entry.version


@pytest.mark.parametrize("opened", ["", "forged", "another entry's"])
def test_without_our_mark_the_entry_of_now_is_what_it_is_compared_with(client, entry, opened, uk):
    data = filled_in(client.get(ADDRESS)) | ME | {"end_year": "2018"}
    if opened == "another entry's":
        make_project("Other")
        opened = filled_in(client.get("/projects/other/suggest/"))["opened"]
    assert client.post(ADDRESS, data | {"opened": opened}).status_code == 302
    assert Submission.objects.get().payload == {"end_year": 2018}


def test_a_new_postcode_takes_the_old_pin_away(client, entry):
    change(client, postcode="SW2 1JQ")
    assert Submission.objects.get().payload == {
        "postcode": "SW2 1JQ",
        "latitude": None,
        "longitude": None,
    }


def test_the_same_form_twice_is_one_change(client, entry):
    data = filled_in(client.get(ADDRESS)) | ME | {"end_year": "2018"}
    assert [client.post(ADDRESS, data).status_code for _ in range(2)] == [302, 302]
    assert Submission.objects.count() == 1


def test_a_mistake_shows_all_that_was_typed_again(client, entry):
    response = change(client, end_year="soon", learned="Advisers matter.")
    sent = filled_in(response)
    assert response.status_code == 422
    assert (sent["end_year"], sent["learned"]) == (["soon"], ["Advisers matter."])
    assert client.post(ADDRESS, sent | {"end_year": "2018"}).status_code == 302


def test_a_member_sends_a_change_at_once(client, entry):
    client.force_login(make_member())
    change(client, end_year="2018")
    assert Submission.objects.get().state == "pending"


# --- From a new project that is on the map already ---


def test_what_was_typed_for_a_new_project_is_carried_over_the_entry(client, entry):
    make_term(Offer, "A campaign")
    typed = proposal(
        name="Step up!",
        organisation="",
        summary="",
        offers=["a-campaign"],
        coverage=["camden"],
        contact_page="example.org/step",
        start_year="soon",
        note="I run it.",
    )
    response = client.post(ADDRESS, typed | {"carry": "1"})
    assert response.status_code == 200
    assert not Submission.objects.exists()
    sent = filled_in(response)
    assert sent["name"] == ["Step up!"]
    assert sent["organisation"] == ["Walcot"]
    assert sent["summary"] == ["Coaching in Lambeth."]
    assert sorted(sent["offers"]) == ["a-campaign", "help-for-workers"]
    assert sorted(sent["coverage"]) == ["camden", "lambeth"]
    assert sent["contact_page"] == ["https://example.org/step"]
    assert sent["start_year"] == ["soon"]
    assert (sent["your_name"], sent["note"]) == (["Ada Ali"], ["I run it."])
    assert client.post(ADDRESS, sent | {"start_year": "2015"}).status_code == 302
    submission = Submission.objects.get()
    assert submission.kind == "change"
    assert set(submission.payload) == {
        "name", "offers", "coverage", "contact_page", "status", "how_to_join"
    }  # fmt: skip


# --- Who may see what ---


@pytest.mark.parametrize("page", ["suggest", "report"])
@pytest.mark.parametrize(("state", "status"), [("draft", 404), ("withdrawn", 410)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_hidden_entry_has_no_form(client, entry, page, state, status, method):
    Project.objects.update(state=state)
    response = getattr(client, method)(f"/projects/step-up/{page}/")
    assert response.status_code == status
    assert b"Coaching" not in response.content and b"Walcot" not in response.content


@pytest.mark.parametrize("page", ["suggest", "report"])
@pytest.mark.parametrize(("what", "status"), [("withdrawn", 410), ("draft", 404), ("deleted", 404)])
def test_what_was_typed_about_an_entry_that_went_meanwhile_can_be_copied(
    client, entry, page, what, status
):
    address = f"/projects/step-up/{page}/"
    typed = {"message": "Shut in <March>.", "summary": "Shut in <March>.", "about": ["closed"]}
    data = filled_in(client.get(address)) | ME | typed
    Project.objects.update(state=what) if what != "deleted" else Project.objects.all().delete()
    response = client.post(address, data)
    assert response.status_code == status
    assert response["Cache-Control"] == "no-store"
    text = text_of(response)
    assert "not on the map any more" in text and "Shut in <March>." in text
    assert "It has closed or ended" in text and "ada@example.org" in text
    html = response.content.decode()
    assert 'href="/submit/"' in html and 'href="/about/#contact"' in html
    assert "<form" not in html and not Submission.objects.exists()


def test_a_change_sent_again_with_other_words_after_it_was_confirmed_is_kept_for_them(
    client, entry
):
    data = filled_in(client.get(ADDRESS)) | ME | {"end_year": "2018"}
    client.post(ADDRESS, data)
    workflow.confirm(Submission.objects.get())
    response = client.post(ADDRESS, data | {"end_year": "2019"})
    assert response.status_code == 409
    assert filled_in(response)["end_year"] == ["2019"]
    new = re.search(r'name="as_new" value="([^"]+)"', response.content.decode())[1]
    assert client.post(ADDRESS, filled_in(response) | {"as_new": new}).status_code == 302
    payloads = [each.payload for each in Submission.objects.order_by("pk")]
    assert payloads == [{"end_year": 2018}, {"end_year": 2019}]


@pytest.mark.parametrize("page", ["suggest", "report"])
def test_a_former_address_leads_to_the_form_of_the_present_one(client, entry, page):
    FormerSlug.objects.create(slug="old", project=entry)
    assert client.get(f"/projects/old/{page}/")["Location"] == f"/projects/step-up/{page}/"


@pytest.mark.parametrize("page", ["suggest", "report"])
def test_a_former_address_of_a_draft_tells_nothing(client, entry, page):
    FormerSlug.objects.create(slug="old", project=entry)
    Project.objects.update(state="draft")
    assert client.get(f"/projects/old/{page}/").status_code == 404
    assert client.get(f"/projects/nowhere/{page}/").status_code == 404


def test_a_private_place_is_not_in_the_form(client, uk):
    project = make_project("Step Up")
    make_location(project, public=False, address="Secret house", postcode="QQ1 1QQ")
    html = client.get(ADDRESS).content.decode()
    assert "Secret" not in html and "QQ1" not in html


def test_several_places_are_not_squeezed_into_one_form(client, entry):
    make_location(entry, label="Another")
    page = client.get(ADDRESS)
    assert "several places" in text_of(page)
    assert "postcode" not in filled_in(page)
    assert client.post(ADDRESS, filled_in(page) | ME | {"end_year": "2018"}).status_code == 302
    assert Submission.objects.get().payload == {"end_year": 2018}


def test_a_place_typed_for_a_new_project_is_not_lost_where_the_entry_has_several(client, entry):
    make_location(entry, label="Another")
    page = client.post(ADDRESS, proposal(postcode="M1 1AE") | {"carry": "1"})
    assert filled_in(page)["postcode"] == ["M1 1AE"]
    again = client.post(ADDRESS, filled_in(page) | {"end_year": "soon"})
    assert filled_in(again)["postcode"] == ["M1 1AE"]


def test_a_change_without_its_token_is_refused(entry):
    client = Client(enforce_csrf_checks=True)
    assert client.post(ADDRESS, ME | {"end_year": "2018"}).status_code == 403
    assert client.put(ADDRESS).status_code == 405
