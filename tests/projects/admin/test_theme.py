"""Themes: the words and the query that staff keep."""

import pytest
from django.urls import reverse

from projects.models import Theme
from tests.builders import make_project, make_theme, make_uk
from tests.projects.admin.pages import add_page, change_page, open_and_save

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme():
    uk = make_uk()
    make_project("In Camden", coverage=[uk["camden"]])
    make_project("In Camden too", coverage=[uk["camden"]])
    return make_theme("Camden", query="area=camden")


def page(client, address):
    return client.get(address).content.decode()


VALUES = {"summary": "A few words.", "slug": "new", "order": "3", "published": "on"}


@pytest.mark.parametrize(
    "typed", ["area=camden", "?area=camden&page=3", "https://map.example/projects/?area=camden#x"]
)
def test_staff_paste_the_address_of_a_list_and_its_query_is_kept(desk, client, theme, typed):
    answer = open_and_save(desk, add_page(Theme), title="New", query=typed, **VALUES)
    assert answer.status_code == 302, answer.content.decode()
    assert Theme.objects.get(slug="new").query == "area=camden"
    assert 'data-total="2"' in page(client, "/themes/new/")


@pytest.mark.parametrize("typed", ["area=nowhere", "/projects/", "page=2", "sort=name"])
def test_a_query_that_is_not_understood_or_leaves_nothing_out_is_refused(desk, theme, typed):
    answer = open_and_save(desk, add_page(Theme), title="New", query=typed, **VALUES)
    assert answer.status_code == 200
    assert not Theme.objects.filter(slug="new").exists()


def test_staff_see_the_query_in_words_how_many_it_finds_and_who_changed_it(desk, client, theme):
    etag = client.get(theme.get_absolute_url())["ETag"]
    html = page(desk, change_page(theme))
    assert "2 projects</a>: Works in: Camden" in html
    assert open_and_save(desk, change_page(theme), title="North London").status_code == 302
    assert "North London" in page(client, theme.get_absolute_url())
    assert client.get(theme.get_absolute_url())["ETag"] != etag
    history = page(desk, reverse("admin:projects_theme_history", args=[theme.pk]))
    assert "North London" in history and "Camden" in history
