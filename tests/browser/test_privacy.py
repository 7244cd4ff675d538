"""The pages about one's data: in order for everybody, and erasing works without JavaScript."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from members.models import Member
from members.privacy import silence
from tests.browser.axe import COLOUR_RULES, found_on
from tests.members.builders import make_message, make_network_member


@pytest.fixture
def member():
    """Somebody with something in their data."""
    made = make_network_member("Mia Quoll", about="I listen.")
    make_message(recipient=made)
    return made


def sign_in(context, site, member):
    """Give a browser the cookie of somebody who has signed in."""
    client = Client()
    client.force_login(member)
    key = client.session.session_key
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}])


def looked_at(page):
    """Assert that a page is in order, narrow, in both themes."""
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert found_on(page) == []
    page.emulate_media(color_scheme="dark")
    assert found_on(page, COLOUR_RULES) == []
    page.emulate_media(color_scheme="light")


def test_axe_finds_nothing_on_the_pages_about_ones_data(page, live_server, member):
    site = live_server.url
    page.goto(site + reverse("privacy"))
    looked_at(page)
    page.goto(site + reverse("complaint"))
    looked_at(page)
    page.get_by_role("button", name="Send the complaint").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    looked_at(page)
    page.get_by_role("link", name="Type your name.").click()
    expect(page.get_by_label("Your name")).to_be_focused()
    sign_in(page.context, site, member)
    for name in ("my_data", "erase_me"):
        page.goto(site + reverse(name))
        looked_at(page)
    page.get_by_role("button", name="Erase me for good").click()
    expect(page).to_have_title("Error: Erase me – Better Work Map")
    looked_at(page)


def test_a_member_reads_their_data_and_erases_themselves_without_javascript(
    new_context, live_server, member
):
    site = live_server.url
    context = new_context(java_script_enabled=False)
    sign_in(context, site, member)
    page = context.new_page()
    page.goto(site + reverse("my_data"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Download it to read").click()
    assert download.value.suggested_filename.endswith(".html")
    page.goto(download.value.path().as_uri())
    expect(page.get_by_text("I listen.")).to_be_visible()
    page.goto(site + reverse("erase_me"))
    page.get_by_label("Yes, erase").check()
    page.get_by_role("button", name="Erase me for good").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are erased")
    assert not Member.objects.exists()


def test_a_silent_member_keeps_the_account_with_one_press(page, live_server, member):
    profile = member.profile
    profile.asked_at = profile.joined_at
    profile.save()
    page.goto(live_server.url + reverse("stay", args=[silence.mark_of(profile)]))
    looked_at(page)
    page.get_by_role("button", name="Yes, keep my account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Good: you stay")
    profile.refresh_from_db()
    assert profile.asked_at is None
