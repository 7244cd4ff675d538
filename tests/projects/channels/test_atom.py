"""The feed, as a feed reader that knows nothing of this site reads it."""

from xml.etree import ElementTree

import feedparser
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects import workflow
from projects.channels import atom
from projects.models import News, Project
from tests.builders import make_organisation, make_project, make_staff, make_uk

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def uk():
    return make_uk()


@pytest.fixture
def staff():
    return make_staff()


def read(client, query=""):
    """Return the feed as feedparser understands it."""
    response = client.get(f"/projects.atom{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(response.content)
    assert not found.bozo
    assert found.version == "atom10"
    return found


def names(found):
    return [entry.title for entry in found.entries]


def test_it_has_what_people_did_the_latest_first_and_each_project_once(client, staff):
    first, second = make_project("First"), make_project("Second")
    make_project("Imported")
    workflow.confirm(first, staff)
    workflow.confirm(second, staff)
    workflow.confirm(first, staff)
    found = read(client)
    assert names(found) == ["First", "Second"]
    assert [tag.label for tag in found.entries[0].tags] == ["Checked"]


def test_it_finds_the_same_as_the_list(client, staff, uk):
    inside = make_project("Inside", coverage=[uk["salford"]])
    outside = make_project("Outside", coverage=[uk["cardiff"]])
    for each in (inside, outside):
        workflow.confirm(each, staff)
    found = read(client, "?area=greater-manchester&sort=name")
    assert names(found) == ["Inside"]
    assert found.feed.title == "Better Work Map: Works in: Greater Manchester"
    assert found.feed.link.endswith("/projects/?area=greater-manchester&sort=name")


def test_many_and_few_projects_give_the_same_feed(client, staff, monkeypatch):
    for number in range(4):
        workflow.confirm(make_project(f"Project {number}"), staff)
    make_project("Silent")
    one_by_one = names(read(client))
    monkeypatch.setattr(atom, "FEW_PROJECTS", 0)
    assert names(read(client)) == one_by_one
    assert len(one_by_one) == 4


def test_an_entry_says_what_it_is_about_in_plain_words(client, staff, uk):
    project = make_project(
        "Step <b>Up</b>",
        summary="Help & advice for 1 < 2.",
        coverage=[uk["lambeth"]],
        offers=["Help for workers"],
    )
    workflow.confirm(project, staff)
    (entry,) = read(client).entries
    assert entry.title == "Step <b>Up</b>"
    assert entry.title_detail.type == "text/plain"
    assert entry.summary == "Help & advice for 1 < 2."
    (content,) = entry.content
    assert content.type == "text/plain"
    assert "What it offers: Help for workers. Where: Lambeth. Checked" in content.value
    assert entry.link.endswith(project.get_absolute_url())
    assert entry.updated_parsed


def test_an_entry_keeps_its_id_when_its_address_changes(client, staff):
    project = make_project("Before")
    workflow.confirm(project, staff)
    before = read(client).entries[0]
    Project.objects.filter(pk=project.pk).update(slug="after")
    after = read(client).entries[0]
    assert before.id == after.id and before.id.startswith("tag:")
    assert before.link != after.link


def test_it_has_all_that_the_standard_asks_for(client, staff):
    """RFC 4287, 4.1.1 and 4.1.2: what a feed and an entry must contain, exactly once."""
    workflow.confirm(make_project(), staff)
    feed = ElementTree.fromstring(client.get("/projects.atom").content)
    (entry,) = feed.findall(f"{ATOM}entry")
    for element in (feed, entry):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, name
    assert len(feed.findall(f"{ATOM}author")) == 1
    assert {link.get("rel") for link in feed.findall(f"{ATOM}link")} == {"self", "alternate"}
    for name in ("summary", "content"):
        assert len(entry.findall(ATOM + name)) == 1


def test_signs_that_xml_has_no_room_for_do_not_break_it(client, staff):
    odd = "Odd \x01\x08\x0b\x1f\ufffe\uffff ]]> & <x> name"
    workflow.confirm(make_project(odd, slug="odd", summary=odd), staff)
    assert names(read(client)) == [atom.for_xml(odd)]
    assert read(client, "?q=%01%0b%EF%BF%BF%3C").feed.title.startswith("Better Work Map: Search")


def test_markup_in_every_field_is_text_in_the_feed(client, staff, uk):
    """No element but those of a feed, no address but those of this site (E1)."""
    hostile = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>]]></entry></feed>"
    project = make_project(
        hostile,
        slug="hostile",
        summary=hostile,
        lead_organisation=make_organisation(hostile, slug="lead"),
        coverage=[uk["lambeth"]],
    )
    workflow.confirm(project, staff)
    feed = ElementTree.fromstring(client.get("/projects.atom", {"q": "img"}).content)
    names = {element.tag.removeprefix(ATOM) for element in feed.iter()}
    assert names == {
        *("feed", "title", "link", "id", "updated", "author", "name", "uri", "subtitle", "entry"),
        *("category", "summary", "content"),
    }
    assert feed.find(f"{ATOM}entry/{ATOM}title").text == hostile
    links = [link.get("href") for link in feed.iter(f"{ATOM}link")]
    assert all(link.startswith(f"{settings.SITE_URL}/projects") for link in links)


def test_its_title_says_the_query_in_words(client, uk):
    query = "?area=cardiff&area=salford&status=current&q=pay&sort=name"
    words = "Search words: “pay”; Works in: Cardiff or Salford; Is it running: Running"
    assert read(client, query).feed.title == f"Better Work Map: {words}"


def test_what_is_withdrawn_leaves_the_feed(client, staff):
    project = make_project()
    workflow.confirm(project, staff)
    workflow.withdraw(project, staff)
    assert News.objects.exists()
    assert read(client).entries == []


def test_an_empty_feed_is_valid_too(client):
    found = read(client, "?q=nothing+has+this")
    assert found.entries == [] and found.feed.updated_parsed


def test_what_has_not_changed_is_answered_304(client, staff):
    project = make_project()
    etag = client.get("/projects.atom")["ETag"]
    assert client.get("/projects.atom", headers={"If-None-Match": etag}).status_code == 304
    workflow.confirm(project, staff)
    assert client.get("/projects.atom", headers={"If-None-Match": etag}).status_code == 200


def test_a_value_that_is_not_understood_is_a_problem_document(client):
    response = client.get("/projects.atom?status=bogus")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["parameters"] == [{"name": "status", "value": "bogus"}]


def test_it_has_fifty_entries_at_most_and_needs_no_more_queries_for_them(client):
    def tell(number):
        News.objects.create(project=make_project(), kind="checked", revision=number)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            read(client)
        return len(captured)

    tell(1)
    of_one = queries()
    for number in range(2, 53):
        tell(number)
    assert queries() == of_one
    assert len(read(client).entries) == 50
