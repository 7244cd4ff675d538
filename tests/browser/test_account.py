"""My account in a browser without JavaScript: the profile, the organisations, the entries."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from members.models import Profile, Stewardship
from projects.models import Approach, Project
from tests.browser.axe import COLOUR_RULES, found_on
from tests.browser.signing_in import bring_in
from tests.builders import make_organisation, make_project, make_submission, make_term, make_uk
from tests.members.builders import make_network_member, make_stewardship

PAGES = ["", "profile/", "mail/", "organisations/", "entries/"]


@pytest.fixture
def ann():
    """A member who looks after an organisation with two entries, and asks for another."""
    make_uk()
    make_term(Approach, "Careers guidance")
    walcot = make_organisation("Walcot Foundation")
    for name in ("Step Up", "Cymorth i weithwyr yn Llanfairpwllgwyngyllgogerychwyrndrobwll"):
        make_project(name, lead_organisation=walcot, checked_on=date(2020, 4, 5))
    make_submission("report", project=Project.objects.get(name="Step Up"))
    make_project("Other", lead_organisation=make_organisation("Leeds Trust"))
    ann = make_network_member("Ann Evans", email="ann@walcot.org", organisation=walcot)
    make_stewardship(ann, walcot, is_trusted=True, decided_at=timezone.now())
    return ann


def test_everything_works_without_javascript(new_context, live_server, ann):
    page = new_context(java_script_enabled=False).new_page()
    bring_in(page, live_server.url, ann, "/account/")
    page.get_by_role("link", name="My profile, and who sees what").click()
    page.get_by_label("Telephone").fill("020 7946 0000")
    page.get_by_label("Your name").fill("")
    page.get_by_role("group", name="Who sees it: telephone").get_by_label("Members").check()
    page.get_by_role("button", name="Save my profile").click()
    expect(page).to_have_title("Error: My profile – Better Work Map")
    page.get_by_role("link", name="Give your name.").click()
    page.keyboard.type("Ann Evans")
    page.get_by_role("button", name="Save my profile").click()
    expect(page.get_by_text("Saved. This is what others see")).to_be_visible()
    saved = Profile.objects.get()
    assert (saved.phone, saved.shows_phone) == ("020 7946 0000", "members")

    page.get_by_role("link", name="My account").first.click()
    page.get_by_role("link", name="2 entries need attention").click()
    page.get_by_role("button", name="Still right (Cymorth").click()
    expect(page.get_by_text("says now that it was checked today")).to_be_visible()

    page.goto(f"{live_server.url}/account/organisations/")
    page.get_by_label("Organisation", exact=True).fill("leeds trust")
    page.get_by_label("Why you").fill("I run it.")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("Thank you, we have it.")).to_be_visible()
    page.get_by_text("End it (Walcot Foundation)", exact=True).click()
    page.get_by_role("button", name="Yes, end it").click()
    expect(page.get_by_text("Ended, with thanks.")).to_be_visible()
    states = Stewardship.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["ended", "pending"]


def test_axe_finds_nothing_in_either_theme_and_nothing_is_too_wide(page, live_server, ann):
    bring_in(page, live_server.url, ann, "/account/")
    for name in [*PAGES, "profile/ with an error", "organisations/ with an error"]:
        address, _, wrong = name.partition(" ")
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(f"{live_server.url}/account/{address}")
        if wrong and address == "profile/":
            page.get_by_label("Telephone").fill("none")
            page.get_by_role("button", name="Save my profile").click()
        elif wrong:
            page.get_by_label("Organisation", exact=True).fill("Nobody knows it")
            page.get_by_role("button", name="Ask", exact=True).click()
        if wrong:
            expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        assert found_on(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        page.emulate_media(color_scheme="dark")
        assert found_on(page, only=COLOUR_RULES) == [], name
        page.emulate_media(color_scheme="light")
