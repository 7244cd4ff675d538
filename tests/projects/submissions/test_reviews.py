"""Asking contacts: who is asked, when, how often, and what is written."""

import threading
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from projects import tasks, workflow
from projects.models import Mail, Project, Review, ReviewedEntry
from projects.submissions import reviews
from projects.submissions.asked import round_in_vain
from projects.submissions.reviews import ask
from tests.builders import make_organisation, make_project

pytestmark = pytest.mark.django_db
START = datetime(2026, 4, 5, 6, 40, tzinfo=timezone.get_default_timezone())
DAY = timedelta(days=1)
OLD = {"checked_on": date(2025, 4, 5), "contact_email": "Ann@Project.test"}


@pytest.fixture
def clock():
    """The fifth of April 2026; clock.shift(days) moves it on."""
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def names(review):
    return [entry.project.name for entry in review.entries.all()]


def test_a_contact_is_asked_once_about_all_its_entries_that_are_due(clock):
    lead = make_organisation("Trust & Co")
    make_project("A", lead_organisation=lead, **OLD)
    make_project("B", lead_organisation=lead, **OLD | {"contact_email": "ann@project.test"})
    make_project("Other contact", lead_organisation=lead, **OLD | {"contact_email": "b@b.test"})
    make_project("Other organisation", **OLD)
    assert ask() == 3
    review = lead.reviews.get(email="ann@project.test")
    assert names(review) == ["A", "B"]
    mail = Mail.objects.get(to="ann@project.test", text__contains=review.token)
    assert mail.purpose == "review"
    assert mail.subject == "Your 2 projects on the Better Work Map: still right?"
    for text in (mail.text, mail.html):
        assert f"/reviews/{review.token}/" in text
        assert "/projects/a/" in text and "/projects/b/" in text
        assert "ask again in 14 days" in text
    assert "Trust & Co" in mail.text and "Trust &amp; Co" in mail.html


def test_only_what_is_public_goes_on_is_old_and_has_a_contact_is_asked_about(clock):
    make_project("Checked", **OLD | {"checked_on": date(2025, 4, 6)})
    make_project("Nobody to ask", checked_on=date(2025, 1, 1))
    make_project("Past", status="past", **OLD)
    make_project("Draft", state="draft", **OLD)
    make_project("Withdrawn", state="withdrawn", **OLD)
    make_project("New", contact_email="new@project.test")
    assert ask() == 0
    assert not Review.objects.exists()


def test_what_was_never_checked_is_asked_about_a_year_after_it_came(clock):
    project = make_project(contact_email="ann@project.test")
    Project.objects.update(created=START - 364 * DAY)
    assert ask() == 0
    Project.objects.update(created=START - 365 * DAY)
    assert ask() == 1
    assert names(Review.objects.get()) == [project.name]


def test_what_is_due_soon_is_asked_about_along(clock):
    lead = make_organisation()
    make_project("Due", lead_organisation=lead, **OLD)
    make_project("Soon", lead_organisation=lead, **OLD | {"checked_on": date(2025, 7, 1)})
    make_project("Later", lead_organisation=lead, **OLD | {"checked_on": date(2025, 7, 9)})
    assert ask() == 1
    assert names(Review.objects.get()) == ["Due", "Soon"]


def test_it_asks_three_times_only_about_what_is_not_answered_and_then_the_pages_say_so(
    clock, client
):
    lead = make_organisation()
    first = make_project("First", lead_organisation=lead, **OLD)
    second = make_project("Second", lead_organisation=lead, **OLD)
    address = second.get_absolute_url()
    assert [ask(), ask()] == [1, 0]
    ReviewedEntry.objects.filter(project=first).update(answer="change", answered_at=START)
    clock.shift(13 * DAY)
    assert ask() == 0
    clock.shift(1 * DAY)
    assert [ask(), ask()] == [1, 0]
    clock.shift(14 * DAY)
    assert [ask(), ask()] == [1, 0]
    texts = list(Mail.objects.order_by("pk").values_list("text", flat=True))
    assert ["First" in text for text in texts] == [True, False, False]
    assert ["last time that we ask" in text for text in texts] == [False, False, True]
    subjects = list(Mail.objects.order_by("pk").values_list("subject", flat=True))
    assert subjects[1] == "Reminder: “Second” on the Better Work Map: still right?"
    before = client.get(address)
    assert b"has not answered" not in before.content
    clock.shift(14 * DAY)
    assert [ask(), ask()] == [0, 0]
    review = Review.objects.get()
    assert (review.times_asked, review.closed_at) == (3, timezone.now())
    after = client.get(address, HTTP_IF_NONE_MATCH=before["ETag"])
    words = "Its contact was asked three times, last on 3 May 2026, and has not answered."
    assert words in after.content.decode()
    assert words not in client.get(first.get_absolute_url()).content.decode()
    workflow.confirm(second, None)
    assert words not in client.get(address).content.decode()


