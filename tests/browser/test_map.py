import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from projects.models import Area
from tests.builders import make_project, make_uk

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"


@pytest.fixture
def projects(revision):
    areas = make_uk()
    make_project("Fair Pay", slug="fair-pay", summary="Pays fairly.", pins=[(51.5, -0.1)])
    make_project("Old Mill", slug="old-mill", status="past", pins=[(53.8, -1.55)])
    for name in ("Bread", "Roses"):
        make_project(name, pins=[(55.95, -3.19)])
    make_project("All Wales", coverage=[areas["wales"]])


@pytest.fixture
def site(live_server, projects, page):
    """Opens an address of the live site, with its map in place and all marks on it."""

    def visit(path="/map/"):
        page.goto(live_server.url + path)
        expect(page.locator("#map")).to_have_attribute("data-shown", re.compile(r"\d+"))

    return visit


@pytest.fixture
def requests_elsewhere(page, live_server):
    found = []
    page.route(
        lambda address: not address.startswith(live_server.url),
        lambda route: (found.append(route.request), route.fulfill(status=204)),
    )
    return found


def number(page, name):
    return int(page.locator("[data-total]").get_attribute(f"data-{name}"))


def named(page, name):
    return page.get_by_role("button", name=re.compile(name))


def test_the_map_shows_what_the_list_counts(site, page):
    site()
    expect(page.locator("#map")).to_have_attribute("data-shown", "4")
    assert number(page, "locations") == 4
    expect(page.locator("[data-map-count]")).to_have_text("4 places on this part of the map.")
    expect(page.get_by_role("link", name="1 project across Wales")).to_be_visible()


def test_nothing_on_the_page_breaks_the_content_security_policy(site, page):
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    site()
    named(page, "Fair Pay").click()
    assert messages == []


def test_a_marker_opens_a_popup_that_links_to_its_project(site, page):
    site()
    named(page, "Fair Pay").click()
    popup = page.locator(".leaflet-popup")
    expect(popup).to_contain_text("Pays fairly.")
    expect(popup).to_contain_text("Running")
    popup.get_by_role("link", name="Fair Pay").click()
    expect(page).to_have_url(re.compile("/projects/fair-pay/$"))


def test_places_at_one_point_are_all_reached(site, page):
    site()
    named(page, "2 places near Edinburgh").click()
    popup = page.locator(".leaflet-popup")
    expect(popup.get_by_role("link", name="Bread")).to_be_visible()
    expect(popup.get_by_role("link", name="Roses")).to_be_visible()


def test_hostile_names_do_not_run(site, page):
    make_project(HOSTILE, slug="hostile", summary=HOSTILE, pins=[(57.1, -2.1)])
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    site()
    page.locator(".map__pin[aria-label*=onerror]").click()
    expect(page.locator(".leaflet-popup a").first).to_have_text(HOSTILE)
    assert page.locator(".leaflet-popup img").count() == 0
    assert dialogs == []


def test_the_keyboard_opens_a_popup_and_escape_gives_the_focus_back(site, page):
    site()
    marker = named(page, "Fair Pay")
    marker.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    expect(marker).to_be_focused()


def test_few_marks_are_tab_stops_and_many_are_not(site, page):
    site()
    expect(named(page, "Fair Pay")).not_to_have_attribute("tabindex", "-1")
    live = page.locator(".map__live")
    expect(live).to_have_accessible_description("")
    for row in range(7):
        for column in range(6):
            make_project(pins=[(50.5 + row * 1.4, -7.5 + column * 1.9)])
    site()
    expect(page.locator("#map")).to_have_attribute("data-shown", "46")
    assert page.locator(".map__mark-node").count() > 25
    assert page.locator('.map__mark-node:not([tabindex="-1"])').count() == 0
    expect(live).to_have_accessible_description(re.compile("^Zoom in until 25 or fewer marks"))


def test_a_cluster_zooms_in_and_the_address_says_where(site, page):
    make_project("Mill Hill", pins=[(53.81, -1.53)])
    site()
    named(page, "2 places near Leeds").click()
    page.wait_for_url(re.compile("at="))
    zoom = float(parse_qs(urlsplit(page.url).query)["at"][0].split("/")[0])
    assert zoom >= 7
    assert number(page, "locations") == 5
    page.reload()
    expect(page.locator("[data-map-count]")).to_have_text(re.compile("2 places .* 3 outside it"))


def test_a_filter_changes_the_map_and_back_brings_it_back(site, page):
    site()
    page.locator('input[name="status"][value="past"]').check(force=True)
    page.locator("#apply-last").click()
    expect(page.locator("#map")).to_have_attribute("data-shown", "1")
    expect(page).to_have_url(re.compile("status=past"))
    assert number(page, "locations") == 1
    page.go_back()
    expect(page.locator("#map")).to_have_attribute("data-shown", "4")
    assert number(page, "locations") == 4


