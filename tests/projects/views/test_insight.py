"""Who works where and on what: every number is that of the list it leads to."""

import csv
import io
import re
from datetime import timedelta
from html import unescape

import pytest
from django.http import QueryDict
from django.utils import timezone

from projects.filters import ProjectFilter
from projects.querysets.project import a_year_ago
from tests.builders import make_project, make_resource, make_uk

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<td><a href="/projects/\??([^"]*)">([\d,]+)</a>')
TOTAL = re.compile(r'data-total="(\d+)"')


@pytest.fixture(autouse=True)
def directory():
    uk = make_uk()
    today = timezone.localdate()
    lately, long_ago = today - timedelta(days=30), today - timedelta(days=400)
    train, charter = {"approaches": ["Job brokerage"]}, {"offers": ["A scheme for employers"]}
    evaluated = make_project(
        "Camden", coverage=[uk["camden"]], offers=["Help for workers"], checked_on=lately, **train
    )
    make_resource(projects=[evaluated])
    make_project("Lambeth", coverage=[uk["lambeth"]], checked_on=long_ago, status="past", **charter)
    make_project("England", coverage=[uk["england"]], **train, **charter)
    make_project("Wales and London", coverage=[uk["wales"], uk["london"]], checked_on=lately)
    make_project("Pinned", pins=[{"council": uk["manchester"], "latitude": 53.48}], **train)
    make_project("UK", coverage=[uk["uk"]], offers=["Help for workers"])
    make_project("Quokka", coverage=[uk["camden"]], state="draft", **train)


QUERIES = [
    "",
    "?area=london",
    "?area=camden",
    "?area=camden&area=wales",
    "?area=london&wider=1",
    "?strand=in-work-progression-support",
    "?offer=help-for-workers&offer=a-scheme-for-employers&status=current",
    "?evidence=none-known",
    "?evidence=evaluation&checked=year",
    "?q=camden&sort=name",
    "?near=Camden&within=20",
    "?bbox=-3,53,-2,54",
    "?area=nowhere&status=current",
]


def test_every_number_is_that_of_the_list_it_leads_to(client):
    for query in QUERIES:
        found = links_of(client, query)
        assert found[0][1] == count(query.removeprefix("?")), query
        assert [(link, count(link)) for link, _ in found] == found, query


def test_the_lists_themselves_say_so(client):
    for link, number in links_of(client, "?area=london&status=current"):
        html = client.get(f"/projects/?{link}").content.decode()
        assert TOTAL.search(html)[1] == str(number), link


def test_a_number_that_is_wrong_would_be_found(client, monkeypatch):
    """The negative control."""
    monkeypatch.setattr("projects.finding.insight._mask", lambda column: ["published"])
    assert any(count(link) != number for link, number in links_of(client, ""))


def links_of(client, query):
    """[(query of a list, the number that leads to it)] of all cells of the page."""
    html = client.get(f"/insight/{query}").content.decode()
    return [(unescape(link), int(number)) for link, number in LINK.findall(html)]


def count(query):
    return ProjectFilter.read(QueryDict(query)).found.count()


def test_without_a_query_the_rows_are_the_nations_and_the_regions_of_each(client):
    rows = rows_of(client)
    names = ["All of these", "England", "London", "North West", "Northern Ireland", "Wales"]
    assert [row["Area"] for row in rows] == names
    assert [row["Projects"] for row in rows] == ["6", "5", "3", "1", "0", "1"]
    assert [row["Checked within a year"] for row in rows] == ["2", "2", "2", "0", "0", "1"]
    assert [row["Has an evaluation"] for row in rows] == ["1", "1", "1", "0", "0", "0"]
    assert [row["Strand: In-work progression support"] for row in rows][:3] == ["3", "3", "1"]


def rows_of(client, query=""):
    """The rows of the file, as a spreadsheet reads it."""
    answer = client.get(f"/insight.csv{query}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_file_has_the_numbers_of_the_page(client):
    for query in ("", "?area=london&wider=1", "?near=Camden&within=20"):
        rows = [list(row.values())[3:] for row in rows_of(client, query)]
        numbers = [number for _, number in links_of(client, query)]
        assert [int(number) for row in rows for number in row] == numbers


def test_of_one_area_the_rows_are_its_parts(client):
    names = [row["Area"] for row in rows_of(client, "?area=london")]
    assert names == ["All of these", "Camden", "Lambeth"]


def test_the_file_is_refused_where_the_query_is_not_understood(client):
    answer = client.get("/insight.csv?area=nowhere")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_the_page_says_that_no_entry_does_not_mean_no_provision(client):
    assert "No entry does not mean no provision." in client.get("/insight/").content.decode()


def test_a_year_ago_is_a_day_that_there_was(monkeypatch):
    day = timezone.localdate().replace(year=2028, month=2, day=29)
    monkeypatch.setattr(timezone, "localdate", lambda: day)
    assert (a_year_ago().year, a_year_ago().month, a_year_ago().day) == (2027, 2, 28)
