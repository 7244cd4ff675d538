"""From a stranger's proposal to the map, in a browser with JavaScript and in one without."""

import re
from datetime import timedelta

import pytest
from django.core import mail as post
from playwright.sync_api import expect

from members.models import Member
from projects.models import Mail, Offer, Outcode, Project, Submission
from projects.submissions import locating, mail
from tests.browser.signing_in import bring_in
from tests.builders import make_organisation, make_project, make_staff, make_term, make_uk
from tests.projects.views.forms import settle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(live_server, settings):
    """A site with one entry; nobody has to wait for three seconds before sending."""
    settings.FORM_LEAST_SECONDS = 0
    settings.SITE_URL = live_server.url
    uk = make_uk()
    make_term(Offer, "Help for workers")
    make_term(Offer, "A campaign")
    make_staff(email="ada@example.org", name="Ada")
    Outcode.objects.create(outcode="SW9", latitude=51.47, longitude=-0.11, council=uk["lambeth"])
    make_project(
        "Ladder to Better Pay",
        lead_organisation=make_organisation("Bridge"),
        summary="Coaching for people in low-paid work.",
        coverage=[uk["lambeth"]],
        offers=["Help for workers"],
        contact_phone="020 7946 0001",
    )
    return live_server.url


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(request, new_context):
    """A browser with and one without JavaScript; a page that breaks a rule of ours is a failure."""
    page = new_context(java_script_enabled=request.param).new_page()
    wrong = []
    page.on("console", lambda message: message.type == "error" and wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    assert [line for line in wrong if "status of 4" not in line] == []


def fill_in(page, **fields):
    """Fill in the form for a new project in Lambeth, with only what has to be there."""
    page.get_by_label("Name of the project").fill(fields["name"])
    page.get_by_label("Who runs it").fill(fields.get("organisation", "Bridge"))
    page.get_by_label("In one sentence").fill("Advice for night workers.")
    page.get_by_label("Help for workers").check()
    page.get_by_label("Running").check()
    page.get_by_label("Postcode where it happens").fill("SW9 8HQ")
    page.get_by_label("Telephone").fill("020 7946 0099")
    page.get_by_label("Your name").fill("Grace")
    page.get_by_label("Your e-mail").fill("grace@example.org")


def open_mail(subject):
    """Have what is due sent; return the text of the latest with this in its subject."""
    mail.send_due()
    return next(each.body for each in reversed(post.outbox) if subject in each.subject)


def link_in(text):
    return re.search(r"http://\S+/submissions/\S+", text)[0]


def confirm(page):
    page.goto(link_in(open_mail("confirm")))
    page.get_by_role("button", name="Confirm and send to us").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have it")
    return Submission.objects.get()


def decide(page, site, button):
    """Sign in, go from the front page through Today to the one submission, press a button."""
    bring_in(page, site, Member.objects.get(is_staff=True))
    page.locator(".work a", has_text="to decide").first.click()
    page.locator("a[href*='/decide/']").first.click()
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def let_ten_minutes_pass():
    settle()
    for each in Mail.objects.filter(sent_at=None):
        each.send_at -= timedelta(minutes=10)
        each.save()


def test_a_project_is_proposed_confirmed_accepted_and_on_the_map(site, page):
    page.goto(f"{site}/projects/")
    page.get_by_role("link", name="Add a project").first.click()
    fill_in(page, name="Night Owls", organisation="Bridge")
    page.get_by_role("button", name="Send it to us").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("mail")
    assert Submission.objects.get().state == "unconfirmed"
    submission = confirm(page)
    assert submission.state == "pending"
    assert not Project.objects.filter(name="Night Owls").exists()
    locating.locate_waiting()

    decide(page, site, "Approve")
    entry = Project.objects.published().get(name="Night Owls")
    assert entry.locations.get().on_map
    page.goto(f"{site}/map/?q=night")
    expect(page.locator("[data-total]")).to_have_attribute("data-pinned", "1")

    let_ten_minutes_pass()
    text = open_mail("Night Owls")
    assert entry.get_absolute_url() in text
    page.goto(link_in(text))
    expect(page.get_by_role("heading", level=1)).to_have_text("Accepted, with thanks")
    assert [each.to for each in post.outbox] == [["grace@example.org"]] * 3


def test_a_mistake_is_said_at_its_field_and_nothing_is_lost(site, page):
    page.goto(f"{site}/submit/")
    fill_in(page, name="Night Owls")
    page.get_by_label("Telephone").fill("")
    page.get_by_label("Your e-mail").fill("grace")
    page.get_by_role("button", name="Send it to us").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_label("Name of the project")).to_have_value("Night Owls")
    expect(page.get_by_label("Your e-mail")).to_have_value("grace")
    expect(page.get_by_label("Help for workers")).to_be_checked()
    page.get_by_label("Telephone").fill("020 7946 0099")
    page.get_by_label("Your e-mail").fill("grace@example.org")
    page.get_by_role("button", name="Send it to us").click()
    assert "/submit/sent/" in page.url


def test_back_and_a_second_press_make_one(site, page):
    page.goto(f"{site}/submit/")
    fill_in(page, name="Night Owls")
    page.get_by_role("button", name="Send it to us").click()
    expect(page).to_have_url(re.compile("/submit/sent/"))
    page.go_back()
    if page.get_by_label("Name of the project").input_value():  # kept by the browser
        page.get_by_role("button", name="Send it to us").click()
        expect(page).to_have_url(re.compile("/submit/sent/"))
    assert Submission.objects.count() == 1
    mail.send_due()
    assert len(post.outbox) == 1


def test_a_duplicate_becomes_a_change_of_the_entry_with_what_was_typed(site, page):
    page.goto(f"{site}/submit/")
    fill_in(page, name="Ladder to Better Pay (pilot)", organisation="Bridge")
    page.get_by_role("button", name="Send it to us").click()
    expect(page.get_by_role("heading", name="Is it one of these?")).to_be_visible()
    expect(page.get_by_label("In one sentence")).to_have_value("Advice for night workers.")
    page.get_by_role("button", name="This is it: let me correct it").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Suggest a change")
    expect(page.get_by_label("Telephone")).to_have_value("020 7946 0099")
    expect(page.get_by_label("Your e-mail")).to_have_value("grace@example.org")
    page.get_by_label("Name of the project").fill("Ladder to Better Pay")
    page.get_by_role("button", name="Send the change to us").click()
    change = confirm(page)
    assert change.kind == "change" and change.project.name == "Ladder to Better Pay"
    assert "name" not in change.payload
    assert change.payload["contact_phone"] == "020 7946 0099"
    page.goto(f"{site}{change.project.get_absolute_url()}")
    expect(page.get_by_text("020 7946 0001").first).to_be_visible()  # as it was, while it waits

    decide(page, site, "Approve")
    page.goto(f"{site}{change.project.get_absolute_url()}")
    expect(page.get_by_text("020 7946 0099").first).to_be_visible()
    assert Project.objects.count() == 1


def test_a_report_without_an_address_reaches_staff(site, page):
    page.goto(f"{site}/projects/ladder-to-better-pay/")
    page.get_by_role("link", name="Report a problem").first.click()
    page.get_by_label("It has closed or ended").check()
    page.get_by_label("In your words").fill("The office shut in March.")
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator("main")).to_contain_text(Submission.objects.get().reference)
    decide(page, site, "Dealt with")
    page.goto(f"{site}/projects/ladder-to-better-pay/")
    expect(page.locator(".entry__status")).to_contain_text("Finished")
    assert not Mail.objects.exists()