def test_councils_that_share_a_badge_have_their_own_closer_up(site, page):
    make_project(coverage=[Area.objects.get(slug=slug) for slug in ("manchester", "salford")])
    site("/map/?at=6/53.5/-2.3")
    expect(named(page, "1 project across 2 councils: zoom in")).to_be_visible()
    page.locator(".map__live").focus()
    for _ in range(6):
        page.keyboard.press("+")
    expect(page.get_by_role("link", name="1 project across Salford")).to_be_visible()
    expect(named(page, "across 2 councils")).to_have_count(0)


def test_the_fine_coastline_comes_only_close_up(site, page):
    asked_for = []
    page.on("request", lambda request: asked_for.append(request.url))
    site("/map/?at=7/51.5/-0.1")
    expect(page.locator(".map__outline")).to_have_count(1)
    assert not [url for url in asked_for if "coastline" in url]
    page.locator(".map__live").focus()
    page.keyboard.press("+")
    expect(page.locator(".map__outline")).to_have_count(0)
    expect(page.locator(".map__coastline path.map__land")).to_have_count(1)


def test_searching_this_area_narrows_list_and_map_together(site, page):
    site("/map/?at=8/51.5/-0.1")
    page.locator(".map__live").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Search this area").click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "1")
    assert "bbox=" in page.url
    expect(page.locator("#map")).to_have_attribute("data-shown", "1")
    expect(page.locator("[data-map-count]")).to_have_text("1 place on this part of the map.")
    page.get_by_role("link", name="Clear area").click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "5")
    expect(page.locator("#map")).to_have_attribute("data-shown", "4")
    assert "bbox=" not in page.url


def test_no_third_party_is_asked_until_the_street_map_is_turned_on(site, page, requests_elsewhere):
    site()
    page.locator(".map__live").focus()
    page.keyboard.press("+")
    expect(page).to_have_url(re.compile("at="))
    assert requests_elsewhere == []
    page.get_by_role("button", name="Street map").click()
    page.wait_for_timeout(300)
    hosts = {urlsplit(request.url).netloc for request in requests_elsewhere}
    assert hosts == {"tile.openstreetmap.org"}
    referrers = {request.headers.get("referer") for request in requests_elsewhere}
    assert referrers == {page.evaluate("location.origin + '/'")}
    expect(page.get_by_role("link", name="OpenStreetMap")).to_be_visible()


def test_the_street_map_is_remembered_and_can_be_turned_off(site, page, requests_elsewhere):
    site()
    page.get_by_role("button", name="Street map").click()
    site()
    button = page.get_by_role("button", name="Street map")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    requests_elsewhere.clear()
    site()
    assert requests_elsewhere == []


def test_close_up_the_map_offers_the_streets_it_lacks(site, page):
    site("/map/?at=10/51.5/-0.1")
    offer = page.get_by_role("button", name="Show the street map")
    expect(offer).to_be_hidden()
    site("/map/?at=11/51.5/-0.1")
    expect(offer).to_be_visible()


def test_while_the_pins_are_on_their_way_the_count_of_the_server_stands(
    live_server, projects, page
):
    held = []
    page.route("**/map/tiles/**", lambda route: held.append(route))
    page.goto(live_server.url + "/map/")
    expect(page.locator(".map__tag").first).to_be_visible()
    expect(page.locator("[data-map-count]")).to_have_text("4 places on this part of the map.")
    assert held
    for route in held:
        route.abort()


def test_tiles_that_fail_are_told_and_tried_again(site, page):
    site()
    page.route("**/map/tiles/**", lambda route: route.fulfill(status=503))
    page.locator(".map__live").focus()
    page.keyboard.press("+")
    message = page.locator(".map__message")
    expect(message).to_contain_text("could not be loaded")
    page.unroute("**/map/tiles/**")
    page.get_by_role("link", name="Whole UK").click()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#map")).to_have_attribute("data-shown", "4")
    expect(message).to_be_empty()


def test_the_wheel_scrolls_the_page_until_the_map_is_used(site, page):
    site()
    box = page.locator(".map__live").bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.wheel(0, 200)
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") > 0
    assert "at=" not in page.url


def test_without_javascript_the_drawing_is_a_map_of_links(live_server, projects, new_context):
    context = new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/map/?at=5/54/-3")
    drawing = page.locator("svg.map__drawing")
    expect(drawing).to_be_visible()
    expect(drawing.get_by_role("link", name="1 project across Wales")).to_be_visible()
    drawing.get_by_role("link", name=re.compile("Fair Pay")).click()
    expect(page).to_have_url(re.compile("/projects/fair-pay/$"))


def test_without_javascript_a_cluster_zooms_in(live_server, projects, new_context):
    make_project("Mill Hill", pins=[(53.81, -1.53)])
    page = new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + "/map/")
    page.get_by_role("link", name="2 places near Leeds: zoom in").click()
    expect(page).to_have_url(re.compile("at=7/53.8"))
    expect(page.locator("[data-map-count]")).to_have_text(re.compile("3 outside it"))
    page.get_by_role("link", name="Zoom out").click()
    expect(page).to_have_url(re.compile("at=6/53.8"))
