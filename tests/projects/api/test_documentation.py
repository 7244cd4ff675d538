"""The page about the API says what is so: its examples are asked, and answered as it shows."""

import html

import pytest

from projects.api.documentation import EXAMPLES
from tests.builders import make_organisation, make_project, make_resource, make_uk

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    uk = make_uk()
    project = make_project(
        "Step Up",
        lead_organisation=make_organisation("Walcot"),
        coverage=[uk["manchester"], uk["lambeth"]],
        offers=["Help for workers", "A campaign"],
        approaches=["Job brokerage"],
        audiences=["Women"],
        sectors=["Care"],
        delivery_modes=["Online"],
        contact_phone="020 7946 0000",
        description="A “quoted” <b>text</b>.",
    )
    make_project("Second", coverage=[uk["salford"]])
    make_resource("Step Up: what we learned", projects=[project], year=2018)


def missing(shown, answer, place="answer"):
    """Return what the page shows and the answer does not have."""
    if isinstance(shown, dict):
        if not isinstance(answer, dict):
            return [place]
        lacking = [f"{place}.{name}" for name in shown if name not in answer]
        for name in shown.keys() & answer.keys():
            lacking += missing(shown[name], answer[name], f"{place}.{name}")
        return lacking
    if isinstance(shown, list):
        if not isinstance(answer, list) or not answer:
            return [place]
        return [each for entry in answer for each in missing(shown[0], entry, place)]
    return [] if type(shown) is type(answer) else [place]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.question)
def test_every_example_is_answered_as_the_page_shows(client, entries, example):
    page = html.unescape(client.get("/api/").content.decode())
    assert example.command in page and example.shown in page
    answer = client.get(example.address)
    assert answer.status_code == example.status
    assert missing(example.answer, answer.json()) == []
    if example.status != 200:
        assert answer.json() == example.answer


def test_an_example_that_shows_what_is_not_there_would_be_noticed(client, entries):
    """The negative control."""
    answer = client.get("/api/v1/projects/").json()
    assert missing({"results": [{"nmae": "Step Up"}]}, answer) == ["answer.results.nmae"] * 2
    assert missing({"count": "12"}, answer) == ["answer.count"]
    assert missing({"results": [{"id": 1}]}, {"results": []}) == ["answer.results"]


def test_the_page_says_where_and_under_what_licence(client, settings):
    page = client.get("/api/").content.decode()
    for words in [settings.LICENCE_URL, settings.ATTRIBUTION, "/api/v1/openapi.json", "limit"]:
        assert words in page
