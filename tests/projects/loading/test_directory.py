"""Loading is repeatable, and what staff have edited, withdrawn or deleted stays so."""

import json
import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from projects import workflow
from projects.loading.directory import load_directory
from projects.models import Area, Organisation, Place, Project
from projects.refresh import current_revision

pytestmark = pytest.mark.django_db

FEW = 4


@pytest.fixture
def folder(tmp_path):
    """The real fixtures, cut down to a few entries and what these refer to."""
    source = settings.BASE_DIR / "fixtures"
    projects = json.loads((source / "projects.json").read_text())[:FEW]
    used = json.dumps(projects) + '"timewise"'
    for name in ["organisations.json", "signposts.json"]:
        records = json.loads((source / name).read_text())
        kept = [each for each in records if f'"{each["slug"]}"' in used]
        (tmp_path / name).write_text(json.dumps(kept))
    heading, *areas = (source / "areas.csv").read_text().splitlines()
    areas = [line for line in areas if ",council," not in line or f'"{line.split(",")[0]}"' in used]
    (tmp_path / "areas.csv").write_text("\n".join([heading, *areas]) + "\n")
    (tmp_path / "places.csv").write_text(
        "name,latitude,longitude,population,council\nHounslow,51.468,-0.361,103337,hounslow\n"
    )
    (tmp_path / "outcodes.csv").write_text(
        "outcode,latitude,longitude,council\nTW3,51.4675,-0.3658,hounslow\n"
    )
    shutil.copy(source / "taxonomy.json", tmp_path)
    (tmp_path / "projects.json").write_text(json.dumps(projects))
    (tmp_path / "resources.json").write_text("[]")
    return tmp_path


def change(folder, index, **values):
    path = folder / "projects.json"
    projects = json.loads(path.read_text())
    projects[index] |= values
    path.write_text(json.dumps(projects))
    return projects[index]["slug"]


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
    report = load_directory(folder)
    project = Project.objects.get(slug=slug)
    assert report.updated == {"project": 1}
    assert project.summary == "New words."
    assert "serves:wales" in project.facets
    assert project.state == Project.State.PUBLISHED


@pytest.mark.parametrize(
    "edit",
    [
        lambda project: Project.objects.filter(pk=project.pk).update(summary="Edited by staff."),
        lambda project: project.coverage.clear(),
        lambda project: project.locations.all().delete(),
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


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("projects.json", "[{", "projects.json cannot be read"),
        ("areas.csv", None, "areas.csv cannot be read"),
        ("projects.json", '[{"slug": "x"}]', "project x: 'name'"),
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
