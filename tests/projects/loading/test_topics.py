"""Topics are there before the files are loaded: a migration makes them."""

import json

import pytest

from projects.loading.directory import load_directory
from projects.loading.snapshot import snapshot
from projects.models import Resource, Topic

pytestmark = pytest.mark.django_db

TOPICS = ["Engaging workers", "Design and delivery", "Working with employers"]
TOPICS += ["Assessing performance"]


@pytest.fixture
def migrated():
    """The topics as the migration leaves them, whichever tests came before."""
    Topic.objects.all().delete()
    for order, name in enumerate(TOPICS, start=1):
        Topic.objects.create(name=name, slug=name.lower().replace(" ", "-"), order=order)


@pytest.fixture
def resource(folder):
    """Write a resource into the files; called with its topics."""
    project = json.loads((folder / "projects.json").read_text())[0]["slug"]

    def write(*topics):
        record = {
            "slug": "a-guide", "title": "A guide", "kind": "guide", "year": None, "link": "",
            "organisation": "", "projects": [project], "topics": topics, "approaches": [],
        }  # fmt: skip
        (folder / "resources.json").write_text(json.dumps([record]))

    return write


def test_those_of_the_migration_are_the_files_own(folder, migrated, resource):
    resource("engaging-workers")
    report = load_directory(folder)
    assert report.kept == []
    assert "topic" not in report.added
    assert Resource.objects.get().topics.get().slug == "engaging-workers"
    assert not load_directory(folder).changed


def test_a_topic_that_staff_renamed_before_the_load_stays_theirs(folder, migrated, resource):
    Topic.objects.filter(slug="engaging-workers").update(name="Reaching workers")
    resource("engaging-workers")
    assert load_directory(folder).kept == ["topic engaging-workers: made by hand"]
    assert Resource.objects.get().topics.get().name == "Reaching workers"


def test_a_resource_gets_its_topics_from_a_new_file_unless_staff_have_sorted_it(folder, resource):
    Topic.objects.all().delete()  # the files bring them where they are gone
    resource()
    assert load_directory(folder).added["topic"] == len(TOPICS)
    resource("engaging-workers")
    load_directory(folder)
    guide = Resource.objects.get()
    assert guide.topics.count() == 1
    guide.topics.set(Topic.objects.filter(slug="design-and-delivery"))
    resource("assessing-performance")
    assert load_directory(folder).kept == ["resource a-guide: edited"]
    assert guide.topics.get().slug == "design-and-delivery"


def test_a_resource_loaded_before_there_were_topics_is_not_taken_for_edited(
    folder, resource, monkeypatch
):
    with monkeypatch.context() as then:
        # As it was: what came later is no part of what is remembered.
        then.setattr("projects.loading.directory.snapshot", snapshot_of_then)
        resource()
        load_directory(folder)
    resource("engaging-workers")
    assert load_directory(folder).kept == []
    assert Resource.objects.get().topics.count() == 1


def snapshot_of_then(row):
    later = {"summary", "topics", "approaches"} if isinstance(row, Resource) else set()
    return {name: value for name, value in snapshot(row).items() if name not in later}
