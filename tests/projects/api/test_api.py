"""What all addresses of the API have in common, and what each of them says."""

import gzip

import pytest
from django.db import OperationalError, transaction
from django.http import QueryDict
from django.urls import reverse

from projects.api import projects as api_projects
from projects.channels.columns import NAMES
from projects.filters import ProjectFilter, ResourceFilter
from projects.models import FormerSlug, Project
from projects.refresh import refresh
from tests.builders import make_organisation, make_project, make_resource, make_staff, make_uk

pytestmark = pytest.mark.django_db

LISTS = ["projects", "organisations", "areas", "taxonomies", "resources", "facets"]
PROBLEM = "application/problem+json"


@pytest.fixture
def uk():
    return make_uk()


@pytest.fixture
def shown(uk):
    project = make_project("Shown", coverage=[uk["lambeth"]], offers=["Help for workers"])
    make_resource("What we learned", projects=[project], year=2019)
    make_resource("A guide", kind="guide", year=2021)
    return project


def get(client, path, **more):
    return client.get(f"/api/v1/{path}", **more)


def test_a_list_is_followed_to_its_end(client, uk):
    for number in range(7):
        make_project(f"Project {number}", coverage=[uk["lambeth"]])
    make_project("Elsewhere", coverage=[uk["cardiff"]])
    address, names, pages = "/api/v1/projects/?area=lambeth&limit=3&unknown=1", [], 0
    while address:
        answer = client.get(address)
        page = answer.json()
        assert page["count"] == 7
        assert "unknown" not in (page["next"] or "")
        assert answer.get("Link") == (page["next"] and f'<{page["next"]}>; rel="next"')
        names += [each["name"] for each in page["results"]]
        address, pages = page["next"], pages + 1
    assert names == [f"Project {number}" for number in range(7)]
    assert pages == 3


def test_a_project_is_the_record_of_every_channel(client, shown):
    record = get(client, "projects/").json()["results"][0]
    assert list(record) == NAMES
    assert record["areas"] == [{"slug": "lambeth", "name": "Lambeth"}]
    assert get(client, "projects/shown/").json() == record


def test_organisations_are_those_of_the_query(client, shown, uk):
    funder = make_organisation("Funder")
    make_project("Other", coverage=[uk["cardiff"]], funders=[funder])
    assert get(client, "organisations/").json()["count"] == 3
    found = get(client, "organisations/?area=cardiff&sort=name").json()
    assert found["count"] == 2
    assert [each["name"] for each in found["results"]][0] == "Funder"
    one = get(client, "organisations/funder/").json()
    assert client.get(one["projects"]).json()["count"] == one["project_count"] == 1
    limited = get(client, "organisations/?limit=2").json()
    last = client.get(limited["next"]).json()
    assert len(limited["results"]) + len(last["results"]) == 3 and last["next"] is None


def test_counts_of_words_and_areas_are_those_of_the_list(client, shown, uk):
    make_project("Welsh", coverage=[uk["wales"]], offers=["A campaign"])
    offers = get(client, "taxonomies/?area=lambeth").json()["results"][0]["terms"]
    counts = {each["slug"]: each["project_count"] for each in offers}
    assert counts == {"help-for-workers": 1, "a-campaign": 0}
    areas = {each["slug"]: each for each in get(client, "areas/").json()["results"]}
    assert areas["uk"]["project_count"] == 2 and areas["london"]["project_count"] == 1
    assert areas["manchester"]["parents"] == ["greater-manchester", "north-west"]
    facets = get(client, "facets/?area=wales").json()
    assert facets["placing"]["total"] == 1
    assert get(client, "projects/?area=wales").json()["count"] == 1


@pytest.mark.parametrize("query", ["", "sort=title", "q=learned", "q=guid", "kind=guide"])
def test_resources_come_in_the_order_of_their_list(client, shown, query):
    for number in range(4):
        make_resource(f"Guide to learned things {number}", kind="guide", year=2020 - number % 2)
    wanted = [each.title for each in ResourceFilter.read(QueryDict(query)).ordered()]
    address, titles = f"/api/v1/resources/?{query}&limit=1", []
    while address:
        page = client.get(address).json()
        titles += [each["title"] for each in page["results"]]
        address = page["next"]
    assert titles == wanted and len(titles) == page["count"] > 0


