"""History: what was changed, by whom and when, and the way back."""

import pytest

from projects import workflow
from projects.admin.differences import Change
from projects.admin.history import edits_of
from projects.models import Offer
from projects.refresh import current_revision
from tests.builders import (
    make_organisation,
    make_project,
    make_staff,
    make_term,
    make_uk,
)
from tests.projects.admin.pages import as_opened, change_page, open_and_save

pytestmark = pytest.mark.django_db


def history_page(entry):
    return f"{change_page(entry)[:-7]}history/"


def latest(entry):
    """The changes of the latest edit as {label: (old, new)}."""
    return {change.label: (change.old, change.new) for change in edits_of(entry)[0].changes}


def test_every_field_that_changed_is_told_with_old_and_new(desk, staff):
    areas = make_uk()
    project = make_project(coverage=[areas["camden"]], status="current")
    lead, offer = make_organisation("New lead"), make_term(Offer, "A campaign")
    old_lead = str(project.lead_organisation)
    open_and_save(
        desk,
        change_page(project),
        status="past",
        lead_organisation=str(lead.pk),
        offers=[str(offer.pk)],
        coverage=[str(areas["wales"].pk)],
        website_is_own_page="on",
    )
    assert latest(project) == {
        "Status": ("Running", "Finished"),
        "Lead organisation": (old_lead, "New lead"),
        "Offers": ("nothing", "A campaign"),
        "Coverage": ("Camden", "Wales"),
        "The website is the project's own page": ("no", "yes"),
    }
    assert edits_of(project)[0].who == staff


def test_moved_added_and_removed_locations_are_part_of_the_edit(desk):
    project = make_project(
        pins=[
            {"latitude": 51.4, "longitude": -0.1, "label": "Hall"},
            {"latitude": 51.5, "longitude": -0.2, "label": "Shop"},
        ]
    )
    data = as_opened(desk.get(change_page(project)))
    data |= {"locations-0-latitude": "51.41", "locations-1-DELETE": "on", "summary": "New."}
    desk.post(change_page(project), data)
    told = latest(project)
    assert told["Location “Hall”: Latitude"] == ("51.4", "51.41")
    assert told["Location “Shop”"] == ("Where it happens, 51.50000, -0.20000", "nothing")
    assert told["Summary"][1] == "New."


def test_decisions_stand_in_the_history_with_their_whole_reason(desk):
    project, reason = make_project(), "It closed. " * 30
    workflow.withdraw(project, make_staff(name="Eve"), reason)
    edit = edits_of(project)[0]
    assert latest(project) == {"State": ("Published", "Withdrawn")}
    assert (str(edit.who), edit.reasons) == ("Eve", [reason])
    page = desk.get(history_page(project)).content.decode()
    assert "Eve" in page
    assert reason.strip() in page


def test_confirming_stands_in_the_history(desk, staff):
    project = make_project()
    workflow.confirm(project, staff)
    assert list(latest(project)) == ["Checked on"]
    assert edits_of(project)[0].reasons == ["Checked: still right"]


def test_what_the_history_points_to_may_be_gone(desk):
    project, partner = make_project(), make_organisation("Gone soon")
    offer = make_term(Offer, "Not for long")
    data = as_opened(desk.get(change_page(project))) | {
        "offers": [str(offer.pk)],
        "involvements-0-organisation": str(partner.pk),
        "involvements-0-role": "partner",
        "involvements-TOTAL_FORMS": "1",
    }
    assert desk.post(change_page(project), data).status_code == 302
    project.involvements.all().delete()
    partner.delete()
    offer.delete()
    assert desk.get(history_page(project)).status_code == 200


def test_the_queries_of_the_history_do_not_grow_with_it(desk, django_assert_num_queries):
    project = make_project(pins=[(51.4, -0.1)])
    for number in range(3):
        open_and_save(desk, change_page(project), summary=f"Text {number}")
    with django_assert_num_queries(11):
        assert len(edits_of(project)) > 2
    for number in range(6):
        open_and_save(desk, change_page(project), summary=f"More {number}")
    with django_assert_num_queries(11):
        assert len(edits_of(project)) > 8


def test_an_earlier_version_fills_the_form_and_changes_nothing_until_saved(desk):
    old, new = make_term(Offer, "Old offer"), make_term(Offer, "New offer")
    project = make_project("First name", summary="As it was.", offers=["Old offer"])
    typed = {"name": "Second name", "summary": "Later.", "offers": [str(new.pk)]}
    open_and_save(desk, change_page(project), **typed)
    record = project.history.order_by("history_id")[project.history.count() - 2]
    before = current_revision()
    page = desk.get(f"{history_page(project)}{record.history_id}/")
    form = page.context["adminform"].form
    assert form["summary"].value() == "As it was."
    assert form["offers"].value() == [old.pk]
    project.refresh_from_db()
    assert (project.name, current_revision()) == ("Second name", before)
    assert f'action="{change_page(project)}"' in page.content.decode()
    assert desk.post(change_page(project), as_opened(page)).status_code == 302
    project.refresh_from_db()
    assert (project.name, project.version) == ("First name", 3)
    assert "offer:old-offer" in project.facets
    assert latest(project)["Name"] == ("Second name", "First name")


def test_going_back_is_refused_when_somebody_saved_meanwhile(desk, colleague):
    project = make_project("First name")
    record = project.history.first()
    page = desk.get(f"{history_page(project)}{record.history_id}/")
    open_and_save(colleague, change_page(project), name="Second name")
    answer = desk.post(change_page(project), as_opened(page))
    assert answer.context["conflict"]
    project.refresh_from_db()
    assert project.name == "Second name"


@pytest.mark.parametrize("number", ["0", "x", "9" * 40, "-1"])
def test_a_version_that_is_not_there_is_404(desk, number):
    project = make_project()
    assert desk.get(f"{history_page(project)}{number}/").status_code == 404


def test_a_version_of_another_entry_is_404(desk):
    project, other = make_project(), make_project()
    record = other.history.first()
    assert desk.get(f"{history_page(project)}{record.history_id}/").status_code == 404


def test_organisations_have_the_same_history(desk):
    organisation = make_organisation("Work Advice")
    open_and_save(desk, change_page(organisation), town="Leeds")
    assert latest(organisation) == {"Town": ("nothing", "Leeds")}
    assert b"Leeds" in desk.get(history_page(organisation)).content


def test_what_is_typed_into_an_entry_is_only_text_in_its_history(desk):
    project = make_project(summary="<script>alert(1)</script>" * 9)
    open_and_save(desk, change_page(project), summary="<img src=x onerror=alert(1)>")
    page = desk.get(history_page(project)).content
    assert b"<script>alert" not in page
    assert b"<img src=x" not in page


def test_long_texts_show_only_what_went_and_what_came():
    words = [f"word{number}" for number in range(60)]
    change = Change("Description", " ".join(words), " ".join([*words[:30], "new", *words[31:]]))
    assert ("gone", "word30 ") in change.pieces
    assert ("came", "new ") in change.pieces
    assert len("".join(text for _, text in change.pieces)) < len(change.old)
    assert Change("Town", "Leeds", "York").pieces is None


def test_an_edit_by_nobody_known_is_the_sites_own(desk):
    project = make_project(end_year=2001)
    workflow.end_finished()
    page = desk.get(history_page(project)).content.decode()
    assert "The site itself" in page
    assert "Its end has passed" in page
