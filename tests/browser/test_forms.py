"""What JavaScript adds to the forms, and that they work without it."""

import re

import pytest
from playwright.sync_api import expect

from projects.models import Submission
from projects.submissions import workflow
from tests.browser.axe import found_on
from tests.browser.proposal import fill_in, set_up
from tests.builders import make_project, make_submission

PAYLOAD = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}"


@pytest.fixture
def site(live_server, settings):
    set_up(settings)
    return live_server.url


def test_what_was_changed_after_it_was_confirmed_can_be_sent_as_a_new_one(site, page):
    page.goto(f"{site}/submit/")
    fill_in(page)
    page.get_by_label("Wales").check()
    sent_with = page.locator("[name=form_token]").input_value()
    page.get_by_role("button", name="Send it to us").click()
    expect(page).to_have_url(re.compile("/submit/sent/"))
    workflow.confirm(Submission.objects.get())
    page.go_back()
    fill_in(page, "Night Larks")
    # As in a browser that has kept the page; this one may have asked for it again.
    token = page.locator("[name=form_token]")
    token.evaluate("(input, value) => { input.value = value; }", sent_with)
    page.get_by_label("Wales").check()
    page.get_by_role("button", name="Send it to us").click()
    expect(page.get_by_role("heading", name="This form was sent already")).to_be_focused()
    expect(page.get_by_label("Name of the project")).to_have_value("Night Larks")
    assert found_on(page) == []
    page.get_by_role("button", name="Send it as a new one").first.click()
    expect(page).to_have_url(re.compile("/submit/sent/"))
    names = sorted(each.payload["name"] for each in Submission.objects.all())
    assert names == ["Night Larks", "Night Owls"]


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


def test_the_areas_are_folded_until_they_are_asked_for(site, page):
    page.goto(f"{site}/submit/")
    salford, narrow = page.get_by_label("Salford"), page.get_by_label("Type to narrow the areas")
    expect(page.get_by_label("Wales")).to_be_visible()
    expect(salford).to_be_hidden()
    narrow.fill("salf")
    expect(salford).to_be_visible()
    expect(page.get_by_label("Lambeth")).to_be_hidden()
    narrow.fill("nowhere")
    expect(page.get_by_text("Choose councils, city regions")).to_be_hidden()
    narrow.fill("")
    expect(page.get_by_text("Choose councils, city regions")).to_be_visible()
    expect(salford).to_be_hidden()
    page.get_by_text("Choose councils, city regions").click()
    page.locator(".areas__part > summary", has_text="North West").click()
    assert found_on(page) == []
    salford.check()
    narrow.fill("wal")
    narrow.fill("")
    expect(salford).to_be_visible()


def test_without_javascript_an_area_is_found_in_the_list(site, new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/submit/")
    fill_in(page)
    page.get_by_text("Choose councils, city regions").click()
    page.locator(".areas__part > summary", has_text="North West").click()
    page.get_by_label("Salford").check()
    page.get_by_label("Telephone").fill("none")
    page.get_by_role("button", name="Send it to us").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_label("Salford")).to_be_visible()
    page.get_by_label("Telephone").fill("020 7946 0099")
    page.get_by_role("button", name="Send it to us").click()
    expect(page).to_have_url(re.compile("/submit/sent/"))
    assert Submission.objects.get().payload["coverage"] == ["salford"]


def test_the_question_for_duplicates_names_the_pin_and_twenty_areas_at_most(site, page):
    page.goto(f"{site}/submit/")
    page.get_by_label("Name of the project").fill("Night Owls")
    page.get_by_text("Put a pin on the map").click()
    page.get_by_label("Longitude").fill("-0.1")
    with page.expect_request(lambda asked: "latitude=51.5&longitude=-0.1" in asked.url):
        page.get_by_label("Latitude").fill("51.5")
    with page.expect_request(lambda asked: asked.url.count("coverage=wales") == 1):
        page.get_by_label("Wales").check()
    page.locator("[data-areas] input[value=wales]").evaluate(
        """(box) => {
          for (let number = 0; number < 30; number += 1) {
            const other = box.cloneNode();
            other.value = `area-${number}`;
            box.after(other);
            other.checked = true;
          }
        }"""
    )
    with page.expect_request(lambda asked: asked.url.count("coverage=area-") > 0) as asked:
        page.get_by_label("England", exact=True).check()
    assert asked.value.url.count("coverage=") == 20


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
