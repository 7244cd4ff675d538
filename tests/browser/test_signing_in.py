"""Signing in in a real browser, without JavaScript, and nothing that axe finds on the way."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import COLOUR_RULES, found_on
from tests.browser.signing_in import code_in_mail
from tests.builders import make_staff
from tests.members.accounts.people import app_code

pytestmark = pytest.mark.django_db(transaction=True)


def look_at(page):
    """Let axe look at the page in light, and at its colours in the dark."""
    title = page.title()
    assert found_on(page) == [], title
    page.emulate_media(color_scheme="dark")
    assert found_on(page, only=COLOUR_RULES) == [], f"{title} in the dark"
    page.emulate_media(color_scheme="light")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), title


@pytest.mark.parametrize("scripts", [True, False])
def test_staff_sign_in_by_code_set_up_the_second_step_and_come_to_the_desk(
    live_server, browser, settings, scripts
):
    settings.STAFF_SECOND_FACTOR = True
    make_staff(email="ann@example.org")
    context = browser.new_context(
        java_script_enabled=scripts, viewport={"width": 360, "height": 800}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    # axe needs scripts.
    look = look_at if scripts else lambda page: None
    page.goto(f"{live_server.url}/admin/")
    page.get_by_role("button", name="Send me a code").click()
    expect(page).to_have_title("Error: Sign in – Better Work Map")
    look(page)
    page.get_by_label("E-mail address").fill("ann@example.org")
    page.get_by_role("button", name="Send me a code").click()
    look(page)
    page.get_by_label("Code", exact=True).fill("not this")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#id_code_error")).to_be_visible()
    page.get_by_label("Code", exact=True).fill(code_in_mail("ann@example.org"))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up the second step")
    look(page)
    drawn = page.get_by_role("img").first.bounding_box()
    assert drawn["width"] > 150
    secret = page.locator(".secret-key").inner_text()
    page.get_by_label("Code", exact=True).fill(app_code(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    expect(page.locator(".secret-codes li")).to_have_count(10)
    look(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save them as a file").click()
    assert saved.value.suggested_filename == "recovery-codes.txt"
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What there is to do")
    if scripts:
        for address in ("e-mail/", "password/", "second-step/", "second-step/codes/new/"):
            page.goto(f"{live_server.url}/account/{address}")
            look(page)
        context.clear_cookies()
        for address in ("sign-in/password/", "password/forgotten/", "password/forgotten/sent/"):
            page.goto(f"{live_server.url}/account/{address}")
            look(page)
    context.close()