def test_the_pages_do_not_blame_a_new_contact(clock):
    project = make_project(**OLD)
    for _ in range(4):
        ask()
        clock.shift(14 * DAY)
    assert round_in_vain(project)
    Project.objects.update(contact_email="new@project.test")
    project.refresh_from_db()
    assert round_in_vain(project) is None
    assert ask() == 1
    assert Mail.objects.latest("pk").to == "new@project.test"


def test_nobody_is_asked_again_within_the_year(clock):
    make_project(**OLD)
    for _ in range(26):
        ask()
        clock.shift(14 * DAY)
    assert (Review.objects.count(), Mail.objects.count()) == (1, 3)
    clock.shift(1 * DAY)
    assert ask() == 1


def test_what_was_answered_checked_finished_or_taken_down_is_not_asked_about_again(clock):
    lead = make_organisation()
    project = {
        name: make_project(name, lead_organisation=lead, **OLD)
        for name in ("Answered", "Checked", "Finished", "Withdrawn", "Handed on", "Left")
    }
    ask()
    ReviewedEntry.objects.filter(project=project["Answered"]).update(answer="ended")
    workflow.confirm(project["Checked"], None)
    workflow.withdraw(project["Withdrawn"], None)
    Project.objects.filter(pk=project["Finished"].pk).update(status="past")
    Project.objects.filter(pk=project["Handed on"].pk).update(contact_email="new@project.test")
    clock.shift(14 * DAY)
    ask()
    mail = Mail.objects.filter(to="ann@project.test").latest("pk")
    assert mail.subject == "Reminder: “Left” on the Better Work Map: still right?"


def test_a_round_in_which_all_is_answered_ends_when_its_time_is_over(clock):
    make_project(**OLD)
    ask()
    ReviewedEntry.objects.update(answer="still-right", answered_at=START)
    clock.shift(13 * DAY)
    ask()
    assert Review.objects.filter(closed_at__isnull=True).exists()
    clock.shift(1 * DAY)
    assert ask() == 0
    review = Review.objects.get()
    assert (review.times_asked, bool(review.closed_at)) == (1, True)
    assert Mail.objects.count() == 1


def test_an_entry_that_falls_due_while_its_contact_is_asked_waits_for_the_next_round(clock):
    lead = make_organisation()
    make_project("First", lead_organisation=lead, **OLD)
    ask()
    later = make_project("Later", lead_organisation=lead, **OLD)
    assert ask() == 0
    clock.shift(14 * DAY)
    ReviewedEntry.objects.update(answer="still-right")
    ask()
    ask()
    assert [names(review) for review in Review.objects.all()] == [[later.name], ["First"]]


def test_rounds_are_forgotten_after_two_years(clock):
    make_project(**OLD)
    ask()
    Review.objects.update(closed_at=START)
    Project.objects.update(status="past")
    clock.shift(730 * DAY)
    ask()
    assert Review.objects.count() == 1
    clock.shift(1 * DAY)
    ask()
    assert Review.objects.count() == 0


def test_a_contact_that_is_no_address_stops_nobody_else(clock):
    make_project("Odd", **OLD | {"contact_email": "odd"})
    make_project("Good", **OLD)
    assert ask() == 1
    odd = Review.objects.get(email="odd")
    assert (odd.times_asked, bool(odd.closed_at)) == (0, True)


def test_the_daily_job_asks():
    make_project(**OLD | {"checked_on": timezone.localdate() - 365 * DAY})
    tasks.ask_for_reviews(timestamp=0)
    assert Mail.objects.count() == 1


def at_once(number, work):
    """Do the work in so many threads that start together."""
    start, errors = threading.Barrier(number), []

    def run():
        start.wait()
        try:
            work()
        except Exception as error:
            errors.append(error)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


@pytest.mark.django_db(transaction=True)
def test_the_job_can_run_many_times_at_once():
    for number in range(4):
        make_project(**OLD | {"contact_email": f"{number}@project.test"})
    at_once(4, ask)
    assert (Review.objects.count(), Mail.objects.count()) == (4, 4)
    again = timezone.now() + 14 * DAY
    at_once(4, lambda: ask(again))
    assert (Review.objects.count(), Mail.objects.count()) == (4, 8)
    assert set(Review.objects.values_list("times_asked", flat=True)) == {2}


@pytest.mark.django_db(transaction=True)
def test_without_the_look_at_the_row_that_is_locked_a_reminder_is_written_twice(monkeypatch):
    """The negative control."""
    make_project(**OLD)
    ask()
    review, again = Review.objects.get(), timezone.now() + 14 * DAY
    for _ in range(2):  # as two runs would that had both read the round as due
        with transaction.atomic():
            reviews._write(review, again)
    assert Mail.objects.count() == 3
