"""Themes: words and a saved query."""

import pytest

from projects.models import Area, Resource, Theme
from tests.builders import make_project, make_resource, make_theme, make_uk

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme():
    uk = make_uk()
    make_project("In Camden", coverage=[uk["camden"]], offers=["Help for workers"])
    make_project("Ended", coverage=[uk["camden"]], status="past")
    make_project("Elsewhere", coverage=[uk["cardiff"]])
    return make_theme("Camden", query="area=camden", body="Words with **weight**.")


def page(client, address):
    return client.get(address).content.decode()


def test_its_page_has_its_words_and_what_its_query_finds(client, theme):
    html = page(client, theme.get_absolute_url())
    assert "<strong>weight</strong>" in html
    assert 'data-total="2"' in html
    assert "In Camden" in html and "Ended" in html and "Elsewhere" not in html
    assert 'href="/projects/?area=camden&amp;status=current">1 running' in html
    assert 'href="/map/?area=camden"' in html
    assert "Works in: Camden" in html


def test_each_number_on_it_is_that_of_the_list_it_leads_to(client, theme):
    html = page(client, theme.get_absolute_url())
    for query in ("area=camden&amp;status=current", "area=camden&amp;offer=help-for-workers"):
        assert f'href="/projects/?{query}">1 ' in html
        address = f"/projects/?{query}".replace("&amp;", "&")
        assert 'data-total="1"' in page(client, address)


def test_it_shows_what_was_written_about_its_projects_and_nothing_of_hidden_ones(client, theme):
    camden = make_project("Another", coverage=[theme_area()])
    hidden = make_project("Quokka", coverage=[theme_area()], state="draft")
    make_resource("About both", [camden, hidden])
    make_resource("About the draft", [hidden])
    make_resource("About neither", [make_project("Far away")], kind=Resource.Kind.GUIDE)
    html = page(client, theme.get_absolute_url())
    assert "About both" in html
    assert "About the draft" not in html and "About neither" not in html and "Quokka" not in html


def theme_area():
    return Area.objects.get(slug="camden")


def test_a_draft_is_nowhere_and_a_published_one_on_the_home_page_the_list_and_the_sitemap(
    client, theme
):
    draft = make_theme("Quokka", published=False)
    assert client.get(draft.get_absolute_url()).status_code == 404
    for address in ("/", "/themes/", "/sitemap/pages.xml", theme.get_absolute_url()):
        html = page(client, address)
        assert "quokka" not in html.lower(), address
        assert theme.get_absolute_url() in html or theme.title in html, address


def test_what_its_query_names_may_be_gone_and_the_page_says_so(client, theme):
    Theme.objects.filter(pk=theme.pk).update(query="area=camden&offer=gone")
    html = page(client, theme.get_absolute_url())
    assert 'data-total="2"' in html and "no longer known" in html
