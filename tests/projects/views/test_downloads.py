"""The files of a query: every row in the order of the list, in each format, read by others."""

import csv
import gzip
import io
import json

import openpyxl
import pytest
from django.http import QueryDict

from projects.channels import records
from projects.channels.cells import TABLE_COLUMNS
from projects.filters import ProjectFilter
from tests.builders import make_location, make_project, make_resource, make_uk

pytestmark = pytest.mark.django_db

ENDINGS = ["csv", "xlsx", "geojson", "json"]
QUERIES = [
    "",
    "status=current",
    "status=past&status=unknown",
    "area=england&wider=1",
    "near=Lambeth&within=5",
    "bbox=-0.2,51.4,0,51.5",
    "q=pay",
    "q=payy",
    "q=%22%27%3B--%E2%80%9C",
    "sort=name",
    "sort=checked",
    "sort=updated&offer=help-for-workers",
    "page=2",
    "unknown=1&x[]=2",
]


@pytest.fixture
def directory(monkeypatch):
    """Some projects that differ in all that queries ask for; batches of two."""
    monkeypatch.setattr(records, "BATCH", 2)
    uk = make_uk()
    lambeth = {"council": uk["lambeth"]}
    make_project("Pay Ångström", coverage=[uk["lambeth"]], pins=[{**lambeth}], status="past")
    make_project("pay “two”, three", coverage=[uk["uk"]], checked_on="2026-01-01")
    make_project("=Fair; pay", coverage=[uk["cardiff"]], pins=[(51.48, -3.18), (51.5, -3.2)])
    make_project("Both", offers=["Help for workers"], pins=[{**lambeth}, (53.48, -2.24)])
    make_project("Nowhere", status="unknown", offers=["Help for workers"])


def get(client, ending, query=""):
    response = client.get(f"/projects.{ending}?{query}")
    assert response.status_code == 200, (ending, query)
    return b"".join(response)


def rows_of(ending, body):
    """Return the rows of a file as dictionaries, read by somebody else's reader."""
    match ending:
        case "csv":
            return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))
        case "xlsx":
            sheet = openpyxl.load_workbook(io.BytesIO(body))["Projects"]
            header, *rows = sheet.iter_rows(values_only=True)
            return [dict(zip(header, row, strict=True)) for row in rows]
        case "geojson":
            return [feature["properties"] for feature in json.loads(body)["features"]]
    return json.loads(body)["projects"]


@pytest.mark.parametrize("query", QUERIES)
def test_each_file_has_the_projects_of_the_list_in_its_order(client, directory, query):
    asked = ProjectFilter.read(QueryDict(query))
    listed = [card.slug for card in asked.ordered()]
    assert asked.placing()["total"] == len(listed)
    for ending in ENDINGS:
        assert [row["slug"] for row in rows_of(ending, get(client, ending, query))] == listed


def test_the_formats_say_the_same_of_a_project(client, directory):
    names = [column.name for column in TABLE_COLUMNS]
    read = {ending: rows_of(ending, get(client, ending)) for ending in ENDINGS}
    assert list(read["csv"][0]) == list(read["xlsx"][0]) == names
    assert read["json"] == read["geojson"]
    for of_csv, of_xlsx, of_json in zip(read["csv"], read["xlsx"], read["json"], strict=True):
        assert of_csv["name"] == of_xlsx["name"]
        assert of_csv["name"].removeprefix("'") == of_json["name"]
        assert of_csv["status"] == of_xlsx["status"] == of_json["status"]["name"]
        assert (of_xlsx["latitude"], of_xlsx["id"]) == (of_json["latitude"], of_json["id"])
        assert of_csv["latitude"] == str(of_json["latitude"] or "")
        assert of_csv["checked_on"] == (of_json["checked_on"] or "")
        assert of_csv["licence"].startswith("CC BY 4.0, https://")


def test_csv_is_what_excel_opens_right(client, directory):
    body = get(client, "csv")
    assert body.startswith(b"\xef\xbb\xbfid,slug,name,")
    assert body.count(b"\r\n") == body.count(b"\n") == 6
    assert "Ångström" in body.decode()
    assert b"'=Fair; pay" in body


