"""The form on which a member proposes a resource."""

import pytest
from django.urls import reverse

from members.models import ResourceProposal
from members.workflow import proposals
from projects.models import Resource, Topic
from projects.submissions.guarding import new_form_token
from tests.builders import make_project, make_resource, make_staff, make_term
from tests.members.builders import make_network_member
from tests.projects.views.forms import LONG_AGO, filled_in, text_of

pytestmark = pytest.mark.django_db

ADDRESS = "/resources/propose/"


@pytest.fixture
def ada(client):
    member = make_network_member("Ada Ali")
    client.force_login(member)
    return member


def typed(**changes):
    return {
        "title": "Good shifts",
        "link": "example.org/shifts",
        "kind": "toolkit",
        "form_token": new_form_token(LONG_AGO).text,
        **changes,
    }


def test_it_waits_for_staff_with_all_that_was_typed_and_is_no_resource_yet(client, ada):
    make_term(Topic, "Working with employers")
    make_project("Fair rota", approaches=["Coaching"])
    make_project("Late Buses")
    sent = typed(
        year="2024",
        organisation_name="Rota Institute",
        summary="How to plan a rota.",
        topics=["working-with-employers"],
        approaches=["coaching"],
        projects="fair rota\r\nhttps://map.example/projects/late-buses/?q=x\r\n",
        note="We use it.",
    )
    answer = client.post(ADDRESS, sent)
    assert (answer.status_code, answer["Location"]) == (302, reverse("account"))
    proposal = ResourceProposal.objects.get()
    assert proposal.member == ada
    assert proposal.state == "pending"
    assert proposal.steps.get().who == ada
    assert proposal.note == "We use it."
    assert proposals.values_of(proposal) == {
        "title": "Good shifts", "link": "https://example.org/shifts", "kind": "toolkit",
        "year": 2024, "organisation_name": "Rota Institute", "summary": "How to plan a rota.",
        "topics": ["working-with-employers"], "approaches": ["coaching"],
        "projects": ["fair-rota", "late-buses"],
    }  # fmt: skip
    assert not Resource.objects.exists()
    assert "Good shifts" not in text_of(client.get("/resources/"))


def test_only_members_of_the_network_see_the_form(client):
    assert client.get(ADDRESS)["Location"].endswith(f"?next={ADDRESS}")
    assert client.post(ADDRESS, typed()).status_code == 403
    client.force_login(make_staff())
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, typed()).status_code == 403
    assert not ResourceProposal.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "Give its title."),
        ("title", "x" * 301, "at most 300"),
        ("title", "a\x00b", "cannot be shown"),
        ("link", "javascript:alert(1)", "no web address"),
        ("link", "https://bank.example@evil.example/", "no web address"),
        ("kind", "novel", "not one of the available"),
        ("year", "2999", "The year cannot be after"),
        ("year", "9" * 5000, "Give the year in four figures."),
        ("topics", "nonsense", "not offered any more"),
        ("projects", "Quokka", "No project on the map is called “Quokka”"),
        ("projects", "quokka", "No project on the map is called “quokka”"),
        ("projects", "\n".join(map(str, range(40))), "more than 30 projects"),
        ("projects", "Twins", "Several projects are called “Twins”"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_all_is_kept(client, ada, field, value, message):
    make_project("Quokka", state="draft")
    make_project("Twins")
    make_project("Twins", slug="twins-two")
    answer = client.post(ADDRESS, typed(summary="Kept words", **{field: value}))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Error:" in html.partition("</title>")[0]
    assert f'href="#id_{field}"' in html
    assert text_of(answer).count(message) == 2  # in the summary, and beside the field
    assert filled_in(answer)["summary"] == ["Kept words"]
    assert not ResourceProposal.objects.exists()


def test_what_the_list_has_already_is_said_with_a_link_to_it(client, ada):
    make_resource("The <em>shift</em> guide", link="http://www.example.org/shifts/")
    answer = client.post(ADDRESS, typed())
    assert answer.status_code == 422
    assert "This is among our resources already: “The <em>shift</em> guide”." in text_of(answer)
    address = answer.context["known_address"]
    assert f'href="{address}"' in answer.content.decode()
    assert 'id="resource-the-emshiftem-guide"' in client.get(address).content.decode()


def test_a_link_that_is_listed_with_a_draft_alone_tells_nothing_of_it(client, ada):
    draft = make_project("Quokka", state="draft")
    make_resource("Quokka evaluation", [draft], link="https://example.org/shifts")
    assert client.post(ADDRESS, typed()).status_code == 302


def test_the_same_form_sent_twice_is_one_proposal(client, ada):
    sent = typed()
    first, second = client.post(ADDRESS, sent), client.post(ADDRESS, sent)
    assert first["Location"] == second["Location"]
    assert ResourceProposal.objects.count() == 1


def test_the_same_form_sent_again_with_other_words_loses_nothing(client, ada):
    sent = typed()
    client.post(ADDRESS, sent)
    answer = client.post(ADDRESS, sent | {"title": "Other words"})
    assert answer.status_code == 409
    again = filled_in(answer)
    assert again["title"] == ["Other words"]
    as_new = answer.context["as_new"]
    assert client.post(ADDRESS, again | {"as_new": as_new}).status_code == 302
    assert set(ResourceProposal.objects.values_list("title", flat=True)) == {
        "Good shifts", "Other words",
    }  # fmt: skip


def test_a_form_of_somebody_else_in_the_same_browser_is_a_proposal_of_its_own(client, ada):
    sent = typed()
    client.post(ADDRESS, sent)
    client.force_login(make_network_member("Bob"))
    assert client.post(ADDRESS, sent).status_code == 302
    assert ResourceProposal.objects.count() == 2


def test_a_member_proposes_so_many_in_a_day_and_what_is_beyond_is_kept(client, ada, monkeypatch):
    monkeypatch.setattr(proposals, "MOST_A_DAY", 1)
    assert client.post(ADDRESS, typed(title="First")).status_code == 302
    answer = client.post(ADDRESS, typed(title="Second"))
    assert answer.status_code == 429
    assert filled_in(answer)["title"] == ["Second"]
    assert ResourceProposal.objects.count() == 1


def test_a_program_is_told_apart_and_nobody_may_store_the_page(client, ada):
    assert client.post(ADDRESS, typed(subject="spam")).status_code == 422
    assert client.post(ADDRESS, typed(form_token=new_form_token().text)).status_code == 422
    assert not ResourceProposal.objects.exists()
    assert client.get(ADDRESS)["Cache-Control"] == "no-store, private"
    assert "fair-rota" in filled_in(client.get(f"{ADDRESS}?project=fair-rota"))["projects"][0]
