"""The directory of members and writing to them, in a browser."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from members.models import Message, Profile
from members.models.profile import PARTS
from projects.models import Approach
from tests.browser.axe import found_on
from tests.builders import make_organisation, make_project, make_term, make_uk
from tests.members.builders import make_network_member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ada():
    """A member who shows all parts to members, of an organisation with a project."""
    trust = make_organisation("Salford Skills Trust")
    make_project("Step Up", lead_organisation=trust, contact_email="stepup@example.org")
    return make_network_member(
        "Ada Ali",
        email="ada@example.org",
        organisation=trust,
        kind="funder",
        interests=[make_term(Approach, "Job brokerage")],
        area=make_uk()["salford"],
        about="Courses for people who work at night.",
        phone="020 7946 0321",
        **{f"shows_{part}": "members" for part in PARTS},
    )


@pytest.fixture
def page(page, live_server):
    """A browser in which a fellow member is signed in."""
    client = Client()
    client.force_login(make_network_member("Grace Hall", email="grace@example.org"))
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}]
    )
    return page


def widths_that_overflow(page):
    """Return the widths at which the page is wider than the screen."""
    wrong = []
    for width in (320, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(width)
    page.set_viewport_size({"width": 1280, "height": 900})
    return wrong


def test_a_member_is_found_read_and_written_to(page, live_server, ada, settings):
    settings.FORM_LEAST_SECONDS = 0
    page.goto(live_server.url + "/members/")
    page.get_by_label("Area").select_option("salford")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 member")
    assert found_on(page) == [] and widths_that_overflow(page) == []
    page.get_by_role("link", name="Ada Ali").click()
    expect(page.get_by_text("Courses for people who work at night.")).to_be_visible()
    assert found_on(page) == [] and widths_that_overflow(page) == []
    page.get_by_role("link", name="Write to them through us").click()
    assert found_on(page) == []
    page.get_by_role("button", name="Send the message").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_focused()
    assert found_on(page) == [] and widths_that_overflow(page) == []
    page.get_by_label("Your message").fill("How did you begin?")
    page.get_by_role("button", name="Send the message").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have taken your message")
    assert found_on(page) == []
    page.goto(f"{live_server.url}/messages/refuse/{Message.objects.get().copies.get().token}/")
    page.get_by_role("button", name="No more from this writer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("nothing more of this writer")
    assert found_on(page) == [] and widths_that_overflow(page) == []


def test_what_a_member_hides_vanishes_for_another(page, live_server, ada):
    page.goto(f"{live_server.url}/members/?q=salford+skills")
    page.get_by_role("link", name="Ada Ali").click()
    expect(page.get_by_text("Salford Skills Trust")).to_be_visible()
    Profile.objects.filter(pk=ada.pk).update(shows_organisation="nobody")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Ali")
    expect(page.get_by_text("Salford Skills Trust")).to_have_count(0)
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", name="Nobody shows all of this")).to_be_visible()
    assert found_on(page) == []
