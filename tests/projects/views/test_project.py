"""The page of a project answers what somebody came to ask, and is never empty."""

import re

import pytest

from projects.models import FormerSlug
from tests.builders import make_location, make_organisation, make_project, make_resource, make_uk

pytestmark = pytest.mark.django_db


def text_of(client, project):
    response = client.get(project.get_absolute_url())
    assert response.status_code == 200
    html = response.content.decode()
    html = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_it_begins_with_what_you_can_do(client):
    project = make_project(
        contact_phone="020 7946 0000",
        contact_email="help@example.org",
        how_to_join="Ring **first**.",
        website="https://project.example",
        website_is_own_page=True,
    )
    html = client.get(project.get_absolute_url()).content.decode()
    assert html.index("What you can do") < html.index("project.example")
    assert 'href="tel:02079460000"' in html
    assert 'href="mailto:help@example.org"' in html
    assert "<strong>first</strong>" in html


def test_without_a_contact_it_says_so_and_says_where_to_ask(client):
    lead = make_organisation("Lead", website="https://lead.example")
    text = text_of(client, make_project(lead_organisation=lead))
    assert "We have no contact for this project" in text
    assert "Lead" in text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": "current"}, "Listed as running by its source; not yet checked by us"),
        ({"status": "current", "checked_on": "2026-05-03"}, "Running, checked on 3 May 2026"),
        ({"status": "unknown"}, "We don’t know if this still runs"),
        ({"status": "past", "end_year": 2018}, "Finished 2018"),
        ({"status": "planned", "start_year": 2027}, "Planned to start in 2027"),
        ({"status": "paused"}, "Paused for now"),
    ],
)
def test_it_says_in_words_whether_it_runs(client, fields, words):
    assert words in text_of(client, make_project(**fields))


def test_rows_with_nothing_to_say_are_left_out(client):
    text = text_of(client, make_project())
    for heading in [
        "How it is delivered",
        "Results",
        "What was learned",
        "Paid for by",
        "Partners",
    ]:
        assert heading not in text


def test_an_office_is_named_as_an_office_and_a_private_place_not_at_all(client):
    uk = make_uk()
    project = make_project(coverage=[uk["england"]])
    make_location(project, role="office", label="Leicester")
    make_location(project, label="Secret house", public=False)
    text = text_of(client, project)
    assert re.search(r"[Oo]ffice.{0,80}Leicester|Leicester.{0,80}[Oo]ffice", text)
    assert "Secret house" not in text


def test_only_an_evaluation_stands_under_evidence(client):
    project = make_project()
    make_resource("The plan", projects=[project], kind="plan")
    assert "No evaluation known" in text_of(client, project)
    make_resource("The evaluation", projects=[project])
    text = text_of(client, project)
    assert "No evaluation known" not in text
    assert "The evaluation" in text and "The plan" in text


def test_similar_and_nearby_ones_are_shown_but_not_itself(client):
    uk = make_uk()
    pin = {"council": uk["lambeth"]}
    project = make_project("Itself", approaches=["Job brokerage"], pins=[pin])
    make_project("Alike", approaches=["Job brokerage"])
    make_project("Close by", pins=[{**pin, "latitude": 51.5}])
    make_project("Neither", pins=[(57.0, -4.0)])
    text = text_of(client, project)
    assert "Alike" in text and "Close by" in text
    assert "Neither" not in text


def test_sources_are_links_where_they_are_addresses_and_never_run(client):
    project = make_project(
        sources="https://source.example/page\ngeneral knowledge: the Mayor\njavascript:alert(1)"
    )
    html = client.get(project.get_absolute_url()).content.decode()
    assert 'href="https://source.example/page"' in html
    assert "eneral knowledge: the Mayor" in html
    assert 'href="javascript:' not in html


def test_all_councils_of_a_city_region_are_named_by_its_name(client):
    uk = make_uk()
    both = [uk["manchester"], uk["salford"]]
    assert "Greater Manchester (all 2 councils)" in text_of(client, make_project(coverage=both))
    assert "Greater Manchester" not in text_of(client, make_project(coverage=both[:1]))
    assert "(all" not in text_of(client, make_project(coverage=[*both, uk["camden"]]))


@pytest.mark.parametrize("status", ["current", "past", "unknown"])
def test_that_nobody_has_checked_it_is_said_beside_its_status_and_under_this_entry(client, status):
    assert text_of(client, make_project(status=status)).lower().count("not yet checked") == 2
    checked = make_project(status=status, checked_on="2026-05-03")
    assert "ot yet checked" not in text_of(client, checked)


def test_a_former_address_redirects_to_the_present_one(client):
    project = make_project("New name")
    FormerSlug.objects.create(slug="old-name", project=project)
    response = client.get("/projects/old-name/")
    assert (response.status_code, response["Location"]) == (301, "/projects/new-name/")


def test_a_former_address_of_a_hidden_entry_tells_nothing(client):
    FormerSlug.objects.create(slug="old", project=make_project("Secret", state="draft"))
    assert client.get("/projects/old/").status_code == 404


def test_a_former_address_of_a_withdrawn_entry_is_gone_too_and_tells_no_other(client):
    entry = make_project("Not to be named", slug="present", state="withdrawn")
    FormerSlug.objects.create(slug="old", project=entry)
    response = client.get("/projects/old/")
    assert response.status_code == 410
    assert "Location" not in response
    assert b"present" not in response.content
    assert b"Not to be named" not in response.content


@pytest.mark.parametrize("slug", ["no-such", "a" * 500, "%00", "..%2f..", "<script>", "é"])
def test_an_address_that_is_none_answers_404(client, slug):
    assert client.get(f"/projects/{slug}/").status_code in (400, 404)


def test_the_number_of_queries_is_fixed(client, django_assert_max_num_queries):
    uk = make_uk()
    project = make_project("Itself", approaches=["Job brokerage"], coverage=[uk["lambeth"]])
    for _ in range(10):
        make_project(
            approaches=["Job brokerage"], coverage=[uk["lambeth"]], offers=["Help for workers"]
        )
    with django_assert_max_num_queries(30):
        client.get(project.get_absolute_url())
