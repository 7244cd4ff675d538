"""Nobody takes the whole directory away: so many pages about members, and no more in an hour."""

import pytest
from django.core.cache import cache

from members.limits import pages as limiting
from members.models import Message
from tests.members.builders import make_network_member
from tests.projects.views.forms import filled_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three_pages(monkeypatch):
    monkeypatch.setattr(limiting, "PAGES_AN_HOUR", 3)
    cache.clear()


@pytest.fixture
def ada():
    return make_network_member("Ada", shows_name="everyone")


def pages(client, ada):
    key = ada.profile.key
    addresses = ["/members/", f"/members/{key}/", f"/members/{key}/ask/", "/members/?page=2"]
    return [client.get(address).status_code for address in addresses]


def test_a_member_who_has_opened_many_pages_has_to_wait(client, ada):
    client.force_login(make_network_member())
    assert pages(client, ada) == [200, 200, 200, 429]
    assert client.get("/projects/").status_code == 200


def test_the_page_says_how_long_to_wait(client, ada):
    client.force_login(make_network_member())
    pages(client, ada)
    response = client.get("/members/")
    assert response.status_code == 429
    assert (response["Retry-After"], response["Cache-Control"]) == ("3600", "no-store, private")
    assert "In an hour at most you can open all of them again." in text_of(response)


def test_a_message_that_was_typed_is_taken_after_the_last_page(client, ada):
    bea = make_network_member("Bea")
    client.force_login(bea)
    form = filled_in(client.get(f"/members/{ada.profile.key}/ask/"))
    pages(client, ada)
    typed = form | {"message": "Shall we meet?"}
    assert client.post(f"/members/{ada.profile.key}/ask/", typed).status_code == 302
    assert Message.objects.get().text == "Shall we meet?"


def test_it_is_the_limit_that_stops_them(client, ada, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(limiting, "PAGES_AN_HOUR", 4)
    client.force_login(make_network_member())
    assert pages(client, ada) == [200] * 4


def test_each_member_is_counted_alone(client, ada):
    for _ in range(2):
        client.force_login(make_network_member())
        assert client.get("/members/").status_code == 200
        assert client.get("/members/").status_code == 200


def test_the_public_is_not_counted(client, ada):
    answers = [client.get(f"/members/{ada.profile.key}/").status_code for _ in range(5)]
    assert answers == [200] * 5
