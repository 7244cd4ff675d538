"""One member's whole way through the network, in a browser: from joining to being erased."""

import json
import re

import pytest
from playwright.sync_api import expect

from members.models import Application, Member, Profile, Registration, Stewardship
from projects.models import Approach, Mail, Offer
from tests.browser.axe import found_on
from tests.browser.signing_in import bring_in, sign_in
from tests.builders import make_organisation, make_project, make_staff, make_term, make_uk
from tests.members.builders import make_event, make_network_member
from tests.members.joining.forms import latest_mail, page_in

pytestmark = pytest.mark.django_db(transaction=True)
ADA = "ada@bridge.example"


@pytest.fixture
def site(live_server, settings):
    """A site with an entry, an event and one other member; nobody waits before sending."""
    settings.FORM_LEAST_SECONDS = 0
    settings.SITE_URL = live_server.url
    settings.WEBSITE_CHECKS = False
    uk = make_uk()
    make_term(Approach, "Coaching")
    bridge = make_organisation("Bridge", website="https://bridge.example")
    make_project(
        "Ladder to Better Pay",
        slug="ladder",
        lead_organisation=bridge,
        summary="Coaching for people in low-paid work.",
        coverage=[uk["lambeth"]],
        offers=[make_term(Offer, "Help for workers").name],
        contact_phone="020 7946 0001",
    )
    make_event("Spring meeting", slug="spring", joining_link="https://join.example/spring")
    make_network_member("Olive Osei", email="olive@example.org")
    make_staff(email="sam@example.org", name="Sam")
    return live_server.url


@pytest.fixture
def desk(site, new_context):
    """A browser in which staff are signed in."""
    page = new_context().new_page()
    bring_in(page, site, Member.objects.get(email="sam@example.org"))
    return page


def heading(page):
    return page.get_by_role("heading", level=1)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def test_a_member_joins_takes_part_and_is_erased(site, page, desk, new_context):
    """Takes some twenty pages: it is one story, each part of which needs the one before."""
    join(page, site)
    decide(desk, site, "application", Application.objects.get(), "Accept")
    sign_in(page, site, ADA)
    expect(heading(page)).to_have_text("My account")
    assert found_on(page) == []
    register(page, site)
    look_after_an_organisation(page, site, desk)
    change_its_entry(page, site)
    hide_a_field(page, site, new_context)
    take_the_data_along(page, site)
    be_erased(page, site)


def join(page, site):
    page.goto(f"{site}/join/")
    page.get_by_label("Your name").fill("Ada Ali")
    page.get_by_label("Your e-mail").fill(ADA)
    page.get_by_label("Your organisation").fill("Bridge")
    page.get_by_label("Support provider").check()
    page.get_by_label("Coaching").check()
    press(page, "Ask to join")
    page.goto(site + page_in(latest_mail()))
    press(page, "Yes, I want to join")
    expect(heading(page)).to_have_text("We have it")


def decide(desk, site, kind, thing, button):
    """Open what waits from “Today”, and press a button."""
    desk.goto(f"{site}/admin/projects/submission/today/")
    assert found_on(desk, within="#content") == []
    desk.locator(f"a[href$='/members/{kind}/{thing.pk}/decide/']").first.click()
    assert found_on(desk, within="#content") == []
    press(desk, button)
    thing.refresh_from_db()
    assert thing.state in ("approved", "active")


def register(page, site):
    page.goto(f"{site}/events/spring/register/")
    press(page, "Register")
    expect(heading(page)).to_have_text("You are registered")
    assert Registration.objects.get().member.email == ADA


def look_after_an_organisation(page, site, desk):
    page.goto(f"{site}/account/organisations/")
    page.get_by_label("Organisation").fill("Bridge")
    page.get_by_label("Why you").fill("I run its course.")
    press(page, "Ask")
    expect(page.get_by_text("You asked on")).to_be_visible()
    decide(desk, site, "stewardship", Stewardship.objects.get(), "Accept and trust")


def change_its_entry(page, site):
    page.goto(f"{site}/account/entries/")
    page.get_by_role("link", name="Change it").click()
    page.get_by_label("In one sentence").fill("Coaching and advice for people in low-paid work.")
    press(page, "Change the entry")
    page.wait_for_url(re.compile("/submissions/"))
    page.goto(f"{site}/projects/ladder/")
    expect(page.get_by_text("Coaching and advice for people in low-paid work.")).to_be_visible()


def hide_a_field(page, site, new_context):
    """What she hides is gone for another member at the next look, and only that."""
    profile = Profile.objects.get(member__email=ADA)
    other = new_context().new_page()
    bring_in(other, site, Member.objects.get(email="olive@example.org"), f"/members/{profile.key}/")
    expect(other.get_by_text("Bridge", exact=True).first).to_be_visible()
    page.goto(f"{site}/account/profile/")
    page.locator("[name=shows_organisation][value=nobody]").check()
    press(page, "Save my profile")
    other.reload()
    expect(heading(other)).to_have_text("Ada Ali")
    expect(other.get_by_text("Bridge", exact=True)).to_have_count(0)
    other.goto(f"{site}/members/?q=Bridge")
    expect(other.get_by_role("link", name="Ada Ali")).to_have_count(0)


def take_the_data_along(page, site):
    page.goto(f"{site}/account/data/")
    assert found_on(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Download it for a program").click()
    text = download.value.path().read_text()
    assert json.loads(text)
    assert all(word in text for word in (ADA, "Ada Ali", "Spring meeting", "Ladder", "Bridge"))


def be_erased(page, site):
    page.get_by_role("link", name="See what goes and what stays").click()
    page.get_by_label(f"Yes, erase {ADA}").check()
    press(page, "Erase me for good")
    expect(heading(page)).to_be_visible()
    page.goto(f"{site}/account/")
    expect(page).to_have_url(re.compile("/account/sign-in/"))
    assert not Member.objects.filter(email=ADA).exists()
    assert not Mail.objects.filter(to=ADA).exclude(text="").exists()
    page.goto(f"{site}/projects/ladder/")
    expect(page.get_by_text("Coaching and advice for people in low-paid work.")).to_be_visible()
