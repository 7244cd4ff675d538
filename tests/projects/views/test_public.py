"""Public pages: safe methods, one snapshot, one ETag, no cookie."""

import threading

import pytest
import time_machine
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from projects import workflow
from projects.models import Project
from projects.refresh import raise_revision
from projects.views import public
from tests.builders import make_project, make_uk

pytestmark = pytest.mark.django_db

PAGES = [
    "home",
    "project_list",
    "map",
    "organisation_list",
    "about",
    "accessibility",
    "privacy",
    "map_areas",
]


@pytest.mark.parametrize("name", PAGES)
def test_an_unchanged_page_is_answered_with_304_and_two_queries_at_most(
    client, name, django_assert_max_num_queries
):
    make_project()
    first = client.get(reverse(name))
    assert first["Cache-Control"] == "no-cache"
    with django_assert_max_num_queries(1):
        again = client.get(reverse(name), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_a_weak_etag_is_as_good_because_proxies_make_them_when_they_compress(client):
    etag = client.get(reverse("about"))["ETag"]
    again = client.get(reverse("about"), headers={"If-None-Match": f'"other", W/{etag}'})
    assert again.status_code == 304
    assert "Content-Security-Policy" in again.headers


def test_no_other_page_is_answered_for_its_etag(client, django_assert_num_queries):
    """Neither a file, nor a page whose ETag is that of what it says, nor what changes something."""
    with django_assert_num_queries(0):
        for etag in ['"5f3d-1a2b"', '"d41d8cd98f00b204e9800998ecf8427e"', "*"]:
            assert public.unchanged(request_with(etag)) is None
    etag = client.get("/about/")["ETag"]
    assert public.unchanged(request_with(etag)).status_code == 304
    assert public.unchanged(request_with(etag, "post")) is None
    assert client.post("/about/", headers={"If-None-Match": etag}).status_code == 405


def request_with(etag, method="get"):
    make = getattr(RequestFactory(), method)
    return make("/about/", headers={"If-None-Match": etag, "host": "testserver"})


def test_a_page_that_is_gone_is_not_answered_for_its_former_etag(client):
    project = make_project()
    address = reverse("project", args=[project.slug])
    etag = client.get(address)["ETag"]
    workflow.withdraw(project, None, "It is over.")
    assert client.get(address, headers={"If-None-Match": etag}).status_code in (404, 410)


def test_the_etag_changes_with_the_data_the_address_the_date_and_the_release(client, settings):
    address = reverse("project_list")
    with time_machine.travel("2026-05-01 12:00"):
        seen = [client.get(address)["ETag"]]
        make_project()
        seen.append(client.get(address)["ETag"])
        seen.append(client.get(address + "?q=x")["ETag"])
        settings.RELEASE = "another"
        seen.append(client.get(address)["ETag"])
    with time_machine.travel("2026-05-02 12:00"):
        seen.append(client.get(address)["ETag"])
    assert len(set(seen)) == len(seen)


def test_the_etag_is_the_same_for_everybody_and_for_htmx(client, django_user_model):
    make_project()
    plain = client.get(reverse("project_list"))
    client.force_login(django_user_model.objects.create_user("a@example.org"))
    other = client.get(reverse("project_list"), headers={"HX-Request": "true"})
    assert (plain["ETag"], plain.content) == (other["ETag"], other.content)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_only_the_methods_that_it_has(client, name, method):
    response = getattr(client, method)(reverse(name))
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


def test_a_broken_token_cookie_brings_no_new_one(client):
    client.cookies["csrftoken"] = "a" * 500
    response = client.get(reverse("about"))
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_page_asked_to_change_says_405_although_no_token_came(client):
    strict = type(client)(enforce_csrf_checks=True)
    assert strict.post(reverse("project_list")).status_code == 405


def test_head_is_answered_without_a_body(client):
    response = client.head(reverse("about"))
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.django_db(transaction=True)
def test_a_page_is_read_from_one_state_of_the_database():
    """The total and the rows agree although an entry is published in between."""
    make_uk()
    make_project()
    seen = []

    @public.public_page
    def view(request):
        seen.append(Project.objects.published().count())
        other = threading.Thread(target=publish_elsewhere)
        other.start()
        other.join()
        seen.append(Project.objects.published().count())
        return HttpResponse()

    def publish_elsewhere():
        try:
            with transaction.atomic():
                make_project()
        finally:
            connection.close()

    view(RequestFactory().get("/"))
    assert seen == [1, 1]
    assert Project.objects.published().count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_public_page_cannot_write():
    @public.public_page
    def view(request):
        raise_revision()

    with pytest.raises(Exception, match="read-only transaction"):
        view(RequestFactory().get("/"))