@pytest.mark.parametrize("ending", ["geojson", "json"])
def test_json_says_query_date_licence_and_schema(client, directory, ending):
    told = json.loads(get(client, ending, "offer=help-for-workers&sort=name"))
    assert told["query"] == "What it offers: Help for workers"
    assert told["query_string"] == "offer=help-for-workers&sort=name"
    assert told["page"].endswith("/projects/?offer=help-for-workers&sort=name")
    assert told["total"] == 2
    assert told["licence"]["url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert told["schema"].endswith("/data/schema/1.json")


@pytest.mark.parametrize(
    "query", ["", "near=Lambeth&within=1", "bbox=-4,51,-3,52", "area=lambeth", "q=pay"]
)
def test_the_points_of_geojson_are_the_pins_that_the_map_counts(client, directory, query):
    features = json.loads(get(client, "geojson", query))["features"]
    points = []
    for feature in features:
        geometry = feature["geometry"] or {"type": "MultiPoint", "coordinates": []}
        single = geometry["type"] == "Point"
        points += [geometry["coordinates"]] if single else geometry["coordinates"]
    placing = ProjectFilter.read(QueryDict(query)).placing()
    assert len(points) == placing["locations"]
    assert sum(feature["geometry"] is not None for feature in features) == placing["pinned"]
    assert all(-9.5 < longitude < 2.5 and 49 < latitude < 61.5 for longitude, latitude in points)


def test_an_empty_answer_is_still_a_whole_file(client, directory):
    for ending in ENDINGS:
        assert rows_of(ending, get(client, ending, "q=zzzzzz")) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_value_that_is_not_understood_is_a_problem_document(client, ending):
    response = client.get(f"/projects.{ending}?area=atlantis")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response.json()["parameters"] == [{"name": "area", "value": "atlantis"}]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_is_revalidated_like_a_public_page_and_head_reads_nothing(client, directory, ending):
    first = client.get(f"/projects.{ending}")
    assert first["Cache-Control"] == "no-cache"
    assert 'rel="describedby"' in first["Link"]
    assert "Cookie" not in first.get("Vary", "")
    assert not first.cookies
    assert b"".join(first)
    again = client.get(f"/projects.{ending}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(f"/projects.{ending}")
    assert (b"".join(head), head["ETag"]) == (b"", first["ETag"])
    assert head["Content-Type"] == first["Content-Type"]
    assert client.post(f"/projects.{ending}").status_code == 405
    make_project()
    assert client.head(f"/projects.{ending}")["ETag"] != first["ETag"]


def test_a_text_file_is_packed_where_the_reader_wants_it(client, directory):
    packed = {"Accept-Encoding": "gzip"}
    text, workbook = (
        client.get(f"/projects.{ending}", headers=packed) for ending in ("csv", "xlsx")
    )
    assert text["Content-Encoding"] == "gzip"
    assert gzip.decompress(b"".join(text)) == get(client, "csv")
    assert "Content-Encoding" not in workbook
    assert b"".join(workbook).startswith(b"PK")


def test_nothing_hidden_or_private_is_in_any_file(client):
    uk = make_uk()
    hidden = [
        make_project(f"Quokka {state}", state=state, coverage=[uk["lambeth"]], pins=[(51.5, -0.1)])
        for state in ("draft", "withdrawn")
    ]
    shown = make_project("Shown", part_of=hidden[0], replaced_by=hidden[1], pins=[(51.5, -0.1)])
    secret = {"label": "Wombat", "latitude": 51.461234, "longitude": -0.115678}
    make_location(shown, public=False, council=uk["lambeth"], **secret)
    make_resource("Evaluation", projects=[shown, *hidden])
    for ending in ENDINGS:
        for query in ["", "area=lambeth", "q=quokka", "near=Lambeth", "bbox=-0.2,51.4,0,51.6"]:
            body = get(client, ending, query)
            text = str(rows_of(ending, body)) if ending == "xlsx" else body.decode()
            for word in ["Quokka", "quokka-", "Wombat", "51.4612", "0.1156"]:
                assert word not in text.replace("“quokka”", "").replace("q=quokka", "")


def test_list_and_map_link_to_the_files_of_their_query(client, directory):
    for page in ["/projects/", "/map/"]:
        text = client.get(f"{page}?status=current&area=atlantis").content.decode()
        for ending in ENDINGS:
            assert f'href="/projects.{ending}?status=current"' in text
        assert "3 rows" in text
