"""One query, every channel: whatever is asked, each gives the projects of the list, in its order.

Each channel is asked over HTTP and read as its readers would. The list itself is held against the
tables in tests/projects/finding.
"""

import html
import random
import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from projects import workflow
from projects.alerts import looking
from projects.filters import ProjectFilter
from projects.models import Location, Mail, Project
from tests.builders import make_organisation, make_project, make_staff, make_uk
from tests.channels import FILES, of_feed, of_pages, of_xlsx, services
from tests.projects.alerts.rows import make_alert

pytestmark = pytest.mark.django_db

SIZE = 36  # more than one page of the list, of the API and of Open Referral
HOSTILE = [
    *("O'Neill's", '"night shift" rota', "“curly” ‘quotes’", "wage -rota", "wage OR rota", "%_\\"),
    *("<b>wage</b>", "=1+1", "zażółć gęślą", "🧑‍🏭 work", "\u202erota", "Ｗage", "a" * 190, "(((("),
    *("'; DROP TABLE projects_project; --", "wage:*", "!!", "&|!", "null", "{{ 7*7 }}"),
    *("../../etc/passwd", "\t wage \t"),
]
NAMES = [
    "Wage project",
    "Skills project",
    "O'Neill's rota",
    "“Curly” work",
    "=1+1 wage",
    "Ąćę 🧑‍🏭",
]
QUERIES = [
    {},
    {"sort": "name"},
    {"sort": "checked"},
    {"sort": "updated", "status": ["past", "current"]},
    {"offer": ["a-campaign", "funding"]},
    {"offer": "a-campaign", "audience": "women", "sort": "name"},
    {"area": "greater-manchester"},
    {"area": "london", "wider": "1"},
    {"area": ["lambeth", "wales"], "evidence": "none-known"},
    {"near": "lambeth"},
    {"near": "manchester", "within": "300", "status": "current"},
    {"near": "camden", "q": "wage"},
    {"bbox": "-1,51,0,52"},
    {"bbox": "-1,51,0,52", "near": "camden"},
    {"organisation": "trust"},
    {"funder": "trust", "q": "project"},
    {"q": "wage"},
    {"q": "wgae projcet"},
    {"q": "wage", "sort": "name"},
    {"q": "nothing has these words"},
    {"near": "nowhere at all"},
    {"offer": "no-such-offer", "status": "current"},
    {"bbox": "1,2,3", "sort": "__class__"},
    {"within": "NaN", "near": "lambeth"},
]


