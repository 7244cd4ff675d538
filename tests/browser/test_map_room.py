"""Nothing on the live map is cut off, covered or too small, on any screen and on paper."""

import re

import pytest
from playwright.sync_api import expect

from projects.map.mercator import to_degrees, to_pixels
from tests.builders import make_project, make_uk

PHONE = {"width": 360, "height": 760}
CONTROLS = ".leaflet-bar, .map__control, .map__note"
# The boxes of what is visible among these elements: [left, top, right, bottom] in the window.
BOXES = """nodes => nodes.filter(node => node.getClientRects().length).map(node => {
  const { left, top, right, bottom } = node.getBoundingClientRect();
  return [left, top, right, bottom];
})"""


@pytest.fixture
def visit(live_server, revision, page):
    """Opens an address of the live site, with all marks on its map."""

    def visit(path="/map/"):
        page.goto(live_server.url + path)
        expect(page.locator("#map")).to_have_attribute("data-shown", re.compile(r"\d+"))

    return visit


def boxes(page, selector):
    return page.locator(selector).evaluate_all(BOXES)


def overlap(one, other):
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def lies_in(inner, outer):
    return (
        inner[0] >= outer[0]
        and inner[1] >= outer[1]
        and inner[2] <= outer[2]
        and inner[3] <= outer[3]
    )


def shifted(latitude, longitude, zoom, across, down):
    """The point so many pixels further east and south, as at= writes it."""
    x, y = to_pixels(latitude, longitude, zoom)
    latitude, longitude = to_degrees(x + across, y + down, zoom)
    return f"{zoom}/{latitude:.5f}/{longitude:.5f}"


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 500}])
def test_a_popup_is_whole_and_in_sight_with_nothing_over_it(visit, page, size):
    ends = {"North": (60.3, -1.2), "South": (50.2, -5.3), "East": (52.6, 1.4), "West": (54.5, -7.5)}
    for name, point in ends.items():
        make_project(name, summary="Pays fairly. " * 30, pins=[point])
    page.set_viewport_size(size)
    visit()
    for name in ends:
        page.get_by_role("link", name="Whole UK").click()
        page.get_by_role("button", name=name).focus()
        page.keyboard.press("Enter")
        expect(page.locator(".leaflet-popup a").first).to_be_focused()
        expect(page.locator(".map__popup-name")).to_have_text(name)
        page.wait_for_timeout(400)
        (popup,), (stage,) = boxes(page, ".leaflet-popup"), boxes(page, ".map__stage")
        assert lies_in(popup, stage)
        (link,) = boxes(page, ".map__popup-name")
        assert lies_in(link, [0, 0, size["width"], size["height"]])
        over = [control for control in boxes(page, CONTROLS) if overlap(popup, control)]
        assert over == []
        page.keyboard.press("Escape")


def test_nothing_stands_over_a_popup_after_the_map_was_moved(visit, page):
    make_project("Fair Pay", pins=[(51.5, -0.1)])
    visit("/map/?at=8/51.5/-0.1")
    page.locator(".map__live").focus()
    page.keyboard.press("ArrowUp")
    search = page.get_by_role("button", name="Search this area")
    expect(search).to_be_visible()
    page.locator(".map__pin").click()
    expect(page.locator(".leaflet-popup")).to_be_visible()
    expect(search).to_be_hidden()
    page.keyboard.press("Escape")
    expect(search).to_be_visible()


def test_a_mark_that_gets_the_focus_comes_out_from_under_the_controls(visit, page):
    make_project("Fair Pay", pins=[(53.8, -1.55)])
    visit()
    stage = page.locator(".map__live").bounding_box()
    for corner in [(-1, -1), (1, -1), (0, 1)]:
        across = -corner[0] * (stage["width"] / 2 - 30)
        down = -corner[1] * (stage["height"] / 2 - 30)
        visit(f"/map/?at={shifted(53.8, -1.55, 8, across, down)}")
        pin = page.locator(".map__pin")
        pin.focus()
        expect(pin).to_be_focused()
        page.wait_for_timeout(200)
        (box,), (frame,) = boxes(page, ".map__pin"), boxes(page, ".map__stage")
        assert lies_in(box, frame)
        assert not any(overlap(box, control) for control in boxes(page, CONTROLS))


def test_pins_of_neighbouring_cells_that_would_cover_each_other_are_one_cluster(visit, page):
    x, y = (pixel // 64 * 64 for pixel in to_pixels(52.5, -1.9, 8))
    pins = [to_degrees(x + across, y + down, 8) for across, down in [(-6, 20), (6, 20), (40, 20)]]
    make_project(pins=pins)
    visit(f"/map/?at={shifted(*pins[0], 8, 0, 0)}")
    expect(
        page.get_by_role("button", name=re.compile("^2 places near .*: zoom in"))
    ).to_be_visible()
    assert page.locator(".map__pin").count() == 1
    assert page.locator("#map").get_attribute("data-shown") == "3"
    page.locator(".map__disc").click()
    expect(page.locator(".map__pin")).to_have_count(3)


def test_a_badge_of_several_councils_counts_each_project_once(visit, page):
    areas = make_uk()
    both = [areas["manchester"], areas["salford"]]
    make_project(coverage=both)
    make_project(coverage=both)
    visit()
    badge = page.get_by_role("button", name="2 projects across 2 councils: zoom in")
    expect(badge).to_have_text("2")


def test_on_paper_every_pin_of_the_screen_is_on_the_map(visit, page):
    make_project(pins=[(60.3, -1.2), (50.2, -5.3), (52.6, 1.4), (54.5, -7.5), (51.5, -0.1)])
    visit()
    shown = len(boxes(page, ".map__mark-node"))
    page.emulate_media(media="print")
    expect(page.locator(".map__live")).to_have_attribute("style", re.compile("scale"))
    (stage,), marks = boxes(page, ".map__stage"), boxes(page, ".map__mark-node")
    assert len(marks) == shown == 5
    assert stage[2] - stage[0] <= 640
    assert all(lies_in(mark, stage) for mark in marks)
    page.emulate_media(media="screen")
    expect(page.locator(".map__live")).not_to_have_attribute("style", re.compile("scale"))


def test_the_map_is_never_taller_than_a_phone(visit, page):
    page.set_viewport_size(PHONE)
    visit()
    assert page.locator(".map__stage").bounding_box()["height"] < PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_signs_stay_in_their_pins_when_text_is_twice_as_large(visit, page):
    page.add_init_script(
        "document.addEventListener('readystatechange', () => {"
        " document.documentElement.style.fontSize = '200%'; })"
    )
    make_project(pins=[(51.5, -0.1)])
    visit()
    (pin,), (sign,) = boxes(page, ".map__pin"), boxes(page, ".map__pin .status-sign")
    assert (pin[2] - pin[0], sign[2] - sign[0]) == (48, 30)
    assert lies_in(sign, pin)
