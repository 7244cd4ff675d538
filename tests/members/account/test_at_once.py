"""What a trusted member changes is on the site at once; nothing else is."""

import pytest

from members.accounts.stewards import StewardBackend
from members.models import Member, Stewardship
from members.workflow import stewardships
from projects.models import Decision, DeliveryMode, Mail, Project, Submission
from projects.submissions import workflow
from projects.submissions.at_once import is_trusted_with
from projects.submissions.mail import unsent
from projects.submissions.waiting import usual_wait
from tests.builders import (
    make_location,
    make_member,
    make_organisation,
    make_project,
    make_staff,
    make_term,
    make_uk,
)
from tests.members.builders import make_network_member, make_stewardship
from tests.projects.views.forms import filled_in, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/projects/step-up/suggest/"


@pytest.fixture
def entry():
    uk = make_uk()
    make_term(DeliveryMode, "Online")
    return make_project(
        "Step Up",
        summary="Coaching in Lambeth.",
        lead_organisation=make_organisation("Walcot"),
        offers=["Help for workers"],
        coverage=[uk["lambeth"]],
        contact_phone="020 7946 0000",
        status="current",
    )


@pytest.fixture
def ann(entry, client):
    ann = make_network_member("Ann")
    make_stewardship(ann, entry.lead_organisation, is_trusted=True)
    client.force_login(ann)
    return ann


def change(client, **typed):
    return client.post(ADDRESS, filled_in(client.get(ADDRESS)) | typed)


def state_after(client, **typed):
    assert change(client, **typed).status_code == 302
    return Submission.objects.latest("pk").state


def test_it_is_shown_at_once_and_staff_can_find_it_afterwards(client, ann, entry):
    assert "what you change is shown at once" in text_of(client.get(ADDRESS))
    response = change(client, summary="Coaching across Lambeth.")
    entry.refresh_from_db()
    assert entry.summary == "Coaching across Lambeth."
    assert entry.history.latest().history_user == ann
    assert "The entry is changed." in text_of(client.get(response["Location"]))
    decision = Decision.objects.at_once().get()
    assert (decision.who, decision.submission.state) == (ann, "approved")
    assert not Decision.objects.by_staff().exists()
    assert not unsent().exists(), "the page has said it all"


def test_without_trust_it_waits(client, ann, entry):
    Stewardship.objects.update(is_trusted=False)
    assert "Somebody looks at it" in text_of(client.get(ADDRESS))
    response = change(client, summary="Other.")
    assert "We have it" in text_of(client.get(response["Location"]))
    assert Submission.objects.get().state == "pending"
    assert Mail.objects.get().purpose == "received"


def test_the_end_of_the_stewardship_is_the_end_of_the_trust(client, ann, monkeypatch):
    opened = filled_in(client.get(ADDRESS))
    stewardships.end(Stewardship.objects.get(), ann)
    client.post(ADDRESS, opened | {"summary": "Other."})
    assert Submission.objects.get().state == "pending"
    # Were it not asked of the stewardship, the change would be through.
    monkeypatch.setattr(StewardBackend, "has_perm", lambda *args, **kwargs: True)
    assert state_after(client, summary="Another.") == "approved"


def test_another_organisations_entry_waits(client, ann, entry):
    Project.objects.update(lead_organisation=make_organisation("Other"))
    assert state_after(client, summary="Other.") == "pending"


@pytest.mark.parametrize(
    "typed",
    [
        {"organisation": "Others", "summary": "Other."},
        {"partners": "A body that nobody knows", "summary": "Other."},
        {"address": "1 Brixton Road", "postcode": "SW9 8HQ", "summary": "Other."},
    ],
)
def test_what_somebody_has_to_look_at_waits_as_a_whole(client, ann, entry, typed):
    assert state_after(client, **typed) == "pending"
    entry.refresh_from_db()
    assert (entry.summary, entry.lead_organisation.name) == ("Coaching in Lambeth.", "Walcot")


def test_a_pin_is_moved_at_once_but_not_where_a_place_is_hidden(client, ann, entry):
    pin = {"latitude": "51.47", "longitude": "-0.11"}
    make_location(entry, public=False)
    assert state_after(client, **pin) == "pending"
    entry.locations.all().delete()
    assert state_after(client, **pin) == "approved"
    assert entry.locations.get().latitude == 51.47


def test_what_was_changed_since_the_form_was_opened_waits(client, ann, entry):
    opened = filled_in(client.get(ADDRESS))
    Project.objects.update(summary="Staff know better.", version=entry.version + 1)
    client.post(ADDRESS, opened | {"contact_phone": "020 7946 0001"})
    assert Submission.objects.get().state == "pending"


def test_sent_twice_it_is_one_change(client, ann, entry):
    data = filled_in(client.get(ADDRESS)) | {"summary": "Other."}
    assert [client.post(ADDRESS, data).status_code for _ in range(2)] == [302, 302]
    assert Submission.objects.get().state == "approved"


def test_staff_and_strangers_are_trusted_with_nothing_here(entry):
    for member in (make_staff(), make_member()):
        assert not is_trusted_with(member, entry.lead_organisation)


@pytest.mark.parametrize("is_staff", [False, True])
def test_erasing_it_takes_the_name_off_its_record(client, ann, entry, is_staff):
    change(client, summary="Other.")
    Member.objects.filter(pk=ann.pk).update(is_staff=is_staff)
    workflow.erase(Submission.objects.get())
    assert not Decision.objects.filter(who=ann).exists()
    entry.refresh_from_db()
    assert entry.summary == "Other."


def test_what_did_not_wait_does_not_count_as_waiting(client, ann, entry):
    for number in range(5):
        change(client, summary=f"Summary {number}.")
    assert usual_wait() is None
