import json
import re

import pytest

from tests.builders import make_project, make_uk

pytestmark = pytest.mark.django_db


def test_the_map_page_states_where_the_projects_stand(client):
    areas = make_uk()
    make_project(pins=[(51.5, -0.1), (53.8, -1.5)])
    make_project(coverage=[areas["wales"]])
    make_project()
    page = client.get("/map/").content.decode()
    stated = dict(re.findall(r'data-(total|pinned|areawide|unplaced|locations)="(\d+)"', page))
    assert stated == {
        "total": "3", "pinned": "1", "areawide": "1", "unplaced": "1", "locations": "2",
    }  # fmt: skip
    assert "2 places on this part of the map." in page


def test_the_view_changes_what_is_in_sight_and_nothing_that_is_counted(client):
    make_project(pins=[(51.5, -0.1), (53.8, -1.5)])
    page = client.get("/map/?at=10/51.5/-0.1").content.decode()
    assert 'data-locations="2"' in page
    assert "1 place on this part of the map, 1 outside it." in page


@pytest.mark.parametrize("at", ["", "x", "99/51/0", "5/999/0", "5/nan/0", "%00", "5/51"])
def test_a_view_that_is_none_shows_what_suits_the_query(client, at):
    make_project(pins=[(51.5, -0.1)])
    response = client.get(f"/map/?at={at}")
    assert response.status_code == 200
    assert "1 place on this part of the map." in response.content.decode()


def test_the_map_page_makes_the_same_number_of_queries_for_few_and_for_many(
    client, django_assert_max_num_queries
):
    areas = make_uk()
    for number in range(6):
        make_project(pins=[(51.5 + number / 10, -0.1)])
        make_project(coverage=[areas["wales"], areas["salford"]])
    with django_assert_max_num_queries(60) as few:
        client.get("/map/")
    for number in range(6):
        make_project(pins=[(52.5 + number / 10, -1.1)])
        make_project(coverage=[areas["england"], areas["camden"]])
    with django_assert_max_num_queries(len(few)):
        client.get("/map/")


def test_a_tile_answers_with_its_clusters_and_markers(client):
    make_project("Fair Pay", slug="fair-pay", pins=[(51.5, -0.1)])
    found = client.get("/map/tiles/5/15/10.json").json()
    assert [marker["slug"] for marker in found["markers"]] == ["fair-pay"]
    assert found["clusters"] == []


def test_a_tile_answers_the_query(client):
    make_project(pins=[(51.5, -0.1)], status="past")
    assert client.get("/map/tiles/5/15/10.json?status=past").json()["markers"]
    assert not client.get("/map/tiles/5/15/10.json?status=current").json()["markers"]


def test_below_the_map_pinned_projects_are_listed_and_areas_lead_to_the_list_of_the_query(client):
    areas = make_uk()
    make_project("Pinned", pins=[{"council": areas["lambeth"]}], coverage=[areas["lambeth"]])
    make_project("Wide", coverage=[areas["wales"]])
    page = client.get("/map/?status=current").content.decode()
    assert page.index("At a pin") < page.index(">Pinned</a>") < page.index("Across an area")
    assert 'href="/projects/?status=current&amp;area=wales">Wales</a>' in page


@pytest.mark.parametrize("tile", ["19/0/0", "5/32/0", "5/0/32", "5/-1/0", "5/1.5/0"])
def test_a_tile_outside_the_world_is_not_found(client, tile):
    assert client.get(f"/map/tiles/{tile}.json").status_code == 404


@pytest.mark.parametrize("path", ["/map/tiles/5/15/10.json", "/map/areas.json"])
def test_a_value_that_is_not_understood_is_a_problem_document(client, path):
    response = client.get(f"{path}?status=nonsense")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["parameters"] == [{"name": "status", "value": "nonsense"}]


def test_the_tiles_of_a_page_carry_the_cleaned_query(client):
    page = client.get("/map/?status=nonsense&status=past").content.decode()
    assert set(re.findall(r'data-query="([^"]*)"', page)) == {"status=past"}


def test_badges_count_what_serves_an_area_without_a_pin(client):
    areas = make_uk()
    make_project(coverage=[areas["wales"], areas["england"]])
    make_project(coverage=[areas["wales"]], pins=[(51.48, -3.18)])
    found = client.get("/map/areas.json").json()
    assert {area["slug"]: area["count"] for area in found["areas"]} == {"wales": 1, "england": 1}
    assert set(found["areas"][0]) == {"slug", "name", "kind", "lat", "lng", "count"}
    assert found["shared"] == []


def test_at_a_zoom_councils_close_together_share_a_badge_of_different_projects(client):
    areas = make_uk()
    make_project(coverage=[areas["camden"], areas["lambeth"], areas["wales"]])
    make_project(coverage=[areas["camden"]])
    found = client.get("/map/areas.json?zoom=5").json()
    assert [area["slug"] for area in found["areas"]] == ["wales"]
    (shared,) = found["shared"]
    assert (shared["areas"], shared["count"]) == (["camden", "lambeth"], 2)
    apart = client.get("/map/areas.json?zoom=18").json()
    counts = {area["slug"]: area["count"] for area in apart["areas"]}
    assert (counts, apart["shared"]) == ({"camden": 2, "lambeth": 1, "wales": 1}, [])


@pytest.mark.parametrize("zoom", ["", "x", "-1", "19", "5.5", "%D9%A5"])
def test_a_zoom_that_is_none_is_a_problem_document(client, zoom):
    response = client.get(f"/map/areas.json?zoom={zoom}")
    assert response.status_code == 400
    assert response.json()["parameters"][0]["name"] == "zoom"


@pytest.mark.parametrize("path", ["/map/", "/map/areas.json"])
def test_the_map_is_sent_compressed_and_an_unchanged_one_not_at_all(client, path):
    areas = make_uk()
    make_project(coverage=list(areas.values()))
    first = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert first["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in first["Vary"]
    again = client.get(path, headers={"Accept-Encoding": "gzip", "If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_badges_come_with_the_bounds_that_suit_the_query(client):
    found = client.get("/map/areas.json?bbox=-2,53,-1,54").json()
    assert found["bounds"] == [53, -2, 54, -1]


def test_a_tile_that_has_not_changed_is_not_sent_again(client):
    make_project(pins=[(51.5, -0.1)])
    first = client.get("/map/tiles/5/15/10.json")
    again = client.get("/map/tiles/5/15/10.json", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_settings_for_the_script_stand_in_data_and_cannot_end_it(client, settings):
    settings.MAP_TILES_ATTRIBUTION = "</script><script>alert(1)</script>"
    page = client.get("/map/").content.decode()
    assert "<script>alert(1)" not in page
    data = re.search(r'id="map-settings" type="application/json">(.*?)</script>', page)[1]
    assert json.loads(data)["streetsCredit"] == settings.MAP_TILES_ATTRIBUTION
