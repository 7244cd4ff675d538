"""Joining in a real browser: with JavaScript and without, no fault that axe finds."""

import re

import pytest
from playwright.sync_api import expect

from members.models import Application
from projects.models import Approach, Mail
from tests.browser.axe import COLOUR_RULES, found_on
from tests.builders import make_resource, make_term
from tests.members.builders import make_event, make_network_member
from tests.members.joining.forms import latest_mail, page_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(live_server, settings):
    """A site with a network; nobody has to wait for three seconds before sending."""
    settings.FORM_LEAST_SECONDS = 0
    make_term(Approach, "Coaching")
    make_event("Autumn meeting", summary="What we have learned.")
    make_event("Workshop on pay", days=9, state="cancelled")
    make_resource("Guide to job design", kind="guide", year=2021)
    make_network_member("Olive Osei", shows_name="everyone", shows_organisation="everyone",
        organisation_name="Bridge")  # fmt: skip
    return live_server.url


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def visitor(request, new_context):
    """A browser with and one without JavaScript; a page that breaks a rule of ours is a failure."""
    page = new_context(java_script_enabled=request.param).new_page()
    wrong = []
    page.on("console", lambda message: message.type == "error" and wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    assert [line for line in wrong if "status of 4" not in line] == []


def faults(page):
    """What axe finds on a page in light and in dark colours, and whether a phone has room."""
    page.set_viewport_size({"width": 320, "height": 700})
    page.emulate_media(color_scheme="light")
    found = found_on(page)
    if page.evaluate("document.documentElement.scrollWidth") > 320:
        found.append("too wide")
    page.emulate_media(color_scheme="dark")
    found += found_on(page, COLOUR_RULES)
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def fill_in(page):
    page.get_by_label("Your name").fill("Ada Ali")
    page.get_by_label("Your e-mail").fill("ada@example.org")
    page.get_by_label("Your organisation").fill("Salford Skills Trust")
    page.get_by_label("Coaching").check()


def test_somebody_joins(site, visitor):
    visitor.goto(f"{site}/network/")
    visitor.get_by_role("link", name="Join the network").click()
    fill_in(visitor)
    visitor.get_by_role("button", name="Ask to join").click()
    expect(visitor.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(visitor).to_have_title(re.compile("^Error: "))
    expect(visitor.get_by_label("Your name")).to_have_value("Ada Ali")
    visitor.get_by_label("Support provider").check()
    visitor.get_by_role("button", name="Ask to join").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Now look at your e-mail")
    visitor.goto(site + page_in(latest_mail()))
    visitor.get_by_role("button", name="Yes, I want to join").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("We have it")
    application = Application.objects.get()
    assert (application.state, application.kind) == ("pending", "support-provider")
    assert [each.slug for each in application.interests.all()] == ["coaching"]
    visitor.get_by_text("Erase my data", exact=True).click()
    visitor.get_by_role("button", name="Yes, erase my data").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Your data is erased")
    assert not Mail.objects.exists()


def test_axe_finds_nothing_on_the_way(site, page):
    found = {}
    page.goto(f"{site}/network/")
    found["network"] = faults(page)
    page.goto(f"{site}/join/")
    page.get_by_role("button", name="Ask to join").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_focused()
    found["error"] = faults(page)
    page.get_by_role("link", name="Choose what comes nearest").click()
    fill_in(page)
    page.get_by_label("Union").check()
    page.get_by_role("button", name="Ask to join").click()
    expect(page).to_have_url(f"{site}/join/sent/")
    found["sent"] = faults(page)
    page.goto(site + page_in(latest_mail()))
    found["confirm"] = faults(page)
    assert {name: each for name, each in found.items() if each} == {}