@pytest.fixture
def entries():
    """Entries of all sorts, a third of them not public, some in private places."""
    dice, uk, trust = random.Random(3), make_uk(), make_organisation("Trust")
    areas = [uk[name] for name in ("lambeth", "camden", "manchester", "salford", "wales", "uk")]
    for number in range(SIZE * 3 // 2):
        pins = [
            {
                "latitude": dice.choice((51.46, 53.48)) + dice.random() / 9,
                "longitude": dice.choice((-0.12, -2.24)) + dice.random() / 9,
                "public": dice.random() < 0.8,
            }
            for _ in range(dice.randrange(3))
        ]
        make_project(
            f"{dice.choice(NAMES)} {dice.randrange(6)}",
            slug=f"entry-{number}",
            state="published" if number % 3 else dice.choice(["draft", "withdrawn"]),
            status=dice.choice(Project.Status.values),
            checked_on=dice.choice([None, date(2026, 5, dice.randint(1, 28))]),
            offers=dice.sample(["Help for workers", "A campaign", "Funding"], dice.randrange(3)),
            audiences=dice.sample(["Women", "Employers"], dice.randrange(3)),
            coverage=dice.sample(areas, dice.randrange(3)),
            funders=[trust] if dice.random() < 0.3 else [],
            pins=pins,
        )
    return dice


def some_queries(dice, number):
    """Queries of any parameters, with words of every kind."""
    choices = {
        "offer": ["help-for-workers", "a-campaign", "none-of-these"],
        "audience": ["women", "employers"],
        "status": Project.Status.values,
        "area": ["london", "greater-manchester", "wales", "atlantis"],
        "near": ["lambeth", "camden", "salford"],
        "bbox": ["-3,51,0,54", "0,0,1,1"],
        "sort": ["name", "checked", "updated", "relevance"],
        "q": HOSTILE,
    }
    for _ in range(number):
        names = dice.sample(list(choices), dice.randint(1, 4))
        yield {name: dice.choice(choices[name]) for name in names}


def all_queries(dice):
    return [*QUERIES, *({"q": text} for text in HOSTILE), *some_queries(dice, 20)]


def test_every_channel_gives_the_projects_of_the_list_in_its_order(client, entries):
    for asked in all_queries(entries):
        compare(client, urlencode(asked, doseq=True))


def compare(client, query):
    """Hold every channel against the list, for the part of a query that is understood."""
    data = QueryDict(query)
    read = ProjectFilter.read(data)
    slugs, total = of_pages(client, "/projects/?", query)
    assert len(slugs) == len(set(slugs)) == total, query
    if read.problems:
        for address in ("/projects.csv", "/projects.xlsx", "/projects.json", "/projects.geojson"):
            refuses(client, address, query)
        for address in ("/projects.atom", "/api/v1/projects/", "/api/openreferral/services"):
            refuses(client, address, query)
        query = read.query_string
        assert of_pages(client, "/projects/?", query) == (slugs, total), query
    for channel in FILES:
        assert channel(client, query) == slugs, (channel.__name__, query)
    assert of_pages(client, "/embed/?view=list&", query) == (slugs, total), query
    assert of_feed(client, query) <= set(slugs), query


def refuses(client, address, query):
    answer = client.get(f"{address}?{query}")
    assert answer.status_code == 400, (address, query)
    assert answer["Content-Type"] == "application/problem+json"


def test_a_channel_that_left_out_the_last_project_would_be_found(client, entries, monkeypatch):
    """The negative control of the contract."""
    from projects.views import downloads

    whole = downloads.ids_in_order
    monkeypatch.setattr(downloads, "ids_in_order", lambda asked: whole(asked)[:-1])
    with pytest.raises(AssertionError):
        compare(client, "")


def test_a_query_for_greater_manchester_is_the_same_on_page_in_excel_embed_feed_and_alert(
    client, entries
):
    query, staff = "area=greater-manchester", make_staff()
    make_alert(query, "ada@example.org")
    for project in Project.objects.published():
        workflow.confirm(project, staff)
        workflow.withdraw(project, staff)
        workflow.publish(project, staff)
    slugs, total = of_pages(client, "/projects/?", query)
    assert total > 3
    assert of_xlsx(client, query) == slugs
    assert of_pages(client, "/embed/?view=both&", query) == (slugs, total)
    assert of_feed(client, query) == set(slugs)
    looking.look()
    assert set(re.findall("/projects/([a-z0-9-]+)/", Mail.objects.get().text)) == set(slugs)


def test_open_referral_has_every_project_of_the_query(client, entries):
    for query in ("", "area=greater-manchester", "q=wage"):
        ids = {str(each["id"]) for each in services(client, query)}
        slugs, total = of_pages(client, "/projects/?", query)
        assert len(ids) == total
        names = [html.unescape(each["name"]) for each in services(client, query)]
        assert names == [Project.objects.get(slug=slug).name for slug in slugs]


EVERYWHERE = [
    *("/projects.csv", "/projects.json", "/projects.geojson", "/projects.atom", "/insight.csv"),
    *("/embed/?view=both", "/api/v1/projects/?limit=100", "/sitemap.xml"),
    *("/api/openreferral/services", "/api/openreferral/locations"),
]


def test_no_channel_holds_a_private_place_or_an_entry_that_is_not_public(client, entries):
    hidden = set(Project.objects.exclude(state="published").values_list("slug", flat=True))
    private = Location.objects.filter(public=False, project__state="published")
    points = {repr(value) for place in private for value in (place.latitude, place.longitude)}
    assert hidden
    assert points
    for address in EVERYWHERE:
        text = client.get(address).getvalue().decode()
        assert not [point for point in points if point in text], address
        assert not [slug for slug in hidden if re.search(rf"{slug}\b", text)], address
