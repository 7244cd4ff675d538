"""A broken file gives one line that names it, and nothing of it is loaded."""

import json

import pytest
from django.core.management import CommandError, call_command

from projects.models import Area, Organisation, Project
from tests.projects.loading.fixtures import change

pytestmark = pytest.mark.django_db


def line_of_refusal(folder):
    """Load the folder and return why that was refused, after a look that nothing was written."""
    with pytest.raises(CommandError) as error:
        call_command("load_directory", folder=folder)
    assert not Area.objects.exists()
    text = str(error.value)
    assert text.count("\n") == 0
    return text


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("projects.json", "[{}]", "projects.json cannot be read: record 1 has no slug"),
        ("projects.json", "[1]", "projects.json cannot be read: record 1 has no slug"),
        ("projects.json", "null", "projects.json cannot be read: it holds no list"),
        ("projects.json", "{}", "projects.json cannot be read: it holds no list"),
        ("projects.json", '[{"slug": "\\ud800"}]', "project"),
        ("taxonomy.json", "{}", "taxonomy.json cannot be read: 'strands' is missing"),
        ("taxonomy.json", "[]", "taxonomy.json cannot be read"),
        ("areas.csv", "slug,name\nx,X\n", "areas.csv cannot be read: line 2: 'parents' is missing"),
        ("places.csv", "name\nX\n", "places.csv cannot be read: line 2: 'latitude' is missing"),
        ("places.csv", "name,latitude,longitude\nX,abc,0\n", "places.csv cannot be read: line 2"),
        ("places.csv", "name,latitude,longitude\nX,51,999\n", "is no point on Earth"),
        ("places.csv", "name,latitude,longitude\nX,nan,0\n", "is no point on Earth"),
        ("places.csv", "name,latitude,longitude\nX,51,0\n", "places.csv: 'council' is missing"),
        (
            "places.csv",
            "name,latitude,longitude,population,council\nX,51,0,many,hounslow\n",
            "places.csv: population",
        ),
        (
            "outcodes.csv",
            "outcode,latitude,longitude,council\nTW333,51,0,hounslow\n",
            "outcodes.csv",
        ),
    ],
)
def test_a_file_in_another_form(folder, name, content, says):
    (folder / name).write_text(content)
    assert says in line_of_refusal(folder)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"name": "x" * 201}, "name: "),
        ({"name": "a\0b"}, ""),
        ({"name": None}, "name: "),
        ({"description": None}, ""),
        ({"status": "running"}, "status: "),
        ({"start_year": "soon"}, "start_year: "),
        ({"start_year": 2020, "end_year": 2019}, "It cannot end before it starts."),
        ({"website": "javascript:alert(1)"}, "website: "),
        ({"contact_page": "ftp://example.org"}, "has to begin with https://"),
        ({"locations": None}, ""),
        ({"locations": [1]}, ""),
        ({"coverage": [{}]}, ""),
        ({"lead_organisation": ""}, "lead_organisation: "),
    ],
)
def test_a_record_with_a_value_that_cannot_be(folder, values, says):
    slug = change(folder, 1, **values)
    text = line_of_refusal(folder)
    assert text.startswith(f"project {slug}: ")
    assert says in text


@pytest.mark.parametrize(("name", "value"), [("latitude", 12), ("longitude", "abc")])
def test_a_location_that_is_not_in_the_uk(folder, name, value):
    location = {"role": "office", "label": "", "postcode": "", "latitude": 51.5, "longitude": 0}
    location |= {"precision": "town", "source": "import", "council": "", name: value}
    slug = change(folder, 0, locations=[location])
    assert line_of_refusal(folder).startswith(f"project {slug}: ")


def test_a_bad_record_leaves_what_was_loaded_before(folder):
    call_command("load_directory", folder=folder)
    change(folder, 0, summary="New words.")
    change(folder, 1, status="running")
    with pytest.raises(CommandError):
        call_command("load_directory", folder=folder)
    assert not Project.objects.filter(summary="New words.").exists()


def test_an_organisation_made_by_hand_under_another_address_stands_in_for_that_of_the_file(
    folder, capsys
):
    slug = json.loads((folder / "projects.json").read_text())[0]["lead_organisation"]
    records = json.loads((folder / "organisations.json").read_text())
    name = next(each["name"] for each in records if each["slug"] == slug)
    ours = Organisation.objects.create(name=name, slug="ours", kind="charity")
    call_command("load_directory", folder=folder)
    printed = capsys.readouterr().out
    assert f"organisation {slug}: made by hand under another address" in printed
    assert not Organisation.objects.filter(slug=slug).exists()
    assert ours.led_projects.exists()
