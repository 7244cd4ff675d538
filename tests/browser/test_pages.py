import re

import pytest
from playwright.sync_api import expect

from tests.browser.directory import AUDIENCES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def revision(site):
    """No test here changes the directory, so it stays."""


def tab_to(page, selector, at_most=80):
    """Press Tab until the element has the focus."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"{selector} cannot be reached with the Tab key")


def test_a_filter_swaps_the_results_and_back_brings_the_old_ones_back(site, page):
    page.goto(f"{site}/projects/")
    page.evaluate("window.wasNotReloaded = true")
    page.get_by_label("Help for workers").check()
    page.locator("#apply-first").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("1 project")
    expect(page).to_have_url(f"{site}/projects/?offer=help-for-workers")
    expect(page).to_have_title(re.compile("^1 project "))
    expect(page.get_by_role("status")).to_have_text("1 project")
    expect(page.locator("#apply-first")).to_be_focused()
    assert page.evaluate("window.wasNotReloaded")

    page.go_back()
    expect(page).to_have_url(f"{site}/projects/")
    expect(page.get_by_role("heading", level=1)).to_have_text("32 projects")
    expect(page.get_by_label("Help for workers")).not_to_be_checked()

    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 project")
    expect(page.get_by_label("Help for workers")).to_be_checked()


def test_removing_a_chip_widens_the_results_and_keeps_the_focus_on_the_page(site, page):
    page.goto(f"{site}/projects/?offer=help-for-workers&q=step")
    page.get_by_role("link", name="Remove filter Search words: “step”").click()

    expect(page).to_have_url(f"{site}/projects/?offer=help-for-workers")
    expect(page.get_by_label("Words", exact=True)).to_have_value("")
    expect(page.locator("#results-heading")).to_be_focused()


def test_a_search_keeps_the_filters_and_leaves_empty_fields_out_of_the_address(site, page):
    page.goto(f"{site}/projects/?offer=help-for-workers")
    page.get_by_label("Words", exact=True).fill("step")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{site}/projects/?q=step&offer=help-for-workers")


def test_where_the_swap_fails_the_page_is_loaded_the_ordinary_way(site, page):
    page.goto(f"{site}/projects/")
    page.route(
        "**/projects/?*",
        lambda route: route.abort() if "hx-request" in route.request.headers else route.continue_(),
    )
    page.get_by_label("Help for workers").check()
    page.locator("#apply-first").click()

    expect(page).to_have_url(f"{site}/projects/?offer=help-for-workers")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 project")


def test_a_long_list_of_values_is_narrowed_by_typing(site, page):
    page.goto(f"{site}/projects/")
    page.locator("#facet-audience summary").click()
    values = page.locator("#facet-audience li")
    expect(values.filter(visible=True)).to_have_count(len(AUDIENCES) + 1)
    page.get_by_label(AUDIENCES[3]).check()
    page.get_by_label("Type to narrow “Whom it is for”").fill("WOMEN AND")

    # What is chosen stays in sight.
    expect(values.filter(visible=True)).to_have_count(2)
    expect(page.get_by_label("Women & men")).to_be_visible()
    expect(page.get_by_label(AUDIENCES[3])).to_be_checked()


def test_the_keyboard_alone_leads_from_the_home_page_to_a_project(site, page):
    page.goto(site)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()

    tab_to(page, "#near")
    page.keyboard.type("Lambeth")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("for Lambeth")

    tab_to(page, ".card__name a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Step Up")
    expect(page.get_by_role("heading", level=2).first).to_have_text("What you can do")


def test_the_keyboard_alone_filters_on_a_phone(site, page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/projects/")
    tab_to(page, "#filters-link")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Filters")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#filters-link")).to_be_focused()

    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Filters")).to_be_visible()
    tab_to(page, "#facet-offer-help-for-workers")
    page.keyboard.press("Space")
    tab_to(page, "#apply-last")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 project")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#filters-link")).to_be_focused()


def test_on_a_phone_the_first_result_of_a_search_is_in_sight_and_the_search_one_press_away(
    site, page
):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/projects/?near=Camden&offer=a-campaign")
    expect(page.locator("#near")).to_be_hidden()
    expect(page.locator(".card__name").first).to_be_in_viewport()

    page.get_by_text("Camden, 10 miles").click()
    page.locator("#near").fill("Lambeth")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("for Lambeth")
    expect(page.locator("#near")).to_be_hidden()


def test_one_key_leads_to_the_filters_on_a_wide_screen_and_opens_them_on_a_phone(site, page):
    page.goto(f"{site}/projects/")
    tab_to(page, ".finder > .skip-link")
    page.keyboard.press("Enter")
    tab_to(page, "#apply-first", at_most=1)

    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/projects/")
    tab_to(page, ".finder > .skip-link")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Filters")).to_be_visible()


def test_everything_works_without_javascript(site, browser):
    page = browser.new_page(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto(f"{site}/projects/")
    page.locator("#filters-link").click()
    page.get_by_label("A campaign").check()
    page.locator("#apply-last").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("28 projects")
    expect(page.locator(".card")).to_have_count(25)

    page.get_by_role("link", name="Next").click()
    expect(page).to_have_title(re.compile("^28 projects, page 2 of 2 "))
    expect(page.locator(".card")).to_have_count(3)

    page.get_by_role("navigation", name="Ways to see").get_by_role("link", name="Map").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("28 projects")
    expect(page.locator("svg.map__drawing")).to_be_visible()
    page.close()


def test_a_problem_leads_on_to_the_councils_and_keeps_the_other_filters(site, browser):
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site}/projects/?near=BT48&offer=a-campaign")
    expect(page.get_by_role("heading", name="We can’t place BT48 yet")).to_be_visible()
    expect(page.get_by_label("Near")).to_have_value("BT48")
    page.get_by_label("Your council").select_option("Camden")
    page.get_by_role("button", name="Search there").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("28 projects for Camden")
    expect(page.get_by_role("link", name="Remove filter What it offers")).to_be_visible()
    page.close()


def test_a_place_that_is_not_known_is_told_before_what_was_found(site, page):
    page.goto(f"{site}/projects/")
    page.locator("#near").fill("BT48")
    page.keyboard.press("Enter")

    expect(page.locator("#problems-heading")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("We can’t place BT48 yet. 32 projects")
    expect(page).to_have_title(re.compile("^Error: We can’t place BT48 yet"))


def test_results_come_before_the_filters_in_the_document(site, page):
    page.goto(f"{site}/projects/")

    results, filters = page.locator("#results"), page.locator("#filters")
    assert page.evaluate(
        "([a, b]) => Boolean(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING)",
        [results.element_handle(), filters.element_handle()],
    )
    assert filters.bounding_box()["x"] < results.bounding_box()["x"]
