"""The admin in a real browser: pins, conflicts, the keyboard, and no breach of the policy."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from projects.models import Area, Place, Project
from tests.browser.signing_in import bring_in
from tests.builders import make_project, make_staff, make_uk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page, live_server):
    """A page of the browser, signed in, that notes errors and requests to other sites."""
    staff = make_staff(email="ann@example.org", name="Ann")
    page.problems = []
    page.on("console", lambda said: said.type == "error" and page.problems.append(said.text))
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    own = (live_server.url, "data:")
    page.on("request", lambda sent: sent.url.startswith(own) or page.problems.append(sent.url))
    # Browsers ask for an icon by themselves.
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    page.set_default_timeout(15_000)
    bring_in(page, live_server.url, staff)
    return page


@pytest.fixture
def entry():
    """A project with one location in London."""
    areas = make_uk()
    there = {"latitude": 53.8, "longitude": -1.55, "council": areas["salford"]}
    Place.objects.create(name="Leeds", key="leeds", population=9, **there)
    return make_project(
        "Work Advice", pins=[{"latitude": 51.46, "longitude": -0.12, "label": "Hall"}]
    )


def open_form(desk, live_server, entry):
    desk.goto(live_server.url + reverse("admin:projects_project_change", args=[entry.pk]))
    desk.wait_for_selector("#locations-0 .pin-icon")


def typed_point(desk, row=0):
    fields = [f"#id_locations-{row}-{axis}" for axis in ("latitude", "longitude")]
    return [float(desk.input_value(field)) for field in fields]


def test_dragging_the_pin_writes_the_coordinates(desk, live_server, entry):
    open_form(desk, live_server, entry)
    pin = desk.locator("#locations-0 .pin-icon")
    pin.scroll_into_view_if_needed()
    box = pin.bounding_box()
    desk.mouse.move(box["x"] + 14, box["y"] + 14)
    desk.mouse.down()
    desk.mouse.move(box["x"] + 64, box["y"] - 46, steps=5)
    desk.mouse.up()
    latitude, longitude = typed_point(desk)
    assert latitude > 51.46
    assert longitude > -0.12
    desk.click("input[name=_continue]")
    desk.wait_for_selector(".messagelist .success")
    location = entry.locations.get()
    assert (location.latitude, location.longitude) == (latitude, longitude)
    assert location.on_map
    assert desk.problems == []


def test_typing_moves_the_pin(desk, live_server, entry):
    open_form(desk, live_server, entry)
    pin = desk.locator("#locations-0 .pin-icon")
    before = pin.get_attribute("style")
    desk.fill("#id_locations-0-latitude", "51.56")
    desk.keyboard.press("Tab")
    expect(pin).not_to_have_attribute("style", before)
    desk.fill("#id_locations-0-latitude", "99")
    desk.keyboard.press("Tab")
    desk.wait_for_selector("#locations-0 .pin-icon", state="detached")
    assert desk.problems == []


def test_a_new_location_gets_a_map_and_a_pin_by_its_place_with_the_keyboard_alone(
    desk, live_server, entry
):
    open_form(desk, live_server, entry)
    desk.locator("#locations-group .add-row a").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_selector("#locations-1 .pin-map.leaflet-container")
    search = desk.locator("#locations-1 .pin-find input")
    search.focus()
    desk.keyboard.type("Leeds")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("#locations-1 .pin-icon")
    assert typed_point(desk, 1) == [53.8, -1.55]
    desk.wait_for_selector("#locations-1 .pin-words button").focus()
    desk.keyboard.press("Enter")
    salford = Area.objects.get(slug="salford")
    assert desk.input_value("#id_locations-1-council") == str(salford.pk)
    desk.locator("input[name=_continue]").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".messagelist .success")
    assert entry.locations.get(council=salford).source == "pin"
    assert desk.problems == []


def test_no_other_site_hears_of_the_page_until_the_street_map_is_turned_on(
    desk, live_server, entry
):
    open_form(desk, live_server, entry)
    assert desk.problems == []
    asked = []
    desk.route("https://tile.openstreetmap.org/**", lambda route: (asked.append(1), route.abort()))
    desk.locator("#locations-0 .leaflet-control-layers input").check()
    desk.wait_for_selector("#locations-0 .leaflet-tile", state="attached")
    assert asked


def test_a_conflict_shows_both_and_the_second_save_is_a_choice(desk, live_server, entry):
    open_form(desk, live_server, entry)
    Project.objects.filter(pk=entry.pk).update(summary="Theirs.", version=2)
    desk.fill("#id_summary", "Mine, typed at length.")
    desk.click("input[name=_continue]")
    conflict = desk.wait_for_selector(".conflict")
    assert "Theirs." in conflict.inner_text()
    assert "Mine, typed at length." in conflict.inner_text()
    assert desk.input_value("#id_summary") == "Mine, typed at length."
    desk.get_by_role("button", name="Save mine over theirs").click()
    desk.wait_for_selector(".messagelist .success")
    entry.refresh_from_db()
    assert entry.summary == "Mine, typed at length."
    assert desk.problems == []


def test_checking_next_goes_on_with_one_click(desk, live_server, entry):
    desk.click("text=to check next")
    desk.wait_for_selector(".check-panel")
    desk.get_by_role("button", name="Still right").click()
    desk.wait_for_selector("text=Nothing is due")
    entry.refresh_from_db()
    assert entry.checked_on
    assert desk.problems == []


def test_no_page_is_wider_than_the_window(desk, live_server, entry):
    names = [("change", entry.pk), ("check", entry.pk), ("withdraw", entry.pk), ("changelist",)]
    for name, *arguments in names:
        address = reverse(f"admin:projects_project_{name}", args=arguments)
        desk.set_viewport_size({"width": 360, "height": 800})
        desk.goto(live_server.url + address)
        desk.wait_for_load_state("networkidle")
        for width in (360, 768, 1440):
            desk.set_viewport_size({"width": width, "height": 800})
            excess = desk.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert excess <= 0, (name, width, excess)
    assert desk.problems == []
