"""The data files that the site starts with agree with each other. No database."""

import csv
import json
import re
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

ROOT = Path(__file__).resolve().parent.parent
FIXTURES, MAP = ROOT / "fixtures", ROOT / "static" / "map"
# The UK with its islands: south, west, north, east.
UK = (49.8, -8.7, 60.9, 1.8)


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


def read_csv(name):
    with open(FIXTURES / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


AREAS = {area["slug"]: area for area in read_csv("areas.csv")}
COUNCILS = {slug: area for slug, area in AREAS.items() if area["kind"] == "council"}
TAXONOMY = read_json(FIXTURES / "taxonomy.json")
PROJECTS = read_json(FIXTURES / "projects.json")
ORGANISATIONS = read_json(FIXTURES / "organisations.json")
RESOURCES = read_json(FIXTURES / "resources.json")
SIGNPOSTS = read_json(FIXTURES / "signposts.json")
THEMES = read_json(FIXTURES / "themes.json")
APPROACHES = [term for strand in TAXONOMY["strands"] for term in strand["approaches"]]


def slugs(rows):
    return [row["slug"] for row in rows]


def parents(area):
    return [AREAS[slug] for slug in area["parents"].split(";") if slug]


@pytest.fixture
def making(monkeypatch):
    """The package of fixtures/make.py, which the site itself never imports."""
    monkeypatch.syspath_prepend(str(FIXTURES))
    from making import taxonomy, text

    yield {"taxonomy": taxonomy, "text": text}
    for name in [name for name in sys.modules if name.split(".")[0] == "making"]:
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (PROJECTS, 90),
        (ORGANISATIONS, 123),
        (RESOURCES, 31),
        (SIGNPOSTS, 13),
        (THEMES, 3),
        (TAXONOMY["offers"], 5),
        (TAXONOMY["strands"], 3),
        (APPROACHES, 15),
        (TAXONOMY["audiences"], 28),
        (TAXONOMY["sectors"], 17),
        (TAXONOMY["delivery_modes"], 10),
        (read_csv("areas.csv"), 1 + 4 + 9 + 15 + 361),
    ],
)
def test_each_file_has_all_its_rows_and_no_slug_twice(rows, count):
    assert len(rows) == count
    assert len(set(slugs(rows))) == count
    assert all(slug and len(slug) <= 80 for slug in slugs(rows))


def test_every_council_of_the_uk_is_there_with_a_code_of_its_own():
    codes = Counter(area["code"][0] for area in COUNCILS.values())
    assert codes == {"E": 296, "S": 32, "W": 22, "N": 11}
    assert len({area["code"] for area in AREAS.values()}) == len(AREAS)


def test_every_area_but_the_uk_reaches_it_through_its_parents():
    allowed = {
        "council": {"region", "nation", "city_region"},
        "city_region": {"region"},
        "region": {"nation"},
        "nation": {"country"},
        "country": set(),
    }
    for slug, area in AREAS.items():
        above = parents(area)
        assert {parent["kind"] for parent in above} <= allowed[area["kind"]], slug
        while above:
            top, above = above, [wider for parent in above for wider in parents(parent)]
            assert slug == "uk" or above or {parent["slug"] for parent in top} == {"uk"}, slug
        assert slug == "uk" or area["parents"], slug


def test_a_council_and_its_city_region_are_in_the_same_region():
    for slug, council in COUNCILS.items():
        wider = parents(council)
        for city_region in (area for area in wider if area["kind"] == "city_region"):
            regions = {area["slug"] for area in wider if area["kind"] == "region"}
            assert regions <= {region["slug"] for region in parents(city_region)}, slug


def test_every_council_of_wales_and_every_nation_has_its_welsh_name():
    welsh = [area for area in AREAS.values() if "wales" in area["parents"].split(";")]
    nations = [area for area in AREAS.values() if area["kind"] in ("country", "nation")]
    assert len(welsh) == 22
    assert all(area["name_cy"] for area in welsh + nations)


@pytest.mark.parametrize(
    ("field", "known"),
    [
        ("partners", slugs(ORGANISATIONS)),
        ("funders", slugs(ORGANISATIONS)),
        ("offers", slugs(TAXONOMY["offers"])),
        ("approaches", slugs(APPROACHES)),
        ("audiences", slugs(TAXONOMY["audiences"])),
        ("sectors", slugs(TAXONOMY["sectors"])),
        ("delivery_modes", slugs(TAXONOMY["delivery_modes"])),
        ("coverage", list(AREAS)),
    ],
)
def test_everything_that_a_project_names_is_known(field, known):
    unknown = {value for project in PROJECTS for value in project[field]} - set(known)
    assert not unknown
    assert all(len(set(project[field])) == len(project[field]) for project in PROJECTS)


def test_every_project_has_a_lead_an_offer_an_approach_and_a_source():
    known = set(slugs(ORGANISATIONS))
    for project in PROJECTS:
        assert project["lead_organisation"] in known, project["slug"]
        assert project["offers"] and project["approaches"] and project["sources"], project["slug"]


def test_statuses_are_those_of_the_first_day():
    assert Counter(project["status"] for project in PROJECTS) == {
        "current": 38,
        "past": 31,
        "unknown": 21,
    }


def test_every_location_is_an_office_in_a_known_council_or_only_in_london():
    locations = [place for project in PROJECTS for place in project["locations"]]
    assert len(locations) == 86
    for place in locations:
        assert (place["role"], place["source"]) == ("office", "import")
        assert place["precision"] in ("postcode", "town", "area")
        assert (place["council"] is None) == (place["precision"] == "area")
        assert place["council"] is None or place["council"] in COUNCILS
        assert (place["precision"] == "postcode") == bool(place["postcode"])


