"""Saving a project: what is derived, its addresses, its version, and input that is wrong."""

import pytest

from projects.models import FormerSlug, Location, Offer, Project, Resource
from projects.refresh import current_revision
from tests.builders import (
    make_area,
    make_organisation,
    make_project,
    make_resource,
    make_term,
    make_uk,
)
from tests.projects.admin.pages import add_page, as_opened, change_page, new_row, open_and_save

pytestmark = pytest.mark.django_db


def saved(response):
    """Whether a form was accepted; fails with the form's own words."""
    if response.status_code != 302:
        forms = [response.context["adminform"].form]
        forms += [f for i in response.context["inline_admin_formsets"] for f in i.formset.forms]
        pytest.fail(str([form.errors.as_json() for form in forms if form.errors]))
    return True


def test_a_new_project_is_a_draft_with_all_that_follows_from_it(desk):
    offer = make_term(Offer, "Help for workers")
    lead = make_organisation("Work Advice")
    data = as_opened(desk.get(add_page(Project))) | {
        "name": "Living Wage Leeds",
        "slug": "living-wage-leeds",
        "summary": "Better pay.",
        "lead_organisation": str(lead.pk),
        "offers": [str(offer.pk)],
    }
    before = current_revision()
    assert saved(desk.post(add_page(Project), data))
    project = Project.objects.get()
    assert project.state == "draft"
    assert {"offer:help-for-workers", "organisation:work-advice"} <= set(project.facets)
    assert "living wage leeds work advice" in project.search_names
    assert project.sort_key
    assert current_revision() > before


def test_changed_lists_reach_what_is_derived(desk):
    areas = make_uk()
    project = make_project(coverage=[areas["camden"]])
    offer = make_term(Offer, "A campaign")
    typed = {"offers": [str(offer.pk)], "coverage": [str(areas["cardiff"].pk)], "status": "past"}
    assert saved(open_and_save(desk, change_page(project), **typed))
    project.refresh_from_db()
    assert {"offer:a-campaign", "area:wales", "status:past"} <= set(project.facets)
    assert "area:london" not in project.facets


def test_a_location_added_here_stands_on_the_map(desk):
    project = make_project()
    data = new_row(
        as_opened(desk.get(change_page(project))),
        "locations",
        role="delivery",
        latitude="51.46",
        longitude="-0.12",
        precision="exact",
        source="pin",
        public="on",
    )
    assert saved(desk.post(change_page(project), data))
    location = project.locations.get()
    assert location.on_map
    assert location.cell


def test_an_office_leaves_the_map_when_the_coverage_grows(desk):
    areas = make_uk()
    office = {"latitude": 51.46, "longitude": -0.12, "role": "office", "council": areas["lambeth"]}
    project = make_project(coverage=[areas["lambeth"]], pins=[office])
    assert project.locations.get().on_map
    both = [str(areas["lambeth"].pk), str(areas["camden"].pk)]
    assert saved(open_and_save(desk, change_page(project), coverage=both))
    assert not project.locations.get().on_map


def test_partners_funders_and_resources_reach_what_is_derived(desk):
    project, funder = make_project(), make_organisation("Trust for Work")
    resource = make_resource("What came of it")
    data = as_opened(desk.get(change_page(project)))
    data = new_row(data, "involvements", organisation=str(funder.pk), role="funder")
    data = new_row(data, "Resource_projects", resource=str(resource.pk))
    assert saved(desk.post(change_page(project), data))
    project.refresh_from_db()
    assert {"funder:trust-for-work", "evidence:evaluation"} <= set(project.facets)
    assert "trust for work" in project.search_names


def test_one_save_is_one_version_and_one_record_of_history(desk, staff):
    project = make_project()
    records, version = project.history.count(), project.version
    offers = [str(make_term(Offer, name).pk) for name in ("One", "Two")]
    assert saved(open_and_save(desk, change_page(project), name="New", offers=offers))
    project.refresh_from_db()
    assert project.history.count() == records + 1
    assert project.version == version + 1
    assert project.history.first().history_user == staff
    assert project.history.first().offers.count() == 2


def test_saving_without_a_change_leaves_no_trace_in_the_history(desk):
    project = make_project(pins=[(51.46, -0.12)], offers=["Help for workers"])
    records, version, updated = project.history.count(), project.version, project.updated
    assert saved(open_and_save(desk, change_page(project)))
    project.refresh_from_db()
    assert (project.history.count(), project.version) == (records, version)
    assert project.updated == updated


