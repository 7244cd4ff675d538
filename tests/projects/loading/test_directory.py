"""Loading is repeatable, and what staff have edited, withdrawn or deleted stays so."""

import json

import pytest
from django.core.management import CommandError, call_command

from projects import workflow
from projects.loading.directory import load_directory
from projects.models import Area, Location, Organisation, Place, Project
from projects.refresh import current_revision
from tests.builders import make_project
from tests.projects.loading.fixtures import FEW, change

pytestmark = pytest.mark.django_db


def test_the_first_load_publishes_every_entry_with_its_decision_and_one_loading_history(folder):
    report = load_directory(folder)
    assert report.added["project"] == FEW
    published = Project.objects.published()
    assert published.count() == FEW
    assert all(project.decisions.count() == 1 for project in published)
    assert all(project.facets and project.sort_key for project in published)
    assert Area.objects.councils().exists()
    assert Place.objects.get().council.slug == "hounslow"


def test_loading_again_changes_nothing(folder):
    load_directory(folder)
    before = current_revision()
    assert not load_directory(folder).changed
    assert current_revision() == before


def test_a_new_version_of_the_file_reaches_entries_that_nobody_edited(folder):
    load_directory(folder)
    slug = change(folder, 0, summary="New words.", partners=[], coverage=["wales"])
    version = Project.objects.get(slug=slug).version
    report = load_directory(folder)
    project = Project.objects.get(slug=slug)
    assert report.updated == {"project": 1}
    assert project.summary == "New words."
    assert project.version == version + 1
    assert "serves:wales" in project.facets
    assert project.state == Project.State.PUBLISHED


@pytest.mark.parametrize(
    "edit",
    [
        lambda project: Project.objects.filter(pk=project.pk).update(summary="Edited by staff."),
        lambda project: project.coverage.clear(),
        lambda project: project.locations.all().delete(),
        lambda project: project.locations.update(public=False),
        lambda project: project.locations.update(address="12 Brigstock Road"),
        lambda project: Project.objects.filter(pk=project.pk).update(version=2_000),
        lambda project: project.involvements.all().delete(),
        lambda project: workflow.withdraw(project, None, "Closed"),
        lambda project: workflow.confirm(project, None),
    ],
)
def test_what_staff_have_edited_is_never_written_over(folder, edit):
    change(folder, 2, partners=["timewise"])
    load_directory(folder)
    slug = change(folder, 2, summary="From the file.")
    edit(Project.objects.get(slug=slug))
    report = load_directory(folder)
    assert report.kept == [f"project {slug}: edited"]
    assert Project.objects.get(slug=slug).summary != "From the file."


def test_a_private_location_stays_private_and_a_private_one_of_the_file_is_loaded_so(folder):
    load_directory(folder)
    hidden = Project.objects.get(slug=change(folder, 0, summary="New words."))
    hidden.locations.update(public=False, address="A refuge")
    locations = json.loads((folder / "projects.json").read_text())[1]["locations"]
    private = change(folder, 1, locations=[each | {"public": False} for each in locations])
    load_directory(folder)
    assert list(hidden.locations.values_list("public", "address")) == [(False, "A refuge")]
    assert not Location.objects.public().filter(project__slug=private).exists()
    assert Location.objects.filter(project__slug=private).exists()


def test_a_whole_number_in_the_file_is_no_edit_of_the_database(folder):
    path = folder / "organisations.json"
    organisations = json.loads(path.read_text())
    organisations[0] |= {"latitude": 52, "longitude": -1}
    path.write_text(json.dumps(organisations))
    load_directory(folder)
    organisations[0]["town"] = "Elsewhere"
    path.write_text(json.dumps(organisations))
    assert load_directory(folder).updated == {"organisation": 1}


def test_what_staff_have_deleted_does_not_come_back(folder):
    load_directory(folder)
    slug = change(folder, 1, summary="From the file.")
    Project.objects.get(slug=slug).delete()
    assert load_directory(folder).kept == [f"project {slug}: deleted or renamed"]
    assert not Project.objects.filter(slug=slug).exists()


def test_an_organisation_that_staff_made_themselves_is_left_alone(folder):
    slug = json.loads((folder / "organisations.json").read_text())[0]["slug"]
    Organisation.objects.create(name="Made by staff", slug=slug, kind="charity")
    report = load_directory(folder)
    assert f"organisation {slug}: made by hand" in report.kept
    assert Organisation.objects.get(slug=slug).name == "Made by staff"


def test_an_address_that_leads_to_an_entry_of_staff_goes_on_leading_there(folder):
    slug = change(folder, 0)
    make_project().former_slugs.create(slug=slug)
    assert f"project {slug}: made by hand" in load_directory(folder).kept
    assert not Project.objects.filter(slug=slug).exists()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("projects.json", "[{", "projects.json cannot be read"),
        ("areas.csv", None, "areas.csv cannot be read"),
        ("projects.json", '[{"slug": "x"}]', "project x: 'name' is missing"),
    ],
)
def test_a_bad_file_is_named_and_nothing_is_loaded(folder, name, content, says):
    (folder / name).unlink() if content is None else (folder / name).write_text(content)
    with pytest.raises(CommandError, match=says):
        call_command("load_directory", folder=folder)
    assert not Area.objects.exists()


def test_an_unknown_slug_is_named(folder):
    slug = change(folder, 3, coverage=["atlantis"])
    with pytest.raises(CommandError, match=f"project {slug}: there is no area atlantis"):
        call_command("load_directory", folder=folder)


def test_without_entries_only_words_and_places_are_loaded(folder):
    call_command("load_directory", folder=folder, without_entries=True)
    assert Area.objects.exists()
    assert not Project.objects.exists()
