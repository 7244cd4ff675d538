"""Following a list, from the list to its end, in a browser."""

import re

from playwright.sync_api import expect

from projects.alerts import looking
from projects.models import Alert, Mail, Project
from tests.browser.directory import make_directory
from tests.builders import make_staff
from tests.projects.alerts.rows import change, make_due


def test_a_list_is_followed_changed_with_its_filters_and_stopped(page, live_server, settings):
    settings.FORM_LEAST_SECONDS = 0
    make_directory()
    Alert.objects.all().delete()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{live_server.url}/projects/?area=lambeth")
    page.get_by_role("link", name="E-mail alert").click()
    page.get_by_label("Your e-mail").fill("ada@example.org")
    page.get_by_label("Every day").check()
    page.get_by_role("button", name="Tell me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Now look at your e-mail")
    address = re.search(r"/alerts/[\w-]{43}/", Mail.objects.get().text).group()
    page.goto(live_server.url + address)
    page.get_by_role("button", name="Yes, tell me every day").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your e-mail alert")
    page.get_by_role("link", name="Change the list").click()
    # The filters swap a part of the page; the form in it must be whole.
    page.locator("#facets").get_by_label("Anywhere in the UK").check()
    page.locator("#apply-first").click()
    expect(page.locator("#results")).to_contain_text("All projects on the map")
    page.get_by_role("button", name="Use this list").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your e-mail alert")
    alert = Alert.objects.get()
    assert alert.query == ""
    change(Project.objects.get(slug="bare"), make_staff(), summary="Another.")
    make_due(alert)
    assert looking.look() == 1
    page.get_by_role("button", name="Stop this alert").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The alert is stopped")
    assert not Alert.objects.exists() and not Mail.objects.exists()