def test_a_changed_slug_leaves_a_redirect(desk, client):
    project = make_project("Old name", slug="old-name")
    assert saved(open_and_save(desk, change_page(project), slug="new-name"))
    answer = client.get("/projects/old-name/")
    assert (answer.status_code, answer["Location"]) == (301, "/projects/new-name/")


def test_a_slug_that_leads_to_another_entry_is_refused(desk):
    other, project = make_project(), make_project(slug="mine")
    FormerSlug.objects.create(slug="taken", project=other)
    answer = open_and_save(desk, change_page(project), slug="taken")
    assert "former address" in str(answer.context["adminform"].form.errors["slug"])


def test_the_state_cannot_be_sent_with_the_form(desk):
    project = make_project(state="draft")
    typed = {"state": "published", "checked_on": "2026-01-01", "version": "99"}
    assert saved(open_and_save(desk, change_page(project), **typed))
    project.refresh_from_db()
    assert (project.state, project.checked_on, project.version) == ("draft", None, 1)


def test_a_date_fills_in_its_year(desk):
    project = make_project()
    assert saved(open_and_save(desk, change_page(project), start_date="2024-05-01"))
    project.refresh_from_db()
    assert project.start_year == 2024


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("48", "0"), ("51", "9"), ("1e308", "0"), ("nan", "0"), ("51\0", "0"), ("", ""), ("x", "y")],
)
def test_a_pin_that_makes_no_sense_is_an_error_at_its_field_and_nothing_is_lost(
    desk, latitude, longitude
):
    project = make_project()
    data = new_row(
        as_opened(desk.get(change_page(project))) | {"summary": "Typed with care."},
        "locations",
        role="delivery",
        latitude=latitude,
        longitude=longitude,
        label="Town hall",
        precision="exact",
        source="pin",
    )
    answer = desk.post(change_page(project), data)
    assert answer.status_code == 200
    errors = answer.context["inline_admin_formsets"][0].formset.errors[0]
    assert set(errors) & {"latitude", "longitude"}
    assert b"Typed with care." in answer.content
    assert b"Town hall" in answer.content


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "a\0b"},
        {"summary": "\0"},
        {"start_year": "9" * 40},
        {"end_year": "-1"},
        {"lead_organisation": "9" * 40},
        {"lead_organisation": "x"},
        {"coverage": ["9" * 40, "x"]},
        {"offers": ["9" * 40]},
        {"website": "javascript:alert(1)"},
        {"slug": "ä b"},
        {"start_year": "2020", "end_year": "2010"},
        {"locations-TOTAL_FORMS": "9" * 20},
        {"locations-TOTAL_FORMS": "x"},
    ],
)
def test_bad_input_is_answered_with_the_form_and_changes_nothing(desk, typed):
    project = make_project("Kept")
    answer = open_and_save(desk, change_page(project), **{"description": "Typed.", **typed})
    assert answer.status_code == 200
    assert b"Typed." in answer.content
    project.refresh_from_db()
    assert (project.name, project.description, project.version) == ("Kept", "", 1)


def test_deleting_a_project_raises_the_revision_and_frees_its_parts(desk):
    whole = make_project()
    part = make_project(part_of=whole, pins=[(51.46, -0.12)])
    before = current_revision()
    assert saved(desk.post(f"{change_page(whole)[:-7]}delete/", {"post": "yes"}))
    part.refresh_from_db()
    assert part.part_of is None
    assert current_revision() > before


def test_deleting_from_the_list_raises_the_revision_once(desk):
    projects = [make_project(pins=[(51.46, -0.12)]) for _ in range(3)]
    before = current_revision()
    data = {
        "action": "delete_selected",
        "_selected_action": [p.pk for p in projects],
        "post": "yes",
    }
    desk.post(change_page(projects[0]).split(str(projects[0].pk))[0], data)
    assert not Project.objects.exists()
    assert not Location.objects.exists()
    assert current_revision() == before + 1


def test_deleting_a_resource_takes_its_evidence_away(desk):
    project = make_project()
    resource = make_resource(projects=[project])
    project.refresh_from_db()
    assert "evidence:evaluation" in project.facets
    assert saved(desk.post(f"{change_page(resource)[:-7]}delete/", {"post": "yes"}))
    project.refresh_from_db()
    assert "evidence:none-known" in project.facets
    assert not Resource.objects.exists()


def test_a_council_can_be_chosen_and_the_area_follows(desk):
    camden = make_area("Camden")
    project = make_project(pins=[(51.54, -0.14)])
    data = as_opened(desk.get(change_page(project))) | {"locations-0-council": str(camden.pk)}
    assert saved(desk.post(change_page(project), data))
    project.refresh_from_db()
    assert "area:camden" in project.facets
