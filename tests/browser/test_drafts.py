"""What is typed is kept in the browser until it has been sent, and no longer."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from projects.models import Project
from tests.browser.axe import found_on
from tests.browser.proposal import drafts, fill_in, set_up, until_drafts
from tests.builders import make_member


@pytest.fixture
def site(live_server, settings):
    set_up(settings)
    return live_server.url


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


def test_who_they_are_is_kept_for_this_tab_alone(site, page):
    page.goto(f"{site}/submit/")
    fill_in(page)
    page.get_by_label("Anything else we should know").fill("I am the cook there.")
    until_drafts(page, lambda kept: "cook" in kept, "sessionStorage")  # it was typed last
    page.reload()
    expect(page.get_by_label("Your name")).to_have_value("Grace")
    expect(page.get_by_label("Anything else we should know")).to_have_value("I am the cook there.")
    for own in ("Grace", "grace@example.org", "cook"):
        assert own not in drafts(page)
    other = page.context.new_page()
    other.goto(f"{site}/submit/")
    expect(other.get_by_label("Name of the project")).to_have_value("Night Owls")
    for label in ("Your name", "Your e-mail", "Anything else we should know"):
        expect(other.get_by_label(label)).to_have_value("")


def test_a_page_that_says_what_is_wrong_loses_no_draft(site, page):
    page.goto(f"{site}/submit/")
    fill_in(page)  # without any place
    page.get_by_role("button", name="Send it to us").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("Your name").fill("Grace Hopper")
    page.get_by_role("button", name="Send it to us").click()
    expect(page.get_by_label("Your name")).to_have_value("Grace Hopper")
    page.goto(f"{site}/submit/")
    expect(page.get_by_label("Name of the project")).to_have_value("Night Owls")
    expect(page.get_by_label("Your name")).to_have_value("Grace Hopper")
    expect(page.get_by_label("Your e-mail")).to_have_value("grace@example.org")


def test_what_nobody_came_back_to_goes_after_a_week(site, page):
    page.goto(f"{site}/about/")
    days = "(days) => JSON.stringify({ at: Date.now() - days * 864e5, typed: [['name', 'Owls']] })"
    for key, age in [("draft:report old", 7.1), ("draft:report young", 6.9)]:
        page.evaluate(f"([key, age]) => localStorage.setItem(key, ({days})(age))", [key, age])
    page.goto(f"{site}/submit/")
    page.wait_for_function("!localStorage.getItem('draft:report old')")
    assert page.evaluate("Object.keys(localStorage)") == ["draft:report young"]


def test_a_member_s_draft_goes_when_it_is_sent_and_when_it_is_sent_again(site, page, client):
    client.force_login(make_member())
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    page.goto(f"{site}/submit/")
    page.get_by_label("Name of the project").fill("Night Owls")
    page.get_by_label("Who runs it").fill("Owls")
    page.get_by_label("In one sentence").fill("Advice for night workers.")
    page.get_by_label("Help for workers").check()
    page.get_by_label("Running").check()
    page.get_by_label("Wales").check()
    page.get_by_label("Telephone").fill("020 7946 0099")
    until_drafts(page, lambda kept: "7946" in kept)
    page.get_by_role("button", name="Send it to us").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have it")
    until_drafts(page, lambda kept: not kept)
    page.get_by_role("link", name="Change it and send it again").click()
    page.get_by_label("In one sentence").fill("Advice by night.")
    until_drafts(page, lambda kept: "by night" in kept)
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have it")
    until_drafts(page, lambda kept: not kept)


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
