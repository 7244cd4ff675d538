"""Deciding in a real browser: with JavaScript and without, both pins, no fault that axe finds."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from projects.models import SavedReply, Submission
from tests.browser.axe import COLOUR_RULES, found_on
from tests.browser.signing_in import bring_in
from tests.builders import make_project, make_staff, make_submission, make_uk

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = "/admin/projects/submission/today/"


def sign_in(page, live_server):
    staff = make_staff(email="ann@example.org", name="Ann")
    page.problems = []
    page.on("console", lambda said: said.type == "error" and page.problems.append(said.text))
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    own = (live_server.url, "data:")
    page.on("request", lambda sent: sent.url.startswith(own) or page.problems.append(sent.url))
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    page.set_default_timeout(15_000)
    bring_in(page, live_server.url, staff, TODAY)
    return page


@pytest.fixture
def desk(page, live_server):
    """A page of the browser, signed in, that notes errors and requests to other sites."""
    return sign_in(page, live_server)


@pytest.fixture
def change():
    """A change that moves an entry, in words that a script could hide in."""
    areas = make_uk()
    SavedReply.objects.create(use="ask", title="Where?", text="Where is it?")
    project = make_project(
        "Work Advice",
        summary="Advice twice a week.",
        pins=[{"latitude": 51.46, "longitude": -0.12}],
        coverage=[areas["lambeth"]],
    )
    return make_submission(
        "change",
        project=project,
        summary="Advice three times a week.",
        latitude=51.54,
        longitude=-0.16,
        how_to_join="<script>document.title = 'Hacked'</script><img src=x onerror=alert(1)>",
    )


def open_it(page, live_server, submission):
    page.goto(
        live_server.url + reverse("admin:projects_submission_decide", args=[submission.pk]),
        wait_until="networkidle",
    )


def test_both_pins_are_shown_and_the_one_that_is_proposed_can_be_moved(desk, live_server, change):
    open_it(desk, live_server, change)
    assert desk.locator(".pin-fixed").inner_text() == "N"
    pin = desk.locator("#place .pin-icon")
    pin.scroll_into_view_if_needed()
    box = pin.bounding_box()
    desk.mouse.move(box["x"] + 14, box["y"] + 14)
    desk.mouse.down()
    desk.mouse.move(box["x"] + 54, box["y"] - 26, steps=5)
    desk.mouse.up()
    latitude = float(desk.input_value("#id_latitude"))
    assert latitude > 51.54
    desk.get_by_role("button", name="Approve", exact=True).click()
    desk.wait_for_selector(".undo")
    place = change.project.locations.get()
    assert place.latitude == latitude
    assert desk.title() == "Today | Better Work Map: staff"
    assert desk.problems == []


def test_a_saved_reply_is_put_into_the_message_without_leaving_the_page(desk, live_server, change):
    open_it(desk, live_server, change)
    desk.fill("#id_message", "Hello.")
    desk.fill("#id_summary", "Typed.")
    desk.select_option("#id_reply", label="Where?")
    requests = []
    desk.on("request", lambda sent: requests.append(sent.url))
    desk.get_by_role("button", name="Use this reply").click()
    assert desk.input_value("#id_message") == "Hello.\n\nWhere is it?"
    assert desk.input_value("#id_summary") == "Typed."
    assert requests == []
    desk.get_by_role("button", name="Ask for more").click()
    desk.wait_for_selector(".undo")
    change.refresh_from_db()
    assert change.state == "needs-information"
    assert desk.problems == []


def test_without_javascript_it_is_decided_and_undone_with_the_keyboard(
    browser, browser_context_args, live_server, change
):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = sign_in(context.new_page(), live_server)
    page.get_by_role("link", name="Decide").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_summary")
    page.select_option("#id_reply", label="Where?")
    page.get_by_role("button", name="Use this reply").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_message")).to_have_value("Where is it?")
    # Enter in a field shows the page again and decides nothing.
    page.locator("#id_latitude").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    change.refresh_from_db()
    assert change.state == "pending"
    page.get_by_role("button", name="Approve and next").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Undone: it waits as before.")
    change.refresh_from_db()
    assert change.state == "pending"
    context.close()


def test_axe_finds_nothing_and_no_page_is_wider_than_the_window(desk, live_server, change):
    make_submission("report", project=change.project, about=["closed"], message="Shut.", email="")
    new = make_submission(name="Work advice")
    Submission.objects.filter(pk=new.pk).update(geocoding="not-found")
    decides = [
        reverse("admin:projects_submission_decide", args=[pk])
        for pk in Submission.objects.values_list("pk", flat=True)
    ]
    for address in [TODAY, *decides]:
        desk.set_viewport_size({"width": 1280, "height": 900})
        desk.emulate_media(color_scheme="light")
        desk.goto(live_server.url + address, wait_until="networkidle")
        for details in desk.locator("#content-main details:not([open]) > summary").all():
            if details.is_visible():
                details.click()
        assert desk.problems == []
        assert found_on(desk, within="#content-main") == [], address
        desk.emulate_media(color_scheme="dark")
        desk.wait_for_timeout(300)  # the admin's links change colour over 150 milliseconds
        assert found_on(desk, COLOUR_RULES, within="#content-main") == [], address
        for width in (360, 768, 1440):
            desk.set_viewport_size({"width": width, "height": 800})
            excess = desk.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert excess <= 0, (address, width)
        desk.problems.clear()  # axe itself tries what the policy forbids
        assert desk.title() != "Hacked"
