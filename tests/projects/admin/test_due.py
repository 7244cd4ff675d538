"""What makes an entry due to be checked by staff, and what they read about why."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from projects import workflow
from projects.admin.queue import count_work, to_check
from projects.admin.reasons import reasons_to_check
from projects.models import Review, ReviewedEntry, Submission, WebsiteCheck
from tests.builders import make_organisation, make_project, make_staff
from tests.projects.admin.pages import page_of

pytestmark = pytest.mark.django_db
CONTACT = {"contact_email": "Ann@Project.test"}
DAY = timedelta(days=1)
OLD = {"checked_on": timezone.localdate() - (settings.REVIEW_AFTER_DAYS + 60) * DAY}


def due():
    names = [project.name for project in to_check()]
    assert count_work()["due"] == len(names)
    return names


def make_round(project, days_ago=60, answer="", is_open=False, email="ann@project.test"):
    """A round of asking about the entry, begun so many days ago."""
    begun = timezone.now() - days_ago * DAY
    review = Review.objects.create(
        organisation=project.lead_organisation,
        email=email,
        times_asked=3,
        asked_at=begun + 28 * DAY,
        closed_at=None if is_open else begun + 42 * DAY,
    )
    Review.objects.filter(pk=review.pk).update(started=begun)
    answered = begun + DAY if answer else None
    return ReviewedEntry.objects.create(
        review=review, project=project, answer=answer, answered_at=answered
    )


def break_website(address="https://site.test/", days_ago=10, **fields):
    return WebsiteCheck.objects.create(
        address=address,
        failing_since=timezone.now() - days_ago * DAY,
        checked_at=timezone.now(),
        **{"failures": 2, "problem": "the server answers 404 (not found)", **fields},
    )


def test_what_was_never_checked_is_due_unless_its_contact_is_being_asked():
    make_project("Never")
    make_project("Never, with a contact", **CONTACT)
    make_round(make_project("Never, being asked", **CONTACT), days_ago=5, is_open=True)
    make_project("Never, past", status="past")
    assert set(due()) == {"Never", "Never, with a contact", "Never, past"}


def test_after_a_year_an_entry_without_a_contact_is_due_at_once_and_others_are_asked_about():
    year = settings.REVIEW_AFTER_DAYS * DAY
    today = timezone.localdate()
    make_project("Year", checked_on=today - year)
    make_project("Year, with a contact", checked_on=today - year, **CONTACT)
    make_project("Almost a year", checked_on=today - year + DAY)
    make_project("Past", checked_on=today - 3 * year, status="past")
    assert due() == ["Year"]


def test_what_a_contact_was_asked_in_vain_is_due_until_somebody_checks_it():
    asked = make_project("Asked", checked_on=OLD["checked_on"] + 30 * DAY, **CONTACT)
    assert due() == []
    make_round(asked)
    assert due() == ["Asked"]
    workflow.confirm(asked, make_staff())
    assert due() == []


def test_what_finished_while_its_contact_was_asked_is_not_due():
    asked = make_project(checked_on=OLD["checked_on"] + 30 * DAY, status="past", **CONTACT)
    make_round(asked)
    assert due() == []


def test_what_was_asked_of_somebody_else_before_does_not_count():
    asked = make_project(checked_on=OLD["checked_on"] + 30 * DAY, **CONTACT)
    make_round(asked, email="former@project.test")
    assert due() == []


@pytest.mark.parametrize("answer", ["change", "ended"])
def test_what_has_to_be_changed_is_due_unless_it_is_on_today(answer):
    project = make_project("Asked", **OLD, **CONTACT)
    make_round(project, answer=answer, is_open=True)
    assert due() == ["Asked"]
    submission = Submission.objects.create(kind="report", project=project, form_token="x")
    Submission.objects.update(state="pending")
    assert due() == []
    submission.delete()
    workflow.confirm(project, make_staff())
    assert due() == []


def test_a_contact_who_first_confirms_and_then_thinks_better_of_it_is_heard():
    project = make_project("Asked", **OLD, **CONTACT)
    entry = make_round(project, answer="change", is_open=True)
    ReviewedEntry.objects.filter(pk=entry.pk).update(answered_at=timezone.now())
    workflow.confirm(project, None)  # its contact, on the same day
    assert due() == ["Asked"]
    workflow.confirm(project, make_staff())
    assert due() == []


def test_what_should_have_been_asked_about_long_ago_is_due_all_the_same():
    overdue = settings.REVIEW_AFTER_DAYS + 4 * settings.REVIEW_AGAIN_DAYS
    checked = timezone.localdate() - overdue * DAY
    make_project("Forgotten", checked_on=checked, **CONTACT)
    make_round(make_project("Being asked", checked_on=checked, **CONTACT), 5, is_open=True)
    assert due() == ["Forgotten"]


@pytest.mark.parametrize("field", ["website", "contact_page", "lead"])
def test_a_broken_website_makes_an_entry_due_whenever_it_was_checked(field):
    checked = {"checked_on": timezone.localdate() - 20 * DAY}
    address = "https://site.test/"
    if field == "lead":
        make_project("Broken", lead_organisation=make_organisation(website=address), **checked)
    else:
        make_project("Broken", **{field: address}, **checked)
    make_project("Well", website="https://well.test/", **checked)
    make_project("Past", website=address, status="past", **checked)
    assert due() == []
    check = break_website(failures=1)
    assert due() == []
    WebsiteCheck.objects.filter(pk=check.pk).update(failures=2)
    assert due() == ["Broken"]


def test_an_entry_confirmed_though_its_website_is_broken_does_not_come_back_at_once():
    project = make_project("Broken", website="https://site.test/", checked_on=OLD["checked_on"])
    break_website(days_ago=10)
    assert due() == ["Broken"]
    workflow.confirm(project, make_staff())
    assert due() == []
    WebsiteCheck.objects.update(failing_since=timezone.now() + 1 * DAY)  # well in between
    assert due() == ["Broken"]


def test_a_check_before_the_failure_could_be_known_does_not_count():
    today = timezone.localdate()
    make_project("Unknown then", website="https://site.test/", checked_on=today - 9 * DAY)
    make_project("Known then", website="https://site.test/", checked_on=today - 8 * DAY)
    break_website(days_ago=10)
    assert due() == ["Unknown then"]


def test_staff_read_why_an_entry_is_there(desk):
    project = make_project(website="https://site.test/", **OLD, **CONTACT)
    check = break_website()
    entry = make_round(project)
    reasons = reasons_to_check(project)
    since = timezone.localdate(check.failing_since)
    assert reasons[0] == (
        f"Its website has failed since {since:%-d %B %Y}: the server answers 404 (not found)."
    )
    last = timezone.localdate(entry.review.asked_at)
    assert reasons[1] == (
        f"Its contact was asked three times, last on {last:%-d %B %Y}, and has not answered."
    )
    assert reasons[2] == "It was checked more than a year ago."
    page = desk.get(page_of("check", project.pk)).content.decode()
    assert "Why it is here" in page
    assert reasons[0] in page


def test_staff_read_that_there_is_nobody_to_ask_what_was_said_and_who_may_still_answer():
    assert reasons_to_check(make_project()) == [
        "Nobody has checked it yet.",
        "Nobody to ask: it has no e-mail address of a contact.",
    ]
    asked = make_round(make_project(**CONTACT), days_ago=3, answer="change")
    assert "that it has to be changed." in reasons_to_check(asked.project)[0]
    waiting = make_round(make_project(**CONTACT), days_ago=3, is_open=True)
    assert "and may still answer." in reasons_to_check(waiting.project)[-1]
    fresh = make_project(checked_on=timezone.localdate(), **CONTACT)
    assert reasons_to_check(fresh) == []
