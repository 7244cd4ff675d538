"""The page of the network: what comes next, and nobody who did not choose to be on it."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from tests.builders import make_organisation, make_resource
from tests.members.builders import make_event, make_network_member
from tests.projects.views.forms import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/network/"


def test_the_next_three_events_are_shown_with_their_times_in_london(client):
    summer = datetime(timezone.now().year + 1, 7, 1, 13, 0, tzinfo=UTC)
    make_event("Summer meeting", starts=summer)
    for number in (3, 1, 2):
        make_event(f"Workshop {number}", days=number)
    make_event("Long past", days=-9)
    make_event("Being planned", state="draft")
    text = text_of(client.get(ADDRESS))
    shown = [text.index(f"Workshop {number}") for number in (1, 2, 3)]
    assert shown == sorted(shown)
    assert not [each for each in ("Summer", "Long past", "Being planned") if each in text]
    make_event("Workshop 1", slug="again", days=1, state="cancelled")
    assert "Cancelled" in text_of(client.get(ADDRESS))


def test_a_summer_event_has_summer_time(client):
    make_event(starts=datetime(timezone.now().year + 1, 7, 1, 13, 0, tzinfo=UTC))
    assert "2pm to 4pm" in text_of(client.get(ADDRESS))


def test_the_latest_three_resources_are_shown(client):
    years = {"Old": 2016, "Undated": None, "Mid": 2019, "New": 2021, "Best": 2020}
    for title, year in years.items():
        make_resource(f"{title} guide", year=year)
    text = text_of(client.get(ADDRESS))
    assert {title for title in years if f"{title} guide" in text} == {"New", "Best", "Mid"}


def test_only_members_who_show_their_name_to_everyone_are_on_it(client):
    bridge = make_organisation("Bridge")
    olive = make_network_member("Olive", shows_name="everyone", shows_organisation="everyone",
        organisation=bridge)  # fmt: skip
    make_network_member("Mia", organisation_name="Mia Ltd")
    make_network_member("Nora", shows_name="nobody", shows_organisation="everyone",
        organisation_name="Nora Ltd")  # fmt: skip
    make_network_member("Otto", shows_name="everyone", organisation_name="Otto Ltd")
    gone = make_network_member("Gone", shows_name="everyone")
    gone.is_active = False
    gone.save()
    response = client.get(ADDRESS)
    text = text_of(response)
    assert "Olive" in text and "Bridge" in text and "Otto" in text
    assert f"/members/{olive.profile.key}/" in response.content.decode()
    assert not [each for each in ("Mia", "Nora", "Otto Ltd", "Gone") if each in text]
    assert "@" not in response.content.decode().partition("<main")[2].partition("</main>")[0]
    olive.profile.shows_name = "members"
    olive.profile.save()
    again = client.get(ADDRESS, headers={"If-None-Match": response.headers.get("ETag", "")})
    assert again.status_code == 200 and "Olive" not in text_of(again)


def test_it_leads_to_the_form_and_sets_no_cookie(client):
    response = client.get(ADDRESS)
    assert 'href="/join/"' in response.content.decode()
    assert not response.cookies
    assert "no-cache" in response["Cache-Control"]


def test_its_questions_do_not_grow_with_its_members(client, django_assert_max_num_queries):
    for _ in range(9):
        make_network_member(shows_name="everyone", shows_interests="everyone")
    with django_assert_max_num_queries(8):
        client.get(ADDRESS)
