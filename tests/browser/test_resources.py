"""Finding resources and proposing one, in a browser."""

import pytest
from playwright.sync_api import expect

from members.models import ResourceProposal
from projects.models import Approach, Topic
from tests.browser.axe import COLOUR_RULES, found_on
from tests.browser.directory import LONG_WELSH_NAME
from tests.browser.signing_in import bring_in
from tests.builders import make_organisation, make_project, make_resource, make_term
from tests.members.builders import make_event, make_network_member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def library():
    """Enough resources for two pages, one of them with all that can be said of one."""
    rota = make_project("Fair rota")
    topic = make_term(Topic, "Working with employers")
    toolkit = make_resource(
        "Good shifts: how to plan a rota that people can live with",
        [rota],
        kind="toolkit",
        year=2024,
        link="https://www.example.org/shifts",
        summary="What twelve employers in care and retail changed, and what it cost them.",
        organisation=make_organisation(LONG_WELSH_NAME),
    )
    toolkit.topics.set([topic])
    toolkit.approaches.set([make_term(Approach, "Job design and flexible working")])
    make_event("Spring meeting", days=-30, papers=[toolkit])
    for number in range(27):
        resource = make_resource(f"Evaluation {number}", [rota], year=1990 + number)
        resource.topics.set([make_term(Topic, "Assessing performance")])


def wrong_with(page):
    """Return what axe finds in both themes, and the widths at which the page is too wide."""
    page.emulate_media(color_scheme="light")
    found = found_on(page)
    page.emulate_media(color_scheme="dark")
    found += found_on(page, COLOUR_RULES)
    for width in (320, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"too wide at {width}")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def test_the_list_is_narrowed_and_widened_again(page, live_server, library):
    page.goto(f"{live_server.url}/resources/")
    heading = page.locator("#results-heading")
    expect(heading).to_have_text("28 resources")
    page.locator("#facet-topic-working-with-employers").check()
    page.get_by_role("button", name="Apply filters").first.click()
    expect(heading).to_have_text("1 resource")
    expect(page.locator("#announcement")).to_have_text("1 resource")
    assert page.url.endswith("/resources/?topic=working-with-employers")
    expect(page.get_by_role("link", name="Spring meeting")).to_be_visible()
    assert wrong_with(page) == []
    page.get_by_label("Year from").fill("2025")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="Nothing fits all of this")).to_be_visible()
    assert wrong_with(page) == []
    page.get_by_role("link", name="Remove 2025").click()
    expect(heading).to_have_text("1 resource")
    page.get_by_role("link", name="Clear all filters").click()
    expect(heading).to_have_text("28 resources")


def test_the_list_works_without_javascript(browser, live_server, library):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/resources/")
    page.get_by_label("Words").fill("evaluations")
    page.locator("#facet-kind-evaluation").check()
    page.get_by_role("button", name="Apply filters").first.click()
    expect(page.locator("#results-heading")).to_have_text("27 resources")
    page.get_by_role("link", name="Next page").click()
    assert "page 2 of 2" in page.title()
    assert context.cookies() == []
    context.close()


def test_a_member_proposes_a_resource(page, live_server, library, settings):
    settings.FORM_LEAST_SECONDS = 0
    bring_in(page, live_server.url, make_network_member("Ada Ali"), "/resources/")
    page.get_by_role("link", name="Propose a resource").click()
    assert wrong_with(page) == []
    page.get_by_label("Title").fill("Night work guide")
    page.get_by_label("Link").fill("http://example.org/shifts/")
    page.get_by_label("Projects on the map").fill("No such project")
    page.get_by_label("Working with employers").check()
    page.get_by_role("button", name="Propose it").click()
    assert page.title().startswith("Error: ")
    expect(page.locator("#problems-heading")).to_be_focused()
    assert wrong_with(page) == []
    expect(page.get_by_role("link", name="See “Good shifts")).to_be_visible()
    page.get_by_role("link", name="This is among our resources already").click()
    expect(page.get_by_label("Link")).to_be_focused()
    page.get_by_label("Link").fill("example.org/night")
    page.get_by_label("What it is", exact=True).select_option("guide")
    page.get_by_label("Projects on the map").fill("Fair rota")
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_text("“Night work guide” is with us")).to_be_visible()
    proposal = ResourceProposal.objects.get()
    assert proposal.projects == ["fair-rota"]
    assert proposal.topics == ["working-with-employers"]
