"""What staff decide about proposed resources."""

import pytest

from members.workflow import proposals
from projects.models import Mail, Resource, Topic
from projects.refresh import current_revision
from projects.workflow import ChangedMeanwhile, NotAllowed
from tests.builders import (
    make_organisation,
    make_project,
    make_resource,
    make_staff,
    make_term,
)
from tests.members.builders import make_network_member, make_proposal

pytestmark = pytest.mark.django_db
SITE = "https://map.example"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def ann():
    return make_staff(name="Ann")


@pytest.fixture
def ada():
    return make_network_member("Ada Ali", email="ada@example.org")


def test_an_accepted_one_becomes_a_resource_and_its_member_is_told(client, ann, ada):
    employers = make_term(Topic, "Working with employers")
    rota, draft = make_project("Fair rota"), make_project("Quokka", state="draft")
    institute = make_organisation("Rota Institute")
    proposal = make_proposal(
        ada, title="Good shifts", kind="evaluation", year=2024, organisation_name="rota institute",
        summary="In short.", topics=["working-with-employers", "gone"],
        projects=["fair-rota", "quokka"],
    )  # fmt: skip
    before = current_revision()
    resource = proposals.approve(proposal, ann, 1, {"title": "Good shifts: a trial"}, "Well found.")
    assert (resource.title, resource.slug) == ("Good shifts: a trial", "good-shifts-a-trial")
    assert (resource.year, resource.organisation) == (2024, institute)
    assert list(resource.topics.all()) == [employers]
    assert list(resource.projects.all()) == [rota]
    assert current_revision() > before
    version = rota.version
    rota.refresh_from_db()
    assert "evidence:evaluation" in rota.facets
    assert rota.version == version + 1
    assert draft.resources.count() == 0
    proposal.refresh_from_db()
    assert (proposal.state, proposal.resource) == ("approved", resource)
    assert proposal.steps.get().who == ann
    mail = Mail.objects.get(purpose="proposal_approved")
    assert mail.to == "ada@example.org"
    assert "Well found." in mail.text
    address = next(line for line in mail.text.splitlines() if line.startswith(f"{SITE}/resources"))
    assert 'id="resource-good-shifts-a-trial"' in client.get(address).content.decode()


def test_what_leads_to_a_page_that_is_listed_fills_blanks_and_writes_over_nothing(ann, ada):
    known = make_resource("As it was", kind="guide", year=2020, link="https://example.org/a/")
    topics = [make_term(Topic, "Working with employers"), make_term(Topic, "Another")]
    known.topics.set(topics[1:])
    proposal = make_proposal(
        ada, title="Other", kind="report", year=2021, link="http://www.example.org/a",
        summary="New.", topics=["working-with-employers"],
    )  # fmt: skip
    assert proposals.approve(proposal, ann, 1) == known
    known.refresh_from_db()
    assert (known.title, known.kind, known.year) == ("As it was", "guide", 2020)
    assert known.summary == "New."
    assert set(known.topics.all()) == set(topics)
    assert Resource.objects.count() == 1


def test_two_of_one_title_have_each_a_slug_and_unknown_organisations_stay_out(ann, ada):
    made = [
        proposals.approve(make_proposal(ada, title="—", organisation_name="Nobody"), ann, 1)
        for _ in range(2)
    ]
    assert [each.slug for each in made] == ["resource", "resource-2"]
    assert made[0].organisation is None


def test_a_reason_goes_to_the_member_and_is_asked_for(ann, ada):
    proposal = make_proposal(ada)
    with pytest.raises(NotAllowed, match="Say why"):
        proposals.reject(proposal, ann, "  ", 1)
    proposals.reject(proposal, ann, "It costs £400.", 1)
    proposal.refresh_from_db()
    assert proposal.state == "rejected"
    assert "It costs £400." in Mail.objects.get(purpose="proposal_rejected").text
    assert not Resource.objects.exists()


def test_what_was_dealt_with_or_changed_is_not_decided_again(ann, ada):
    proposal = make_proposal(ada)
    with pytest.raises(ChangedMeanwhile):
        proposals.approve(proposal, ann, 7)
    proposals.withdraw(proposal, ada)
    for decide in (
        lambda: proposals.approve(proposal, ann, 2),
        lambda: proposals.reject(proposal, ann, "No.", 2),
        lambda: proposals.withdraw(proposal, ada),
    ):
        with pytest.raises(NotAllowed, match="dealt with already: withdrawn"):
            decide()
    assert not Mail.objects.exists()


def test_what_no_resource_can_hold_is_told_to_staff_and_changes_nothing(ann, ada):
    proposal = make_proposal(ada)
    with pytest.raises(NotAllowed):
        proposals.approve(proposal, ann, 1, {"kind": "novel"})
    proposal.refresh_from_db()
    assert proposal.state == "pending"
    assert not Resource.objects.exists()


def test_nobody_is_written_to_whose_account_is_gone(ann, ada):
    left, gone = make_proposal(ada), make_proposal(None)
    ada.is_active = False
    ada.save()
    for proposal in (left, gone):
        proposals.approve(proposal, ann, 1)
    assert not Mail.objects.exists()
