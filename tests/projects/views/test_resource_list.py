"""The list of resources: what it says of each, and to whom it tells nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.models import Approach, Resource, Topic
from projects.refresh import current_revision
from tests.builders import make_organisation, make_project, make_resource, make_staff, make_term
from tests.members.builders import make_event
from tests.projects.admin.pages import change_page, open_and_save
from tests.projects.views.forms import text_of

pytestmark = pytest.mark.django_db

ADDRESS = "/resources/"


def page(client, query=""):
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    return response


@pytest.fixture
def toolkit():
    resource = make_resource(
        "Good shifts",
        [make_project("Fair rota"), make_project("Quokka", state="draft")],
        kind="toolkit",
        year=2024,
        link="https://www.example.org/shifts",
        summary="How to plan a rota that people can live with.",
        organisation=make_organisation("Rota Institute"),
    )
    resource.topics.set([make_term(Topic, "Working with employers")])
    return resource


def test_each_resource_says_what_it_is_and_leads_out(client, toolkit):
    response = page(client)
    html, text = response.content.decode(), text_of(response)
    link = '<a href="https://www.example.org/shifts" rel="nofollow noopener">Good shifts</a>'
    assert link in html
    assert "Toolkit, 2024, Rota Institute (example.org)" in text
    assert "How to plan a rota that people can live with." in text
    assert '<a href="/projects/fair-rota/">Fair rota</a>' in html
    assert '<a href="/resources/?topic=working-with-employers">' in html
    assert "1 resource" in text
    assert 'href="/resources/propose/"' in html


def test_a_project_that_is_not_published_is_named_nowhere(client, toolkit):
    make_resource("About Quokka", [make_project("Quokka two", state="withdrawn")])
    for query in ["", "q=quokka", "project=quokka", "q=quoka", "sort=title", "page=2"]:
        text = text_of(page(client, query)).replace("“quok", "").replace("“Quok", "")
        assert "Quokka" not in text


def test_an_organisation_with_a_page_shows_no_resource_about_a_draft_alone(client, toolkit):
    lead = make_project().lead_organisation
    Resource.objects.update(organisation=lead)
    make_resource("Of a secret", [make_project(state="draft")], organisation=lead)
    text = text_of(client.get(lead.get_absolute_url()))
    assert "Good shifts" in text
    assert "Of a secret" not in text


def test_the_events_it_was_a_paper_of_are_named_but_no_draft(client, toolkit):
    make_event("Spring meeting", papers=[toolkit])
    make_event("Summer meeting", papers=[toolkit], state="cancelled")
    make_event("Secret meeting", papers=[toolkit], state="draft")
    response = page(client)
    assert f'<a href="{reverse("event", args=["spring-meeting"])}">Spring meeting</a>' in (
        response.content.decode()
    )
    assert "(cancelled)" in text_of(response)
    assert "Secret meeting" not in text_of(response)


def test_the_page_takes_as_many_queries_for_thirty_as_for_one(client, toolkit):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            page(client)
        return len(seen)

    few = queries()
    about = make_project()
    for _ in range(30):
        make_resource(projects=[about]).topics.set(Topic.objects.all())
    assert queries() <= few + 1  # where nothing was found about approaches, none are looked up
    assert "Page 2" in text_of(page(client))
    assert "page 2 of 2" in text_of(page(client, "page=2"))
    assert page(client, "page=99").context["page"].number == 1


@pytest.mark.parametrize(
    "query",
    [
        "q=%00", "q=" + "-" * 300, "q=%F0%9F%98%80", "topic=%00&topic=x", "since=1e9", "since=-1",
        "until=" + "9" * 5000, "page=" + "9" * 5000, "page=%00", "page=-1", "sort=x&sort=y",
        "kind=" + "&kind=".join(map(str, range(100))), "project=../../etc",
        "q='%22%3C&organisation=%ff",
    ],
)  # fmt: skip
def test_odd_queries_are_no_error(client, toolkit, query):
    page(client, query)


def test_what_was_left_out_is_said_and_what_was_typed_is_kept(client, toolkit):
    response = page(client, "since=soon&topic=nonsense")
    assert "Error:" in response.content.decode().partition("</title>")[0]
    assert 'value="soon"' in response.content.decode()
    assert "“nonsense” is not known under “Topic”" in text_of(response)


def test_where_nothing_fits_the_page_says_what_to_drop(client, toolkit):
    text = text_of(page(client, "kind=plan&q=shifts"))
    assert "Nothing fits all of this" in text
    assert "Remove Plan to see 1" in text


def test_no_cookie_is_set_and_an_unchanged_page_is_answered_with_304(client, toolkit):
    first = page(client)
    assert not first.cookies
    assert "cookie" not in first.get("Vary", "").lower()
    again = client.get(f"{ADDRESS}?", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert client.post(ADDRESS).status_code == 405
    event = make_event("Spring meeting", papers=[toolkit], state="draft")
    assert client.get(f"{ADDRESS}?", headers={"If-None-Match": first["ETag"]}).status_code == 304
    type(event).objects.update(state="published")
    assert client.get(f"{ADDRESS}?", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_an_edit_of_a_resource_or_a_topic_in_the_admin_reaches_the_page(client, toolkit):
    client.force_login(make_staff())
    topic = Topic.objects.get(slug="working-with-employers")
    for edited, typed in [(toolkit, {"summary": "Anew"}), (topic, {"name": "With employers"})]:
        before = current_revision()
        assert open_and_save(client, change_page(edited), **typed).status_code == 302
        assert current_revision() > before
    assert "With employers" in text_of(page(client))
    assert toolkit.topics.get() == topic


def test_a_topic_or_approach_that_a_resource_has_is_not_deleted(client, toolkit):
    client.force_login(make_staff())
    toolkit.approaches.set([make_term(Approach, "Coaching")])
    for terms in (toolkit.topics, toolkit.approaches):
        term = terms.get()
        address = f"{change_page(term)[:-7]}delete/"
        assert "Resource: Good shifts" in text_of(client.post(address, {"post": "yes"}))
        assert terms.get() == term
        terms.clear()
        assert client.post(address, {"post": "yes"}).status_code == 302
