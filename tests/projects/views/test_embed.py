"""The query inside another site: what the frame shows, who may frame it, and what to put there."""

import re

import pytest
from django.conf import settings
from django.utils.html import escape

from projects.filters import ProjectFilter
from projects.views.embedding import HEIGHT, Embed
from tests.builders import make_project, make_uk

pytestmark = pytest.mark.django_db

NUMBERS = re.compile(r'class="tally" (data-total=.* data-locations="[^"]*" data-query="[^"]*")')
CARDS = re.compile(r'card__name"><a href="/projects/([^/"]+)/')


@pytest.fixture
def uk():
    return make_uk()


@pytest.fixture
def projects(uk):
    """One at a pin, one across an area, one nowhere, and one elsewhere."""
    make_project("Pinned", pins=[{"council": uk["salford"]}], coverage=[uk["salford"]])
    make_project("Across", coverage=[uk["greater-manchester"]], status="past")
    make_project("Nowhere")
    make_project("Elsewhere", coverage=[uk["cardiff"]])


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def policy(response):
    parts = response["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


@pytest.mark.parametrize(
    "query", ["", "area=greater-manchester", "near=Salford", "q=what", "status=past", "q=xyzzy"]
)
def test_it_counts_and_lists_what_the_list_does(client, projects, query):
    of_list, of_map = page(client, f"/projects/?{query}"), page(client, f"/map/?{query}")
    shown = page(client, f"/embed/?{query}")
    assert NUMBERS.findall(shown) == NUMBERS.findall(of_list) == NUMBERS.findall(of_map) != []
    assert CARDS.findall(shown) == CARDS.findall(of_list)


def test_what_is_asked_for_is_shown(client, projects):
    has = {
        view: ("map__drawing" in text, "Pinned" in text and 'class="card"' in text)
        for view in ("map", "list", "both", "")
        for text in [page(client, f"/embed/?view={view}" if view else "/embed/")]
    }
    assert has == {
        "map": (True, False),
        "list": (False, True),
        "both": (True, True),
        "": (True, True),
    }


def test_a_list_alone_asks_for_no_script(client, projects):
    assert "<script" not in page(client, "/embed/?view=list")


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_the_theme_is_the_one_asked_for(client, projects, theme):
    text = page(client, f"/embed/?theme={theme}")
    assert f'data-theme="{theme}"' in text
    content = "light dark" if theme == "auto" else theme
    assert f'<meta name="color-scheme" content="{content}">' in text


def test_a_long_list_is_turned_inside_the_frame(client):
    for number in range(26):
        make_project(f"Project {number:02}")
    first = page(client, "/embed/?view=list&theme=dark&status=current&sort=name")
    after = re.search(r'rel="next" href="([^"]*)" target="_self"', first)[1].replace("&amp;", "&")
    assert after == "/embed/?view=list&theme=dark&status=current&sort=name&page=2"
    second = page(client, after)
    assert CARDS.findall(first)[-1] == "project-24" and CARDS.findall(second) == ["project-25"]
    assert 'rel="prev"' in second and 'rel="next"' not in second


def test_links_lead_to_the_top_window_but_for_those_that_move_the_map(client, projects):
    text = page(client, "/embed/?view=map&area=greater-manchester")
    assert '<base target="_top">' in text
    in_frame = re.findall(r'<a [^>]*href="([^"]*)"[^>]*target="_self"', text)
    assert in_frame and all(
        each.startswith("/embed/?view=map&amp;area=greater-manchester&amp;at=") for each in in_frame
    )
    elsewhere = [tag for tag in re.findall(r"<a [^>]*>", text) if 'href="/embed/' in tag]
    assert all('target="_self"' in tag for tag in elsewhere)


def test_it_has_no_forms_and_nothing_from_elsewhere(client, projects):
    text = page(client, "/embed/?near=Nowhereville&status=current")
    assert not re.search(r"<(form|input|button|select|textarea)\b", text)
    assert not [a for a in re.findall(r'(?:src|srcset)="([^"]*)"', text) if not a.startswith("/")]


def test_what_is_not_understood_is_left_out_and_said(client, projects):
    text = page(client, "/embed/?view=<b>&theme=pink&status=bogus&at=x")
    assert 'data-theme="auto"' in text and "map__drawing" in text and 'data-total="4"' in text
    assert "The view is one of: both, map, list." in text
    assert "The theme is one of: auto, light, dark." in text
    assert "“bogus” is not known" in text


def test_only_the_embed_may_be_framed_whatever_it_answers(client_that_answers_errors, projects):
    client = client_that_answers_errors
    etag = client.get("/embed/")["ETag"]
    answers = [
        client.get("/embed/"),
        client.get("/embed/?view=bogus"),
        client.get("/embed/", headers={"If-None-Match": etag}),
        client.post("/embed/"),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 304, 405]
    for answer in answers:
        assert policy(answer)["frame-ancestors"] == "*"
        assert "X-Frame-Options" not in answer
    for path in ["/", "/embed/make/", "/embed/x/", "/embed", "/oembed", "/nowhere/", "/projects/"]:
        answer = client.get(path)
        assert policy(answer)["frame-ancestors"] == "'none'", path
        assert answer["X-Frame-Options"] == "DENY", path


def test_an_error_of_the_embed_can_be_read_in_its_frame(client_that_answers_errors, monkeypatch):
    monkeypatch.setattr("projects.views.embed.draw_map", None)
    answer = client_that_answers_errors.get("/embed/")
    assert answer.status_code == 500
    assert policy(answer)["frame-ancestors"] == "*" and "X-Frame-Options" not in answer


def test_the_embed_may_load_nothing_from_elsewhere(client):
    allowed = policy(client.get("/embed/"))
    assert allowed["img-src"] == "'self' data:"
    assert allowed["form-action"] == "'none'"
    assert "tile.openstreetmap.org" not in client.get("/embed/")["Content-Security-Policy"]


def test_no_cookie_is_set_or_read(client, projects):
    for path in ("/embed/", "/embed/make/", "/oembed"):
        answer = client.get(path)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")


def test_the_snippet_shows_what_was_chosen(client, projects):
    query = "area=greater-manchester&view=map&theme=dark&height=500"
    text = page(client, f"/embed/make/?{query}")
    src = "/embed/?view=map&theme=dark&area=greater-manchester"
    snippet = (
        f'<iframe src="{settings.SITE_URL}{escape(src)}"'
        ' title="Better Work Map, Works in: Greater Manchester" width="100%" height="500"'
        ' loading="lazy" referrerpolicy="no-referrer" style="border: 0"></iframe>'
    )
    assert escape(snippet) in text
    assert f'<iframe class="embed-make__preview" src="{escape(src)}"' in text
    assert '<input type="hidden" name="area" value="greater-manchester">' in text
    assert "It shows 2 projects: Works in: Greater Manchester" in text
    assert policy(client.get("/embed/make/"))["frame-src"] == "'self'"


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("1", 300),
        ("99999", 2000),
        ("-5", HEIGHT),
        ("١٢٣", HEIGHT),
        ("9" * 400, HEIGHT),
        ("", HEIGHT),
    ],
)
def test_a_height_that_cannot_be_becomes_one_that_can(client, typed, taken):
    assert f'height="{taken}" loading' in page(client, f"/embed/make/?height={typed}")


