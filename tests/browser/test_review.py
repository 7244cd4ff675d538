"""What a contact does with the mail that asks about its entries, without JavaScript."""

from datetime import date

import pytest
from playwright.sync_api import expect

from projects.models import Project, Review, Submission
from projects.submissions.reviews import ask
from tests.browser.axe import found_on
from tests.builders import make_organisation, make_project


@pytest.fixture
def review():
    """A round of asking about two entries."""
    lead = make_organisation("Trust for Work")
    for name in ("Step Up", "Cymorth i weithwyr yn Llanfairpwllgwyngyllgogerychwyrndrobwll"):
        make_project(
            name,
            lead_organisation=lead,
            contact_email="ann@project.test",
            contact_phone="020 7946 0000",
            website="https://a-rather-long-address.example/projects/for/people/in/work/step-up",
            checked_on=date(2020, 4, 5),
        )
    ask()
    return Review.objects.get()


def test_a_contact_answers_with_one_press_each(new_context, live_server, review):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/reviews/{review.token}/")

    page.get_by_role("button", name="Still right (Step Up)").click()
    expect(page.get_by_text("You said: still right.")).to_be_visible()
    page.get_by_role("button", name="It has ended (Cymorth").click()
    expect(page.get_by_text("You said: it has ended.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, that is all")

    assert Project.objects.get(name="Step Up").checked_on > date(2020, 4, 5)
    assert Submission.objects.get().payload["about"] == ["closed"]


def test_axe_finds_nothing_and_nothing_is_too_wide(page, live_server, review):
    page.set_viewport_size({"width": 320, "height": 640})
    for token in (review.token, "x" * 43):
        page.goto(f"{live_server.url}/reviews/{token}/")
        assert found_on(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.goto(f"{live_server.url}/reviews/{review.token}/")
    page.get_by_role("button", name="Still right (Step Up)").click()
    expect(page.get_by_text("You said: still right.")).to_be_visible()
    assert found_on(page) == []
