"""The page of one member: for fellow members, for the public, and for its owner."""

import pytest

from members.models.profile import PARTS
from tests.builders import make_organisation, make_project, make_staff
from tests.members.builders import make_network_member
from tests.projects.views.forms import text_of

pytestmark = pytest.mark.django_db


def page_of(member):
    return f"/members/{member.profile.key}/"


def answer(response):
    """Return all of an answer that could tell one from another."""
    return response.status_code, response.content, sorted(response.headers.items())


@pytest.fixture
def ada():
    return make_network_member(
        "Ada", email="ada@example.org", about="Night work.", phone="020 7946 0321",
        shows_name="everyone", shows_about="members", shows_phone="nobody",
    )  # fmt: skip


def test_members_see_what_is_shown_to_members_and_the_public_what_is_shown_to_everyone(client, ada):
    public = client.get(page_of(ada))
    assert "Ada" in text_of(public) and "Night work." not in text_of(public)
    client.force_login(make_network_member())
    fellow = client.get(page_of(ada))
    assert "Night work." in text_of(fellow)
    assert b"0321" not in fellow.content and b"ada@example.org" not in fellow.content
    client.force_login(make_staff())
    assert "Night work." not in text_of(client.get(page_of(ada)))


def test_who_is_not_shown_to_the_public_is_as_if_there_were_no_such_member(client):
    hidden = make_network_member("Hidden")
    nowhere = client.get("/members/0123456789/")
    assert nowhere.status_code == 404
    assert answer(client.get(page_of(hidden))) == answer(nowhere)
    client.force_login(make_network_member())
    assert client.get(page_of(hidden)).status_code == 200  # a fellow finds them


def test_who_hides_from_members_is_as_if_there_were_no_such_member(client):
    hidden = make_network_member("Hidden", shows_name="nobody")
    client.force_login(make_network_member())
    assert answer(client.get(page_of(hidden))) == answer(client.get("/members/0123456789/"))


def test_an_account_that_is_not_in_use_has_no_page(client, ada):
    ada.is_active = False
    ada.save()
    assert client.get(page_of(ada)).status_code == 404


def test_the_public_page_sets_no_cookie_and_is_kept_and_listed_by_nobody(client, ada):
    client.cookies["csrftoken"] = "broken"
    response = client.get(page_of(ada))
    assert not response.cookies
    assert response["Cache-Control"] == "no-cache"
    assert response["X-Robots-Tag"] == "noindex"
    assert "Cookie" in response["Vary"]
    client.force_login(make_network_member())
    assert client.get(page_of(ada))["Cache-Control"] == "no-store, private"


def test_the_owner_sees_it_as_members_and_as_everyone_and_others_cannot(client, ada):
    client.force_login(ada)
    assert "Night work." in text_of(client.get(page_of(ada)))
    assert "Night work." in text_of(client.get(page_of(ada) + "?as=members"))
    as_everyone = text_of(client.get(page_of(ada) + "?as=everyone"))
    assert "as everyone sees it" in as_everyone and "Night work." not in as_everyone
    assert "Night work." in text_of(client.get(page_of(ada) + "?as=staff"))
    client.logout()
    assert "Night work." not in text_of(client.get(page_of(ada) + "?as=members"))


def test_the_owner_of_a_hidden_page_is_told_that_there_is_none(client):
    hidden = make_network_member("Hidden", shows_name="nobody", shows_about="everyone", about="Me.")
    client.force_login(hidden)
    text = text_of(client.get(page_of(hidden)))
    assert "for them there is no such page" in text and "Me." not in text


def test_the_organisation_leads_to_its_page_where_it_has_one(client):
    shown = {"shows_name": "everyone", "shows_organisation": "everyone"}
    trust, unknown = make_organisation("Trust"), make_organisation("Unknown")
    make_project(lead_organisation=trust)
    there, none = (make_network_member(organisation=each, **shown) for each in (trust, unknown))
    assert b'href="/organisations/trust/"' in client.get(page_of(there)).content
    assert b"/organisations/unknown/" not in client.get(page_of(none)).content


def test_what_a_member_writes_is_no_html(client):
    canary = "<b>x</b>{{ 7 }}"
    shown = {f"shows_{part}": "everyone" for part in PARTS}
    who = make_network_member(canary, about=canary, phone=canary, organisation_name=canary, **shown)
    html = client.get(page_of(who)).content.decode()
    assert "<b>x" not in html and "&lt;b&gt;x" in html


def test_it_can_only_be_read(client, ada):
    assert client.post(page_of(ada)).status_code == 405