def test_no_word_of_a_query_gets_out_of_the_snippet(client):
    text = page(client, "/embed/make/?q=%22%3E%3Cscript%3E%3C/textarea%3E&view=list")
    assert "<script>" not in text
    assert text.count("</textarea>") == 1


def test_list_and_map_say_where_their_other_forms_are(client, projects):
    for path in ("/projects/", "/map/"):
        text = page(client, f"{path}?area=greater-manchester&status=past")
        feed = f"{settings.SITE_URL}/projects.atom?area=greater-manchester&amp;status=past"
        assert (
            f'type="application/atom+xml" title="What is new among these projects" href="{feed}"'
            in text
        )
        address = re.search(r'json\+oembed"[^>]*href="([^"]*)"', text)[1]
        assert address.startswith(f"{settings.SITE_URL}/oembed?url=")
        answer = client.get(address.removeprefix(settings.SITE_URL)).json()
        view = {"/projects/": "list", "/map/": "map"}[path]
        assert escape(f"/embed/?view={view}&area=greater-manchester&status=past") in answer["html"]
        assert 'href="/embed/make/?area=greater-manchester&amp;status=past"' in text


def test_the_themes_have_the_colours_of_the_site():
    """Those of tokens.css for light and dark stand a second time in embed.css, one theme each."""
    css = {name: (settings.BASE_DIR / f"static/css/{name}.css").read_text() for name in FILES}
    light, dark = css["tokens"].split("@media", 1)
    for theme, usual in (("light", light), ("dark", dark)):
        block = css["embed"].split(f':root[data-theme="{theme}"] {{')[1].split("}")[0]
        given = dict(re.findall(r"(--[\w-]+): ([^;]+);", usual))
        stated = dict(re.findall(r"(--[\w-]+): ([^;]+);", block))
        assert stated == {name: given[name] for name in stated}
        assert set(dict(re.findall(r"(--[\w-]+): ([^;]+);", dark))) == set(stated)


FILES = ("tokens", "embed")


def test_an_embed_of_nothing_special_has_a_short_address(db):
    from django.http import QueryDict

    asked = ProjectFilter.read(QueryDict())
    assert Embed.read(asked, QueryDict())[0].address() == "/embed/?view=both"
