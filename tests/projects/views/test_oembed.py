"""oEmbed: what other sites show where somebody pastes an address of ours."""

from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.conf import settings

from tests.builders import make_project, make_uk

pytestmark = pytest.mark.django_db

LIST = f"{settings.SITE_URL}/projects/"


def ask(client, url, **more):
    return client.get("/oembed", {"url": url, **more})


def test_it_answers_with_all_that_the_standard_asks_for(client):
    make_project(coverage=[make_uk()["salford"]])
    answer = ask(client, f"{LIST}?area=salford").json()
    assert answer["version"] == "1.0" and answer["type"] == "rich"
    assert answer["provider_name"] == "Better Work Map"
    assert answer["provider_url"] == f"{settings.SITE_URL}/"
    assert answer["title"] == "Better Work Map, Works in: Salford"
    assert (answer["width"], answer["height"]) == (800, 640)
    assert answer["html"].startswith(
        f'<iframe src="{settings.SITE_URL}/embed/?view=list&amp;area=salford"'
    )
    assert 'width="800" height="640"' in answer["html"]


@pytest.mark.parametrize(
    ("path", "frame"),
    [
        ("/map/", "/embed/?view=map"),
        ("/map/?at=7/53.5/-2.3", "/embed/?view=map&amp;at=7/53.5/-2.3"),
        ("/projects/?sort=name&page=2#x", "/embed/?view=list&amp;sort=name"),
        ("/embed/?theme=dark&view=both&q=pay", "/embed/?view=both&amp;theme=dark&amp;q=pay"),
    ],
)
def test_list_map_and_embed_become_frames(client, path, frame):
    assert (
        f'src="{settings.SITE_URL}{frame}"' in ask(client, settings.SITE_URL + path).json()["html"]
    )


def test_it_is_no_larger_than_is_asked_for(client):
    answer = ask(client, LIST, maxwidth="320", maxheight="9000").json()
    assert (answer["width"], answer["height"]) == (320, 640)


def test_xml_says_the_same_as_json(client):
    url = f"{LIST}?q=%01%22%3Cb%3E%26"
    as_json, response = ask(client, url).json(), ask(client, url, format="xml")
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    said = {each.tag: each.text for each in root}
    assert root.tag == "oembed"
    assert said == {name: str(value).replace("\x01", "") for name, value in as_json.items()}


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/projects/",
        "http://evil.example@127.0.0.1:8000.evil.example/projects/",
        f"{settings.SITE_URL}.evil.example/projects/",
        f"{settings.SITE_URL}/about/",
        f"{settings.SITE_URL}/projects/x/",
        "/projects/",
        "//testserver/projects/",
        "javascript://testserver/projects/",
        "http://[::1/projects/",
        "x",
        "http://testserver\x00/projects/",
    ],
)
def test_what_is_not_ours_is_404_and_is_not_said_again(client, url):
    response = ask(client, url)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert b"evil" not in response.content


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("url=", 400),
        (f"url={quote(LIST)}&format=yaml", 501),
        (f"url={quote(LIST)}&maxwidth=0", 400),
        (f"url={quote(LIST)}&maxwidth=-1", 400),
        (f"url={quote(LIST)}&maxheight=1e9", 400),
        (f"url={quote(LIST + '?status=bogus')}", 400),
        (f"url={quote(settings.SITE_URL + '/embed/?view=bogus')}", 400),
    ],
)
def test_what_it_cannot_do_it_refuses_in_words(client, query, status):
    response = client.get(f"/oembed?{query}")
    assert response.status_code == status
    assert response.json()["status"] == status and response.json()["detail"]


def test_a_foreign_host_gets_nowhere_near_the_frame(client, settings):
    """However a request says what its host is (E6)."""
    settings.ALLOWED_HOSTS = ["*"]
    response = client.get(
        "/oembed", {"url": "http://evil.example/projects/"}, headers={"host": "evil.example"}
    )
    assert "evil" not in response.content.decode()
    for name in ("X-Forwarded-Host", "Forwarded", "X-Host", "Origin", "Referer"):
        answer = client.get("/oembed", {"url": LIST}, headers={name: "evil.example"})
        assert "evil" not in answer.content.decode()
