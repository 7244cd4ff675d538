"""Code-Point Open, from ten rows made by hand."""

import zipfile

import pytest
from django.core.management import CommandError, call_command

from projects.models import Area, Postcode
from projects.places.search import find_place
from projects.refresh import current_revision
from tests.builders import make_uk

pytestmark = pytest.mark.django_db

ROWS = """\
"SW9 8HQ",10,531100,175300,"E92000001","","","","E09000022","E05000001"
"SW9  9ZZ",10,531200,175400,"E92000001","","","","E09000022","E05000001"
"NW1 1AA",10,529700,182900,"E92000001","","","","E09000007","E05000002"
"ZE1 0AA",90,0,0,"S92000003","","","","S12000027",""
"XX1 1XX",10,531100,175300,"E92000001","","","","E09999999",""
"YY1 1YY",10,531100,175300,"E92000001","","","","",""
"""


@pytest.fixture
def code_point(tmp_path):
    path = tmp_path / "codepo_gb.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Doc/readme.txt", "Not a table")
        archive.writestr("Data/CSV/sw.csv", ROWS)
    return path


@pytest.fixture
def uk():
    areas = make_uk()
    for slug, code in [("lambeth", "E09000022"), ("camden", "E09000007")]:
        Area.objects.filter(slug=slug).update(code=code)
    return areas


def test_postcodes_are_loaded_and_then_found_with_their_council(uk, code_point, capsys):
    call_command("load_postcodes", code_point)
    assert "Loaded 3 postcodes; left out 3" in capsys.readouterr().out
    place = find_place("SW9 8HQ")
    assert place.area_slug == "lambeth"
    assert place.latitude == pytest.approx(51.4614, abs=0.002)
    assert place.longitude == pytest.approx(-0.1135, abs=0.002)
    assert find_place("sw99zz").name == "SW9 9ZZ"


def test_loading_again_replaces_what_was_there(uk, code_point):
    Postcode.objects.create(postcode="OLD1AA", latitude=51, longitude=0, council=uk["lambeth"])
    before = current_revision()
    call_command("load_postcodes", code_point)
    assert current_revision() == before + 1  # or pages would go on answering from before
    call_command("load_postcodes", code_point)
    assert set(Postcode.objects.values_list("pk", flat=True)) == {"SW98HQ", "SW99ZZ", "NW11AA"}


@pytest.mark.parametrize(
    ("ours", "theirs"), [("E08000016", "E08000038"), ("E08000038", "E08000016")]
)
def test_a_council_whose_code_was_changed_is_known_by_both(uk, tmp_path, ours, theirs):
    Area.objects.filter(slug="manchester").update(code=ours)
    path = tmp_path / "codepo_gb.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Data/CSV/s.csv", ROWS.splitlines()[0].replace("E09000022", theirs))
    call_command("load_postcodes", path)
    assert Postcode.objects.get().council.slug == "manchester"


@pytest.mark.parametrize("content", ["no zip", None, "short rows", "no rows"])
def test_a_file_that_is_something_else_changes_nothing(uk, tmp_path, content):
    Postcode.objects.create(postcode="OLD1AA", latitude=51, longitude=0, council=uk["lambeth"])
    path = tmp_path / "file.zip"
    if content == "no zip":
        path.write_text("hello")
    elif content:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("Data/CSV/a.csv", "a,b\n" if content == "short rows" else "")
    with pytest.raises(CommandError, match="was not loaded"):
        call_command("load_postcodes", path)
    assert Postcode.objects.count() == 1
