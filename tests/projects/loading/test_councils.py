"""The ONS's lookup of councils: codes, names, regions, new ones, and what does not fit."""

import pytest
from django.core.management import CommandError, call_command

from projects.models import Area, Place, Project
from projects.refresh import current_revision
from tests.builders import make_area, make_project, make_uk

pytestmark = pytest.mark.django_db

HEADING = "LAD23CD,LAD23NM,RGN23CD,RGN23NM,ObjectId"
USUAL = [
    "E09000022,Lambeth,E12000007,London,1",
    "E09000007,Camden,E12000007,London,2",
    "E08000003,Manchester,E12000002,North West,3",
    "E08000006,Salford,E12000002,North West,4",
]
CODES = {
    "lambeth": "E09000022", "camden": "E09000007", "manchester": "E08000003",
    "salford": "E08000006", "cardiff": "W06000015", "london": "E12000007",
    "north-west": "E12000002", "wales": "W92000004",
}  # fmt: skip


@pytest.fixture
def uk():
    areas = make_uk()
    for slug, code in CODES.items():
        Area.objects.filter(slug=slug).update(code=code)
    return areas


@pytest.fixture
def load(tmp_path, capsys):
    def load_file(*lines, heading=HEADING, encoding="utf-8"):
        path = tmp_path / "lookup.csv"
        path.write_text("\n".join([heading, *lines]) + "\n", encoding=encoding)
        call_command("load_areas", path)
        return capsys.readouterr().out

    return load_file


def test_what_is_as_it_was_changes_nothing(uk, load):
    before = current_revision()
    assert load(*USUAL).strip() == "Nothing to change."
    assert current_revision() == before


def test_a_council_is_known_by_its_code_and_given_its_new_name(uk, load):
    told = load("E09000022,Lambeth and Vauxhall,E12000007,London,1", *USUAL[1:])
    assert "Lambeth: its name is now Lambeth and Vauxhall" in told
    council = Area.objects.get(code="E09000022")
    assert (council.name, council.slug) == ("Lambeth and Vauxhall", "lambeth")  # same address


def test_a_council_is_known_by_its_name_and_given_its_new_code(uk, load):
    told = load("E09000099,LAMBETH,E12000007,London,1", *USUAL[1:])
    assert "its code is now E09000099, was E09000022" in told
    assert Area.objects.get(slug="lambeth").code == "E09000099"


def test_a_council_that_moves_to_another_region_keeps_its_city_region(uk, load):
    moved = [line.replace("E12000007,London", "E12000002,North West") for line in USUAL[:2]]
    told = load(*moved, USUAL[2], "E08000006,Salford,E12000007,London,4")
    assert "Salford: it is now in London" in told
    parents = Area.objects.get(slug="salford").parents.values_list("slug", flat=True)
    assert set(parents) == {"london", "greater-manchester"}
    assert not Area.objects.inside("london").filter(slug="camden").exists()  # derived anew
    assert Area.objects.inside("north-west").filter(slug="camden").exists()


def test_a_new_council_stands_where_the_file_says_or_at_its_town(uk, load):
    Place.objects.create(
        name="Kenton", key="kenton", population=9, latitude=51.59, longitude=-0.3,
        council=uk["camden"],
    )  # fmt: skip
    before = current_revision()
    told = load(
        *[f"{line},," for line in USUAL],
        "E09000050,New Borough,E12000007,London,5,51.5,-0.2",
        "E09000051,Kenton,E12000007,London,6,,",
        heading=f"{HEADING},LAT,LONG",
    )
    assert "New Borough: added" in told
    borough, kenton = Area.objects.get(slug="new-borough"), Area.objects.get(slug="kenton")
    assert (borough.latitude, borough.longitude, borough.code) == (51.5, -0.2, "E09000050")
    assert (kenton.latitude, kenton.kind) == (51.59, "council")
    assert Area.objects.inside("england").filter(slug="kenton").exists()
    assert current_revision() == before + 1


def test_a_new_council_without_a_known_point_is_refused_and_nothing_is_changed(uk, load):
    renamed = "E09000022,Renamed,E12000007,London,1"
    with pytest.raises(CommandError) as error:
        load(renamed, "E09000050,New Borough,E12000007,London,5", "E09000051,Other,,,6")
    assert "E09000050 New Borough: new, and no point is known" in str(error.value)
    assert "E09000051 Other: new, and the file does not say its region" in str(error.value)
    assert Area.objects.get(code="E09000022").name == "Lambeth"


def test_a_council_that_the_file_does_not_have_is_kept_and_told(uk, load):
    project = make_project(coverage=[uk["salford"]])
    told = load(*USUAL[:3])
    assert "Not in the file, kept as they are: Salford\n" in told  # not Cardiff: no Welsh rows
    assert Project.objects.get(coverage__slug="salford") == project


def test_outside_england_the_code_says_the_nation(uk, load):
    make_area("Old Town", code="W06000098", parents=[uk["england"]])
    load("W06000015,Cardiff", "W06000098,Old Town", heading="LAD24CD,LAD24NM")
    assert [area.slug for area in Area.objects.get(slug="old-town").parents.all()] == ["wales"]


def test_a_file_as_the_ons_serves_it_is_read(uk, load):
    lines = [f'"{line.replace(",", chr(34) + "," + chr(34))}"' for line in USUAL]
    assert "Nothing to change." in load(*lines, "", encoding="utf-8-sig")
    assert "Nothing to change." in load(*USUAL, USUAL[0])  # a row for each ward, say


@pytest.mark.parametrize(
    ("lines", "heading", "reason"),
    [
        ([], HEADING, "no row"),
        (USUAL, "a,b,c,d,e", "no column LAD…CD or LAD…NM"),
        (["E09000022,Lambeth"], HEADING, "line 2 has too few columns"),
        (["E09000022,Lambeth,E12000099,Atlantis,1"], HEADING, "line 2: we have no region"),
        (["Lambeth,E09000022,E12000007,London,1"], HEADING, "line 2: .* are not the code"),
        ([USUAL[0], "E09000022,Other,E12000007,London,1"], HEADING, "twice, not alike"),
        ([*USUAL[:1], "E09000007,Lambeth,E12000007,London,2"], HEADING, "E09000007 Lam.*exists"),
        (["E09000050,Far,E12000007,London,5,0,0"], f"{HEADING},LAT,LONG", "outside the UK"),
        (["E09000050,Far,E12000007,London,5,x,0"], f"{HEADING},LAT,LONG", "line 2: could not"),
        (["E09000050,Far,E12000007,London,5,nan,0"], f"{HEADING},LAT,LONG", "outside the UK"),
    ],
)  # fmt: skip
def test_a_file_that_does_not_fit_changes_nothing_and_says_why(uk, load, lines, heading, reason):
    before = list(Area.objects.order_by("pk").values())
    with pytest.raises(CommandError, match=f"(?s)was not loaded:\n.*{reason}"):
        load(*lines, heading=heading)
    assert list(Area.objects.order_by("pk").values()) == before


def test_a_file_that_is_missing_or_no_text_says_so(uk, tmp_path):
    with pytest.raises(CommandError, match="was not loaded"):
        call_command("load_areas", tmp_path / "missing.csv")
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\xff\xfe\x00")
    with pytest.raises(CommandError, match="was not loaded"):
        call_command("load_areas", tmp_path / "picture.csv")