def test_each_theme_asks_for_words_that_there_are():
    known = {
        "offer": slugs(TAXONOMY["offers"]),
        "approach": slugs(APPROACHES),
        "audience": slugs(TAXONOMY["audiences"]),
    }
    for theme in THEMES:
        asked = parse_qsl(theme["query"], strict_parsing=True)
        assert all(value in known[name] for name, value in asked), theme["slug"]
        assert theme["body"] and len(theme["summary"]) <= 300


def test_resources_and_signposts_name_only_what_is_there():
    kinds = {"evaluation", "guide", "briefing", "toolkit", "report", "plan"}
    for resource in RESOURCES:
        assert resource["kind"] in kinds, resource["slug"]
        assert resource["projects"], resource["slug"]
        assert set(resource["projects"]) <= set(slugs(PROJECTS)), resource["slug"]
        assert resource["organisation"] in {"", *slugs(ORGANISATIONS)}, resource["slug"]
        assert set(resource["topics"]) <= set(slugs(TAXONOMY["topics"])), resource["slug"]
        assert set(resource["approaches"]) <= set(slugs(APPROACHES)), resource["slug"]
    for signpost in SIGNPOSTS:
        assert signpost["phone"], signpost["slug"]
        assert signpost["areas"], signpost["slug"]
        assert set(signpost["areas"]) <= set(AREAS), signpost["slug"]
    assert [signpost["order"] for signpost in SIGNPOSTS] == list(range(1, len(SIGNPOSTS) + 1))


def test_resources_are_sorted_as_the_table_that_people_keep_says(making):
    slugify = making["text"].slugify
    kept = {slugify(row["title"]): row for row in read_csv("by_hand/resources.csv")}
    assert set(kept) == set(slugs(RESOURCES))
    for resource in RESOURCES:
        for name in ("topics", "approaches"):
            by_hand = [slugify(each) for each in kept[resource["slug"]][name].split(";") if each]
            assert resource[name] == by_hand, resource["slug"]


def test_the_topics_are_those_that_a_migration_has_made():
    migration = import_module("projects.migrations.0007_topics")
    assert [(each["slug"], each["name"]) for each in TAXONOMY["topics"]] == migration.TOPICS


def test_places_and_outcodes_are_in_councils_that_are_there_and_none_is_twice():
    places, outcodes = read_csv("places.csv"), read_csv("outcodes.csv")
    assert {row["council"] for row in places + outcodes} <= set(COUNCILS)
    assert len(places) == len({tuple(row.values()) for row in places}) > 5800
    assert len(outcodes) == len({row["outcode"] for row in outcodes}) > 2800


def test_well_known_places_are_in_the_right_council():
    found = {(row["name"], row["council"]) for row in read_csv("places.csv")}
    assert {
        ("Brixton", "lambeth"),
        ("Leeds", "leeds"),
        ("Londonderry", "derry-city-and-strabane"),
        ("Dromore", "fermanagh-and-omagh"),
        ("Dromore", "armagh-city-banbridge-and-craigavon"),
        ("St Ives", "cornwall"),
        ("Llandudno", "conwy"),
        ("Lerwick", "shetland-islands"),
    } <= found


@pytest.mark.parametrize(
    "rows",
    [
        list(AREAS.values()),
        read_csv("places.csv"),
        read_csv("outcodes.csv"),
        [place for project in PROJECTS for place in project["locations"]],
        [row for row in ORGANISATIONS if row["latitude"] is not None],
        read_json(MAP / "labels.json"),
    ],
)
def test_every_point_is_in_the_uk(rows):
    south, west, north, east = UK
    assert rows
    for row in rows:
        assert south < float(row["latitude"]) < north, row
        assert west < float(row["longitude"]) < east, row


def test_the_outlines_are_whole_and_small_enough_to_send():
    features = read_json(MAP / "coastline.json")["features"]
    names = [feature["properties"]["name"] for feature in features]
    assert names == ["United Kingdom", "Ireland", "Isle of Man"]
    for feature in features:
        for polygon in feature["geometry"]["coordinates"]:
            assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in polygon)
    assert (MAP / "coastline.json").stat().st_size < 150_000
    outline = (MAP / "outline.svg").read_text()
    paths = dict(re.findall(r'<path id="(\w+)"[^>]* d="(M[^"]*z)"/>', outline))
    assert paths.keys() == {"uk", "neighbours"}
    assert len(outline) < 31_000


def test_what_is_made_by_hand_is_what_was_loaded_and_is_never_written_over(making):
    text = making["text"]
    made = (FIXTURES / "taxonomy.json").read_text(encoding="utf-8")
    assert made == text.as_json(making["taxonomy"].taxonomy())
    by_hand = FIXTURES / "by_hand" / "projects.csv"
    before = by_hand.read_bytes()
    with pytest.raises(ValueError, match="kept by hand"):
        text.write(by_hand, "")
    with pytest.raises(ValueError, match="kept by hand"):
        text.write(FIXTURES / "making" / ".." / "by_hand" / "new.csv", "")
    assert by_hand.read_bytes() == before


def test_slugs_are_those_that_django_gives(making):
    from django.utils.text import slugify

    names = [row["name"] for row in (*AREAS.values(), *ORGANISATIONS, *PROJECTS)]
    for name in names:
        assert slugify(name).startswith(making["text"].slugify(name)), name
    assert making["text"].slugify("Côte d'Azur & St. Helens") == "cote-dazur-st-helens"
