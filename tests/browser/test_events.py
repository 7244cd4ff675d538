"""Events in a browser: seen, registered for with one click and by mail, cancelled."""

import re

import pytest
from django.core import mail as post
from playwright.sync_api import expect

from members.models import Registration
from projects.submissions import mail
from tests.browser.axe import found_on
from tests.browser.signing_in import bring_in
from tests.builders import make_resource
from tests.members.builders import make_event, make_network_member, make_registration

pytestmark = pytest.mark.django_db(transaction=True)
LINK = "https://join.example/spring"


@pytest.fixture
def site(live_server, settings):
    """A site with one event to come and one that was; nobody has to wait before sending."""
    settings.FORM_LEAST_SECONDS = 0
    settings.SITE_URL = live_server.url
    make_event("Spring meeting", slug="spring", is_open=True, joining_link=LINK, capacity=5)
    make_event("Autumn meeting", days=-90, papers=[make_resource("Minutes")])
    return live_server.url


def heading(page):
    return page.get_by_role("heading", level=1)


def test_a_member_registers_with_one_click_and_cancels_with_one(site, page):
    bring_in(page, site, make_network_member("Ada"), to="/events/")
    assert found_on(page) == []
    page.get_by_role("link", name="Spring meeting").click()
    assert found_on(page) == []
    page.get_by_role("link", name="Register", exact=True).click()
    assert found_on(page) == []
    page.get_by_role("button", name="Register").click()
    expect(heading(page)).to_have_text("You are registered")
    expect(page.get_by_role("link", name=LINK)).to_be_visible()
    assert found_on(page) == []
    page.get_by_role("button", name="Cancel my registration").click()
    expect(heading(page)).to_have_text("You have cancelled")
    assert Registration.objects.get().state == "cancelled"


def test_a_guest_mends_a_slip_confirms_by_mail_and_cancels(site, new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/events/spring/register/")
    page.get_by_label("Your name").fill("Grace")
    page.get_by_label("Your e-mail").fill("grace")
    page.get_by_role("button", name="Register").click()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_label("Your name")).to_have_value("Grace")
    page.get_by_label("Your e-mail").fill("grace@example.org")
    page.get_by_role("button", name="Register").click()
    expect(heading(page)).to_have_text("Now look at your e-mail")
    mail.send_due()
    page.goto(re.search(r"http://\S+/registrations/\S+", post.outbox[-1].body)[0])
    expect(page.get_by_text(LINK)).to_have_count(0)
    page.get_by_role("button", name="Yes, I want to come").click()
    expect(heading(page)).to_have_text("You are registered")
    expect(page.get_by_role("link", name=LINK)).to_be_visible()
    page.get_by_text("Cancel my registration").click()
    page.get_by_role("button", name="Yes, cancel it").click()
    expect(heading(page)).to_have_text("You have cancelled")


def test_axe_finds_nothing_on_the_form_with_an_error_and_on_ones_own_page(site, page):
    page.goto(f"{site}/events/spring/register/")
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_focused()
    assert found_on(page) == []
    own = make_registration(make_event("Talk", is_open=True), state="unconfirmed")
    page.goto(f"{site}/registrations/{own.token}/")
    assert found_on(page) == []
