"""Pages as people use them who need more than most: large text, a thumb, paper."""

import pytest

from tests.browser.axe import found_on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def revision(site):
    """No test here changes the directory, so it stays."""


def test_axe_finds_nothing_in_the_sheet_of_filters(page, site):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/projects/")
    page.locator("#filters-link").click()
    page.get_by_role("dialog").wait_for()

    assert found_on(page) == []


def test_text_of_twice_the_size_fits_a_phone(page, site):
    page.set_viewport_size({"width": 360, "height": 740})
    too_wide = {}
    for address in ["/", "/projects/", "/projects/?near=Lambeth", "/projects/step-up/"]:
        page.goto(site + address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        width = page.evaluate("document.documentElement.scrollWidth")
        mark = page.locator(".wordmark").first.bounding_box()
        if max(width, mark["x"] + mark["width"]) > 360:
            too_wide[address] = width

    assert too_wide == {}


def test_paper_is_white_though_the_screen_is_dark(page, site):
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{site}/projects/step-up/")
    colours = page.evaluate(
        "() => { const { color, backgroundColor } = getComputedStyle(document.body);"
        " return [color, backgroundColor]; }"
    )

    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    facts = page.locator(".entry__main").bounding_box()
    assert page.locator(".entry__aside").bounding_box()["y"] > facts["y"] + facts["height"] + 10


def test_numbers_to_call_come_before_the_projects_and_fit_a_thumb(page, site):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site + "/projects/?near=Lambeth&offer=help-for-workers")
    number = page.get_by_role("link", name="Call Helpline")

    assert number.bounding_box()["height"] >= 44
    assert number.bounding_box()["y"] < page.locator(".card").first.bounding_box()["y"]


def test_main_controls_are_large_enough_for_a_thumb(page, site):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site + "/projects/?offer=help-for-workers")

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
