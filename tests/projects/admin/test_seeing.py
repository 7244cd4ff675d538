"""Locations and partners are told to those only who may see them."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests.builders import make_member, make_organisation, make_project
from tests.projects.admin.pages import as_opened, change_page, open_and_save

pytestmark = pytest.mark.django_db
SECRETS = ["Refuge house", "12 Hidden Lane", "51.46777"]


def editor_of(*models):
    """A browser of somebody who may change these tables and see no others."""
    member = make_member(is_staff=True)
    codes = [f"{action}_{model}" for action in ("view", "change") for model in models]
    member.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client = Client()
    client.force_login(member)
    return client


@pytest.fixture
def project(desk):
    """One with a private location, moved by staff who may, and with a partner."""
    pin = {"latitude": 51.4, "longitude": -0.12, "label": "Refuge house", "public": False}
    project = make_project("Ladders", pins=[pin], partners=[make_organisation("Quiet partner")])
    typed = {"locations-0-address": "12 Hidden Lane", "locations-0-latitude": "51.46777"}
    open_and_save(desk, change_page(project), summary="A new summary.", **typed)
    return project


def history(client, project):
    return client.get(f"{change_page(project)[:-7]}history/").content.decode()


def test_the_history_tells_of_locations_to_those_only_who_may_see_them(project):
    told = history(editor_of("project"), project)
    assert "A new summary." in told
    assert not any(secret in told for secret in [*SECRETS, "Quiet partner"])
    told = history(editor_of("project", "location", "involvement"), project)
    assert all(secret in told for secret in [*SECRETS, "Quiet partner"])


def test_the_page_of_a_refused_save_tells_no_more_either(project, desk):
    client = editor_of("project")
    mine = as_opened(client.get(change_page(project))) | {"summary": "Mine."}
    typed = {"locations-0-address": "12 Hidden Lane, back door", "summary": "Theirs."}
    open_and_save(desk, change_page(project), **typed)
    answer = client.post(change_page(project), mine)
    assert answer.context["conflict"].differences
    assert not any(secret in answer.content.decode() for secret in SECRETS)


@pytest.mark.parametrize(("words", "table"), [("Refuge", "location"), ("Quiet", "involvement")])
def test_a_search_finds_nothing_by_what_they_may_not_see(project, words, table):
    query = {"q": words}
    found = editor_of("project").get("/admin/projects/project/", query)
    assert found.context["cl"].result_count == 0
    found = editor_of("project", table).get("/admin/projects/project/", query)
    assert found.context["cl"].result_count == 1
