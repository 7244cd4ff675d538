"""My account and its pages: for whom they are, and what stands on them."""

import pytest
from django.utils.html import escape

from members.models import Stewardship
from projects.models import Submission
from projects.submissions import workflow
from tests.builders import make_member, make_organisation, make_project, make_staff, make_values
from tests.members.builders import (
    make_event,
    make_network_member,
    make_proposal,
    make_registration,
    make_stewardship,
)
from tests.projects.views.forms import settle, text_of

pytestmark = pytest.mark.django_db
PAGES = [
    "/account/",
    "/account/profile/",
    "/account/mail/",
    "/account/organisations/",
    "/account/entries/",
]
ORGANISATIONS = "/account/organisations/"


@pytest.fixture
def ann(client):
    ann = make_network_member("Ann", organisation_name="A small body")
    client.force_login(ann)
    return ann


@pytest.mark.parametrize("address", PAGES)
def test_each_page_is_private_and_asks_to_sign_in(client, address):
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next={address}")
    client.force_login(make_network_member())
    response = client.get(address)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store, private"
    assert client.put(address).status_code == 405


def test_staff_who_are_no_members_have_an_account_too(client):
    client.force_login(make_staff())
    words = text_of(client.get("/account/"))
    assert "You are staff" in words
    assert "You are not a member of the Better Work Network" in words
    assert [client.get(address).status_code for address in PAGES[1:]] == [403] * 4


def test_it_tells_what_i_sent_and_where_it_is(client, ann):
    bob = make_member(name="Bob")

    def sent_by(who, name):
        return workflow.receive(
            "new",
            make_values(name=name),
            person=workflow.Person(member=who),
            form_token=name,
        ).submission

    mine = sent_by(ann, "Warehouse Ladder")
    sent_by(bob, "Of somebody else")
    words = text_of(client.get("/account/"))
    assert "Warehouse Ladder New project" in words
    assert "Waiting for us" in words
    assert "Of somebody else" not in words
    assert f"/submissions/{mine.token}/" in client.get("/account/").content.decode()
    workflow.ask(mine, make_staff(), "Since when?", mine.version)
    assert "Waiting for your answer" not in text_of(client.get("/account/")), "can be undone"
    settle()
    assert "Waiting for your answer" in text_of(client.get("/account/"))
    workflow.erase(Submission.objects.get(pk=mine.pk))
    assert "Warehouse Ladder" not in text_of(client.get("/account/"))


def test_it_tells_my_events_and_proposed_resources(client, ann):
    come = make_registration(make_event("Spring meeting"), ann)
    make_registration(make_event("Long past", days=-30), ann)
    make_registration(make_event("Somebody else’s"), make_network_member())
    for number in range(11):
        make_proposal(ann, title=f"Toolkit <{number}>")
    response = client.get("/account/")
    words = text_of(response)
    assert f"/registrations/{come.token}/" in response.content.decode()
    assert "Spring meeting" in words
    assert "Long past" not in words
    assert "Somebody else" not in words
    assert escape("Toolkit <10>") in response.content.decode()
    assert "Show all 11" in words
    assert "Toolkit <0>" not in words
    assert "Toolkit <0>" in text_of(client.get("/account/?all=1"))


def withdraw(client, proposal, **changes):
    data = {"do": "withdraw-proposal", "key": proposal.pk} | changes
    return client.post("/account/", data, follow=True)


def test_a_proposed_resource_that_waits_is_withdrawn(client, ann):
    proposal = make_proposal(ann, title="Toolkit")
    assert "Withdraw it (Toolkit)" in text_of(client.get("/account/"))
    for _ in range(2):  # the button pressed twice
        words = text_of(withdraw(client, proposal))
        assert "“Toolkit” is withdrawn." in words
    proposal.refresh_from_db()
    assert (proposal.state, proposal.steps.get().who) == ("withdrawn", ann)
    assert "Withdraw it" not in words


def test_a_proposal_that_was_decided_is_not_withdrawn(client, ann):
    proposal = make_proposal(ann, state="rejected")
    assert "Withdraw it" not in text_of(client.get("/account/"))
    response = withdraw(client, proposal)
    assert response.status_code == 409
    assert "It was dealt with already: not accepted." in text_of(response)
    assert "<title>Error: " in response.content.decode()


def test_nobody_withdraws_what_another_proposed(client, ann):
    other = make_proposal(make_network_member(), title="Of another")
    for key in (other.pk, "", "x", "9" * 99, "\0", "²"):
        response = withdraw(client, other, key=key)
        assert response.status_code == 400
        assert "That is not among the resources that you have proposed." in text_of(response)
        assert "Of another" not in text_of(response)
    assert withdraw(client, other, do="approve").status_code == 400
    other.refresh_from_db()
    assert other.state == "pending"


def ask(client, **typed):
    data = {"do": "ask", "organisation": "Walcot Foundation", "note": "I run it."} | typed
    return client.post(ORGANISATIONS, data, follow=True)


def test_asking_for_an_organisation_withdrawing_and_ending(client, ann):
    walcot = make_organisation("Walcot Foundation")
    make_project(lead_organisation=walcot)
    assert "We will write to you" in text_of(ask(client, organisation=" the walcot foundation"))
    first = Stewardship.objects.get()
    assert (first.organisation, first.note, first.state) == (walcot, "I run it.", "pending")
    again = ask(client)
    assert again.status_code == 409
    assert "I run it." in again.content.decode()
    for _ in range(2):  # the button pressed twice
        done = client.post(ORGANISATIONS, {"do": "withdraw", "key": first.pk}, follow=True)
        assert done.status_code == 200
    active = make_stewardship(ann, walcot)
    for _ in range(2):
        client.post(ORGANISATIONS, {"do": "end", "key": active.pk})
    active.refresh_from_db()
    assert active.state == "ended"
    assert "Ended" in text_of(client.get(ORGANISATIONS))


def test_an_organisation_that_the_site_does_not_show_is_not_told(client, ann):
    make_project(lead_organisation=make_organisation("Hidden body"), state="draft")
    for name in ("Hidden body", "Nobody knows it"):
        response = ask(client, organisation=name)
        assert response.status_code == 422
        words = text_of(response)
        assert "No organisation of this name has an entry on the map." in words
        assert "Propose one of its projects" in words
        assert "I run it." in words
    assert not Stewardship.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"organisation": ""}, {"note": ""}, {"note": "x" * 2001}, {"organisation": "a\0"}]
)
def test_what_is_wrong_is_said_and_kept(client, ann, wrong):
    response = ask(client, **wrong)
    assert response.status_code == 422
    assert "<title>Error: " in response.content.decode()


def test_nobody_ends_what_is_anothers(client, ann):
    other = make_stewardship(make_network_member(), make_organisation("Of another"))
    for do in ("end", "withdraw"):
        for key in (other.pk, "", "x", "9" * 99, "\0", "²"):
            response = client.post(ORGANISATIONS, {"do": do, "key": key})
            assert response.status_code == 404
            assert "Of another" not in text_of(response)
    assert client.post(ORGANISATIONS, {"do": "approve", "key": other.pk}).status_code == 400
    other.refresh_from_db()
    assert other.state == "active"
