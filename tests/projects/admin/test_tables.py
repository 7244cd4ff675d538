"""The other tables: each edit and deletion reaches what is derived from it."""

import pytest

from projects.models import Approach, Area, Offer, Organisation, Signpost, Strand
from projects.refresh import current_revision
from tests.builders import (
    make_organisation,
    make_project,
    make_resource,
    make_signpost,
    make_term,
    make_uk,
)
from tests.projects.admin.pages import add_page, change_page, open_and_save

pytestmark = pytest.mark.django_db


def facets(project):
    project.refresh_from_db()
    return set(project.facets)


def delete(client, entry):
    return client.post(f"{change_page(entry)[:-7]}delete/", {"post": "yes"})


def test_a_renamed_organisation_is_found_by_its_new_name(desk):
    lead, funder = make_organisation("Old lead"), make_organisation("Old funder")
    project = make_project(lead_organisation=lead, funders=[funder])
    open_and_save(desk, change_page(lead), name="New lead", slug="new-lead")
    open_and_save(desk, change_page(funder), name="New funder", slug="new-funder")
    assert {"organisation:new-lead", "funder:new-funder"} <= facets(project)
    assert "new lead" in project.search_names
    assert "new funder" in project.search_names


def test_an_organisation_with_projects_is_not_deleted_and_the_page_says_why(desk):
    project = make_project(partners=[make_organisation("Partner")])
    for organisation in (project.lead_organisation, Organisation.objects.get(name="Partner")):
        answer = delete(desk, organisation)
        assert b"cannot be deleted while it leads" in answer.content
        assert Organisation.objects.filter(pk=organisation.pk).exists()


def test_an_organisation_without_projects_can_be_deleted(desk):
    organisation, before = make_organisation(), current_revision()
    assert delete(desk, organisation).status_code == 302
    assert not Organisation.objects.exists()
    assert current_revision() > before


def test_an_organisation_needs_both_coordinates_or_none(desk):
    organisation = make_organisation()
    answer = open_and_save(desk, change_page(organisation), latitude="51.5")
    assert answer.status_code == 200
    assert open_and_save(desk, change_page(organisation)).status_code == 302


def test_a_word_with_a_new_slug_reaches_the_entries_that_have_it(desk):
    project = make_project(offers=["A campaign"], approaches=["Coaching"])
    open_and_save(desk, change_page(Offer.objects.get()), slug="campaign")
    open_and_save(desk, change_page(Approach.objects.get()), slug="one-to-one")
    open_and_save(desk, change_page(Strand.objects.get()), slug="progression")
    assert {"offer:campaign", "approach:one-to-one", "strand:progression"} <= facets(project)


def test_a_word_that_a_project_uses_is_not_deleted_and_the_page_names_the_project(desk):
    project = make_project("Ladders", offers=["A campaign"])
    answer = delete(desk, Offer.objects.get())
    assert "Project: Ladders" in answer.content.decode()
    assert Offer.objects.exists()
    assert "offer:a-campaign" in facets(project)


def test_a_word_that_no_project_uses_is_deleted(desk):
    project, before = make_project(offers=["A campaign"]), current_revision()
    unused = make_term(Offer, "Nothing like it")
    assert delete(desk, unused).status_code == 302
    assert [offer.name for offer in Offer.objects.all()] == ["A campaign"]
    assert "offer:a-campaign" in facets(project)
    assert current_revision() > before


def delete_from_list(client, words):
    data = {"action": "delete_selected", "post": "yes"}
    data["_selected_action"] = [word.pk for word in words]
    return client.post("/admin/projects/offer/", data)


def test_words_chosen_in_the_list_are_not_deleted_while_one_of_them_is_used(desk):
    project = make_project("Ladders", offers=["Used"])
    make_term(Offer, "Unused")
    answer = delete_from_list(desk, Offer.objects.all())
    assert "Project: Ladders" in answer.content.decode()
    assert Offer.objects.count() == 2
    assert "offer:used" in facets(project)


def test_words_chosen_in_the_list_are_deleted_where_none_is_used(desk):
    project = make_project(offers=["Used"])
    unused = [make_term(Offer, name) for name in ("One", "Two")]
    assert delete_from_list(desk, unused).status_code == 302
    assert [offer.name for offer in Offer.objects.all()] == ["Used"]
    assert "offer:used" in facets(project)


def test_an_area_that_moves_takes_its_projects_along(desk):
    areas = make_uk()
    project = make_project(coverage=[areas["salford"]])
    open_and_save(desk, change_page(areas["salford"]), parents=[str(areas["wales"].pk)])
    assert "area:wales" in facets(project)
    assert "area:greater-manchester" not in facets(project)


def test_a_new_name_of_an_area_raises_the_revision_and_derives_nothing(desk, monkeypatch):
    areas = make_uk()
    monkeypatch.setattr("projects.admin.area.refresh_all", lambda: pytest.fail("derived anew"))
    before = current_revision()
    open_and_save(desk, change_page(areas["salford"]), name="City of Salford")
    assert current_revision() == before + 1


def test_an_area_that_a_project_serves_is_not_deleted_and_the_page_names_the_project(desk):
    areas = make_uk()
    project = make_project("Ladders", coverage=[areas["camden"]])
    assert "Project: Ladders" in delete(desk, areas["camden"]).content.decode()
    assert Area.objects.filter(slug="camden").exists()
    assert "area:camden" in facets(project)


def test_an_area_that_no_project_serves_is_deleted_and_its_projects_lie_where_they_did(desk):
    areas = make_uk()
    project = make_project(coverage=[areas["salford"]])
    assert delete(desk, areas["greater-manchester"]).status_code == 302
    assert not Area.objects.filter(slug="greater-manchester").exists()
    assert "area:greater-manchester" not in facets(project)
    assert {"area:salford", "area:north-west", "area:england"} <= facets(project)


def test_what_a_resource_is_and_is_about_reaches_the_projects(desk):
    first, second = make_project(), make_project()
    resource = make_resource(projects=[first])
    open_and_save(desk, change_page(resource), projects=[str(second.pk)])
    assert "evidence:none-known" in facets(first)
    assert "evidence:evaluation" in facets(second)
    open_and_save(desk, change_page(resource), kind="guide")
    assert "evidence:none-known" in facets(second)


def test_signposts_raise_the_revision(desk):
    signpost, before = make_signpost(areas=make_uk().values()), current_revision()
    assert open_and_save(desk, change_page(signpost), phone="0300 1").status_code == 302
    assert current_revision() == before + 1
    assert delete(desk, signpost).status_code == 302
    assert current_revision() == before + 2
    assert not Signpost.objects.exists()


@pytest.mark.parametrize("kind", ["offer", "strand", "approach", "audience", "sector", "area"])
def test_lists_of_words_open_and_search(desk, kind):
    make_term(Approach, "Coaching")
    answer = desk.get(f"/admin/projects/{kind}/", {"q": "o"})
    assert answer.status_code == 200


def test_a_new_slug_follows_the_name_and_an_old_one_stays(desk):
    organisation = make_organisation()
    assert b"&quot;slug&quot;" in desk.get(add_page(Organisation)).content
    assert b"&quot;slug&quot;" not in desk.get(change_page(organisation)).content
