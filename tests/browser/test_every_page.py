"""What holds for every public page. Each is opened once, and all tests read what was seen then."""

from dataclasses import dataclass, field

import pytest
from django.template import loader

from tests.browser.axe import COLOUR_RULES, found_on
from tests.browser.directory import ADDRESSES, ERROR_PAGES, until

pytestmark = pytest.mark.django_db

WIDTHS = [320, 360, 768]


@dataclass
class Seen:
    """What one page did and showed."""

    asked: set = field(default_factory=set)
    complaints: list = field(default_factory=list)
    cookies: set = field(default_factory=set)
    footer: list = field(default_factory=list)
    headings: int = 0
    too_wide: set = field(default_factory=set)
    wrong: dict = field(default_factory=dict)


@pytest.fixture(autouse=True)
def revision(site):
    """No test here changes the directory, so it stays."""


@pytest.fixture(scope="module")
def seen(browser, site):
    """{page: what was seen on it}, those that set a cookie after those that must not."""
    context = browser.new_context(locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    now = Seen()
    page.on("request", lambda request: now.asked.add(request.url))
    page.on("console", lambda message: now.complaints.append(message.text))
    page.on("pageerror", lambda error: now.complaints.append(str(error)))
    found = {}
    for address in sorted(ADDRESSES, key=has_form):
        now = found[address] = Seen()
        open_narrow(page, site + address, until(address))
        look_at(page, now)
    for name in ERROR_PAGES:
        now = found[name] = Seen()
        page.route(f"**/{name}", answer_with(loader.get_template(name).render()))
        open_narrow(page, f"{site}/{name}", "load")
        look_at(page, now)
    context.close()
    return found


def open_narrow(page, address, wait_until):
    """Open the address as a telephone does, in light colours."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 640})
    page.emulate_media(color_scheme="light")
    page.goto(address, wait_until=wait_until)


def look_at(page, now):
    """Note what the open page shows at each width and in both themes."""
    now.cookies = {cookie["name"] for cookie in page.context.cookies()}
    now.footer = page.locator("footer a").all_inner_texts()
    now.headings = page.locator("h1").count()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 640})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            now.too_wide.add(width)
    page.set_viewport_size({"width": 1280, "height": 900})
    # axe itself tries what the policy forbids.
    said = list(now.complaints)
    now.wrong["light"] = found_on(page)
    page.emulate_media(color_scheme="dark")
    now.wrong["dark"] = found_on(page, COLOUR_RULES)
    now.complaints[:] = said


def answer_with(body):
    """Return a handler that answers a request with this HTML."""

    def handler(route):
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    return handler


def has_form(address):
    """Whether the page is sent by POST, and so has a cookie against forgery."""
    begins = address.startswith(("/submit/", "/alerts/"))
    return begins or address.endswith(("/suggest/", "/report/"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(scheme, seen):
    wrong = {name: page.wrong[scheme] for name, page in seen.items() if page.wrong[scheme]}

    assert len(seen) == len(ADDRESSES) + len(ERROR_PAGES)
    assert wrong == {}


def test_axe_would_find_a_fault(page, site):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site}/about/")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    page.evaluate("document.body.style.setProperty('color', '#333', 'important')")

    assert any(line.startswith("html-has-lang") for line in found_on(page))
    assert any(line.startswith("color-contrast") for line in found_on(page, COLOUR_RULES))


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(width, seen):
    assert [name for name, page in seen.items() if width in page.too_wide] == []


def test_no_page_asks_anybody_else_for_anything(seen, site):
    asked = set.union(*(page.asked for page in seen.values()))

    assert len(asked) > len(ADDRESSES)
    assert {url for url in asked if not url.startswith((f"{site}/", "data:", "blob:"))} == set()


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_sets_a_cookie_but_that_of_a_form(address, seen):
    assert seen[address].cookies == ({"csrftoken"} if has_form(address) else set())


def test_no_page_breaks_its_own_security_policy(seen):
    # The browser itself notes the pages that answer 404 and 410.
    complaints = [line for address in ADDRESSES for line in seen[address].complaints]

    assert [line for line in complaints if "status of 4" not in line] == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_results_and_help_stand_in_the_same_place_on_every_page(address, seen):
    assert seen[address].footer[:2] == ["Add a project", "Help and contact"]
    assert seen[address].headings == 1