@pytest.mark.parametrize("path", LISTS)
def test_what_is_not_understood_is_a_problem_document(client, shown, path):
    bad = {"resources": "kind"}.get(path, "status")
    answer = get(client, f"{path}/?{bad}=bogus")
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert answer.json()["parameters"] == [{"name": bad, "value": "bogus"}]


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "limit=٣", "cursor=x"])
@pytest.mark.parametrize("path", ["projects", "organisations", "resources"])
def test_pages_that_make_no_sense_are_refused(client, shown, path, query):
    answer = get(client, f"{path}/?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)


def test_addresses_are_those_of_the_settings_whatever_the_port_asked_for(client, shown, uk):
    make_project("Other")
    for path in ["", "projects/?limit=1", "organisations/"]:
        answer = get(client, path, headers={"host": "testserver:6666"})
        assert ":6666" not in answer.text + answer.get("Link", "")


def test_a_cursor_of_another_order_is_refused(client, shown):
    make_project("Other")
    following = get(client, "projects/?limit=1&sort=name").json()["next"]
    assert client.get(following).status_code == 200
    assert client.get(following.replace("sort=name", "sort=checked")).status_code == 400


def test_every_error_is_a_problem_document(client_that_answers_errors, shown, monkeypatch):
    client = client_that_answers_errors

    def problem_of(answer):
        assert answer["Content-Type"] == PROBLEM
        assert answer.json()["status"] == answer.status_code
        assert answer["Access-Control-Allow-Origin"] == "*"
        return answer.status_code

    assert problem_of(get(client, "projects/nothing/")) == 404
    assert problem_of(get(client, "nothing/")) == 404
    assert problem_of(get(client, "projects/", headers={"accept": "text/html"})) == 406
    assert problem_of(client.post("/api/v1/projects/")) == 405
    Project.objects.filter(pk=shown.pk).update(state="withdrawn")
    assert problem_of(get(client, "projects/shown/")) == 410

    def fail(error):
        def raise_it(*_):
            raise error

        return raise_it

    monkeypatch.setattr(api_projects, "page_after", fail(OperationalError("gone")))
    answer = get(client, "projects/")
    assert problem_of(answer) == 503 and answer["Retry-After"]
    monkeypatch.setattr(api_projects, "page_after", fail(ValueError("a fault of ours")))
    assert problem_of(get(client, "projects/")) == 500


def test_a_former_slug_leads_to_the_present_one(client, shown):
    FormerSlug.objects.create(slug="was", project=shown)
    answer = get(client, "projects/was/")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/projects/shown/")
    Project.objects.filter(pk=shown.pk).update(state="draft")
    assert get(client, "projects/was/").status_code == 404


@pytest.mark.parametrize("path", LISTS)
def test_an_unchanged_answer_is_304_and_a_change_is_seen(client, shown, path):
    first = get(client, f"{path}/")
    assert first["Cache-Control"] == "no-cache"
    again = get(client, f"{path}/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    with transaction.atomic():
        refresh([shown.pk])
    assert get(client, f"{path}/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_answers_are_compressed_and_set_no_cookie_and_read_no_session(client, shown):
    client.force_login(make_staff())
    answer = get(client, "areas/", headers={"accept-encoding": "gzip"})
    assert b"lambeth" in gzip.decompress(answer.content)
    assert not answer.cookies and "Cookie" not in answer["Vary"]


def test_browsers_may_ask_from_other_sites(client, shown):
    for address in ["/api/v1/projects/", reverse("api_openreferral"), "/api/v1/nothing/"]:
        asked = client.options(address, headers={"access-control-request-method": "GET"})
        assert asked.status_code == 204
        assert asked["Access-Control-Allow-Methods"] == asked["Allow"] == "GET, HEAD, OPTIONS"
        assert client.get(address)["Access-Control-Allow-Origin"] == "*"
    exposed = get(client, "projects/")["Access-Control-Expose-Headers"]
    assert {"ETag", "Link"} <= set(exposed.split(", "))
    assert "Access-Control-Allow-Origin" not in client.get("/projects/")


def test_a_head_has_what_a_get_has_but_the_answer(client, shown):
    answer = client.head("/api/v1/projects/")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == get(client, "projects/")["ETag"]


def test_the_first_page_takes_few_queries(client, shown, django_assert_max_num_queries):
    for number in range(30):
        make_project(f"Project {number}")
    with django_assert_max_num_queries(12):
        assert len(get(client, "projects/?sort=name").json()["results"]) == 25


def test_the_api_takes_every_filter_of_the_list(client, shown):
    for name in ProjectFilter.base_filters:
        assert get(client, f"projects/?{name}=").status_code == 200
