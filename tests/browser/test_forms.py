"""What JavaScript adds to the forms: nothing typed is lost, and a map beside the numbers."""

import re

import pytest
from playwright.sync_api import expect

from projects.models import Offer, Project
from tests.browser.test_accessibility import found_on
from tests.builders import make_organisation, make_project, make_submission, make_term, make_uk

PAYLOAD = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}"


@pytest.fixture
def site(live_server, settings):
    settings.FORM_LEAST_SECONDS = 0
    uk = make_uk()
    make_term(Offer, "Help for workers")
    lead = make_organisation("Bridge")
    make_project("Ladder to Better Pay", lead_organisation=lead, coverage=[uk["lambeth"]])
    return live_server.url


def fill_in(page, name="Night Owls"):
    page.get_by_label("Name of the project").fill(name)
    page.get_by_label("Who runs it").fill("Owls")
    page.get_by_label("In one sentence").fill("Advice for night workers.")
    page.get_by_label("Help for workers").check()
    page.get_by_label("Running").check()
    page.get_by_label("Telephone").fill("020 7946 0099")
    page.get_by_label("Your name").fill("Grace")
    page.get_by_label("Your e-mail").fill("grace@example.org")


def drafts(page):
    return page.evaluate("Object.values(localStorage).join()")


def until_drafts(page, has_come):
    """Wait until what is kept in the browser fulfils the condition: it is written with a pause."""
    for _ in range(100):
        if has_come(drafts(page)):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"kept: {drafts(page)}")


def test_what_was_typed_is_there_again_after_the_page_was_closed(site, page):
    page.goto(f"{site}/submit/")
    fill_in(page)
    page.get_by_label("Type to narrow the areas").fill("salf")
    page.get_by_label("Salford").check()
    until_drafts(page, lambda kept: "salford" in kept)
    page.goto(f"{site}/about/")
    page.goto(f"{site}/submit/")

    expect(page.locator(".draft-note")).to_contain_text("We kept what you typed")
    expect(page.get_by_label("Name of the project")).to_have_value("Night Owls")
    expect(page.get_by_label("Running")).to_be_checked()
    expect(page.get_by_label("Salford")).to_be_checked()
    expect(page.get_by_label("Salford")).to_be_visible()
    assert "form_token" not in drafts(page)
    assert found_on(page) == []

    page.get_by_role("button", name="Send it to us").click()
    expect(page).to_have_url(re.compile("/submit/sent/"))
    until_drafts(page, lambda kept: not kept)
    page.goto(f"{site}/submit/")
    expect(page.locator(".draft-note")).to_have_count(0)
    expect(page.get_by_label("Name of the project")).to_have_value("")


def test_start_afresh_empties_the_form_and_forgets(site, page):
    page.goto(f"{site}/submit/")
    page.get_by_label("Name of the project").fill("Night Owls")
    until_drafts(page, lambda kept: "Night Owls" in kept)
    page.reload()
    page.get_by_role("button", name="Start afresh").click()
    expect(page.get_by_label("Name of the project")).to_have_value("")
    assert drafts(page) == ""


def test_a_draft_of_an_entry_that_was_changed_since_is_not_laid_over_it(site, page):
    address = f"{site}/projects/ladder-to-better-pay/suggest/"
    page.goto(address)
    page.get_by_label("In one sentence").fill("My words.")
    until_drafts(page, lambda kept: "My words." in kept)
    Project.objects.update(version=9, summary="Staff's words.")
    page.goto(address)
    expect(page.get_by_label("In one sentence")).to_have_value("Staff's words.")


def test_where_the_question_for_duplicates_fails_the_form_stays(site, page):
    page.goto(f"{site}/submit/")
    page.route("**/submit/alike/*", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        fill_in(page, "Ladder to Better Pay")
    expect(page).to_have_url(f"{site}/submit/")
    expect(page.get_by_label("Name of the project")).to_have_value("Ladder to Better Pay")


def test_likely_duplicates_appear_while_typing(site, page):
    page.goto(f"{site}/submit/")
    page.get_by_label("Name of the project").fill("Ladder to better pay")
    page.get_by_label("Who runs it").fill("Bridge")
    expect(page.get_by_role("heading", name="Is it one of these?")).to_be_visible()
    assert found_on(page) == []


def test_a_press_on_the_map_writes_the_numbers_and_typing_moves_the_pin(site, page):
    page.goto(f"{site}/submit/")
    page.get_by_text("Put a pin on the map").click()
    page.locator(".pin-map .leaflet-container").click()
    assert 49 < float(page.get_by_label("Latitude").input_value()) < 61.5
    expect(page.locator(".pin-map__pin")).to_have_count(1)
    page.get_by_label("Latitude").fill("")
    page.get_by_label("Latitude").blur()
    expect(page.locator(".pin-map__pin")).to_have_count(0)


def test_an_error_opens_the_fold_that_its_field_stands_in(site, page):
    page.goto(f"{site}/submit/")
    page.get_by_text("More, if you know it").click()
    page.get_by_label("Year it started").fill("soon")
    page.get_by_role("button", name="Send it to us").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_focused()
    page.get_by_text("More, if you know it").click()
    page.get_by_role("link", name="Give a year between").click()
    expect(page.get_by_label("Year it started")).to_be_focused()
    assert found_on(page) == []


def test_the_private_page_passes_axe_and_its_buttons_work(site, page):
    submission = make_submission(state="unconfirmed")
    page.goto(f"{site}/submissions/{submission.token}/")
    assert found_on(page) == []
    page.get_by_role("button", name="Confirm and send to us").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have it")
    page.get_by_text("Withdraw it").first.click()
    page.get_by_role("button", name="Yes, withdraw it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have withdrawn it")


def test_nothing_that_was_sent_runs_on_any_page(site, page):
    wrong = []
    page.on("dialog", lambda dialog: wrong.append(dialog.message) or dialog.dismiss())
    page.on("console", lambda message: "Security" in message.text and wrong.append(message.text))
    typed = dict.fromkeys(
        ["name", "organisation", "summary", "description", "how_to_join", "address", "sources"],
        PAYLOAD,
    )
    project = make_project(PAYLOAD, slug="attack", summary=PAYLOAD, description=PAYLOAD)
    new = make_submission(**typed)
    change = make_submission("change", project=project, **typed)
    report = make_submission("report", project=project, message=PAYLOAD, duplicate_of=PAYLOAD)
    private = [f"/submissions/{each.token}/" for each in (new, change, report)]
    public = ["/projects/attack/suggest/", "/projects/attack/report/"]
    public += ["/submit/alike/?name=img+onerror+alert+script", "/submit/"]
    for address in [*private, *(f"{each}edit/" for each in private), *public]:
        page.goto(site + address)
        assert "{{7*7}}" in page.content() or address.startswith("/submit")
    assert wrong == []
