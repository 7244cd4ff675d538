"""The pictures that other sites show beside a link."""

import io

import pytest
from django.http import QueryDict
from PIL import Image

from projects.filters import ProjectFilter
from projects.map.svg import draw_map
from tests.builders import make_location, make_project, make_uk

pytestmark = pytest.mark.django_db


def opened(answer):
    assert answer.status_code == 200 and answer["Content-Type"] == "image/png"
    return Image.open(io.BytesIO(answer.content))


@pytest.mark.parametrize("query", ["", "?area=wales", "?q=nothing-has-this", "?near=Camden"])
def test_the_map_of_a_query_is_a_picture_of_the_usual_size(client, query):
    uk = make_uk()
    statuses = ["current", "planned", "paused", "past", "unknown"]
    for number, status in enumerate(statuses):
        pin = {"latitude": 51.5 + number / 2, "longitude": -1.5, "council": uk["camden"]}
        make_project(status=status, pins=[pin])
    make_project("Ŵ 中文 " + "long" * 40, coverage=[uk["wales"]])
    assert opened(client.get(f"/map/picture.png{query}")).size == (1200, 630)


def test_marks_stand_where_those_of_the_drawing_stand(client):
    make_project(pins=[{"latitude": 54.0, "longitude": -2.0}])
    drawing = draw_map(ProjectFilter.read(QueryDict()))
    (marker,) = drawing.markers
    scale = 630 / drawing.height
    place = (1200 - drawing.width * scale + marker.x * scale, marker.y * scale)
    picture_of_it = opened(client.get("/map/picture.png")).convert("RGB")
    running = (0x2A, 0x61, 0x36)
    drawn = picture_of_it.getpixel(tuple(map(round, place)))
    assert max(abs(a - b) for a, b in zip(drawn, running, strict=True)) < 20


def test_what_is_hidden_or_private_changes_no_picture(client):
    uk = make_uk()
    shown = make_project("Shown", coverage=[uk["wales"]])
    addresses = ["/map/picture.png", f"{shown.get_absolute_url()}picture.png"]
    before = [client.get(address).content for address in addresses]
    make_project("Quokka", state="draft", pins=[(51.5, -0.1)], coverage=[uk["camden"]])
    make_location(shown, public=False, latitude=52.0, longitude=-1.0)
    assert [client.get(address).content for address in addresses] == before


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_a_project_that_is_not_published_has_none(client, state):
    project = make_project(state=state)
    assert client.get(f"{project.get_absolute_url()}picture.png").status_code == 404


def test_a_query_that_is_not_understood_is_refused(client):
    assert client.get("/map/picture.png?area=nowhere").status_code == 400


def test_an_unchanged_picture_is_not_drawn_again(client, monkeypatch):
    make_project()
    etag = client.get("/map/picture.png")["ETag"]
    monkeypatch.setattr("projects.map.picture.draw_picture", None)
    assert client.get("/map/picture.png", headers={"if-none-match": etag}).status_code == 304
