import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template import loader

from tests.browser.directory import ADDRESSES, ERROR_PAGES, make_directory, until

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def found_on(page):
    """Return what axe finds wrong, one line for each kind."""
    violations = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{each['id']}: {each['help']} ({each['nodes'][0]['html'][:120]})" for each in violations
    ]


def open_every_page(page, live_server):
    """Open one page after the other, error pages included, and yield what each is called."""
    for address in ADDRESSES:
        page.goto(live_server.url + address, wait_until=until(address))
        yield address
    for name in ERROR_PAGES:
        page.route(f"**/{name}", answer_with(loader.get_template(name).render()))
        page.goto(f"{live_server.url}/{name}")
        yield name


def answer_with(body):
    """Return a handler that answers a request with this HTML."""

    def handler(route):
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    return handler


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(scheme, page, live_server):
    make_directory()
    page.emulate_media(color_scheme=scheme)

    wrong = {name: found_on(page) for name in open_every_page(page, live_server)}

    assert {name: found for name, found in wrong.items() if found} == {}


def test_axe_would_find_a_fault(page, live_server):
    make_directory()
    page.goto(live_server.url + "/about/")
    page.evaluate("document.documentElement.removeAttribute('lang')")

    assert any(line.startswith("html-has-lang") for line in found_on(page))


def test_axe_finds_nothing_in_the_sheet_of_filters(page, live_server):
    make_directory()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(live_server.url + "/projects/")
    page.locator("#filters-link").click()
    page.get_by_role("dialog").wait_for()

    assert found_on(page) == []


@pytest.mark.parametrize("width", [320, 360, 768])
def test_no_page_scrolls_sideways(width, page, live_server):
    make_directory()
    page.set_viewport_size({"width": width, "height": 640})

    too_wide = {
        name: page.evaluate("document.documentElement.scrollWidth")
        for name in open_every_page(page, live_server)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth")
    }

    assert too_wide == {}


def test_text_of_twice_the_size_fits_a_phone(page, live_server):
    make_directory()
    page.set_viewport_size({"width": 360, "height": 740})
    too_wide = {}
    for address in ["/", "/projects/", "/projects/?near=Lambeth", "/projects/step-up/"]:
        page.goto(live_server.url + address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        width = page.evaluate("document.documentElement.scrollWidth")
        mark = page.locator(".wordmark").first.bounding_box()
        if max(width, mark["x"] + mark["width"]) > 360:
            too_wide[address] = width

    assert too_wide == {}


def test_paper_is_white_though_the_screen_is_dark(page, live_server):
    make_directory()
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(live_server.url + "/projects/step-up/")
    colours = page.evaluate(
        "() => { const { color, backgroundColor } = getComputedStyle(document.body);"
        " return [color, backgroundColor]; }"
    )

    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    facts = page.locator(".entry__main").bounding_box()
    assert page.locator(".entry__aside").bounding_box()["y"] > facts["y"] + facts["height"] + 10


def test_numbers_to_call_come_before_the_projects_and_fit_a_thumb(page, live_server):
    make_directory()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(live_server.url + "/projects/?near=Lambeth&offer=help-for-workers")
    number = page.get_by_role("link", name="Call Helpline")

    assert number.bounding_box()["height"] >= 44
    assert number.bounding_box()["y"] < page.locator(".card").first.bounding_box()["y"]


def test_main_controls_are_large_enough_for_a_thumb(page, live_server):
    make_directory()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(live_server.url + "/projects/?offer=help-for-workers")

    controls = page.locator(
        ".button:visible, .site-nav a:visible, .site-header__add, .views a, .search input,"
        " .search select"
    )
    heights = {
        control.inner_text() or control.get_attribute("id"): control.bounding_box()["height"]
        for control in controls.all()
    }

    assert len(heights) >= 8
    assert {name: height for name, height in heights.items() if height < 44} == {}
