"""Working days, and what people are told of how long things take."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from projects.models import Decision, Submission
from projects.submissions.waiting import (
    is_late,
    usual_wait,
    usual_wait_in_words,
    working_days_between,
)
from tests.builders import make_staff, make_submission

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("start", "days", "working_days"),
    [
        (MONDAY, 0, 0),
        (MONDAY, 1, 1),
        (MONDAY, 5, 4),  # Saturday
        (MONDAY, 7, 5),
        (MONDAY, 30, 22),
        (date(2026, 6, 19), 3, 1),  # Friday to Monday
        (date(2026, 6, 20), 1, 0),  # Saturday to Sunday
        (date(2026, 6, 21), 8, 6),  # Sunday to the Monday after next
        (MONDAY, -3, 0),
    ],
)
def test_working_days_are_those_that_have_begun(start, days, working_days):
    assert working_days_between(start, start + timedelta(days=days)) == working_days


def test_moments_count_as_days_in_london():
    # Half past eleven in UTC on Sunday is Monday in London's summer.
    late = datetime(2026, 6, 14, 23, 30, tzinfo=ZoneInfo("UTC"))
    assert working_days_between(late, datetime(2026, 6, 15, 12, tzinfo=LONDON)) == 0
    assert working_days_between(late, datetime(2026, 6, 16, 0, 5, tzinfo=LONDON)) == 1


def test_it_is_late_after_five_whole_working_days():
    submission = Submission(waiting_since=datetime(2026, 6, 15, 9, tzinfo=LONDON))
    assert not is_late(submission, datetime(2026, 6, 22, 23, tzinfo=LONDON))
    assert is_late(submission, datetime(2026, 6, 23, 0, 1, tzinfo=LONDON))


def decide_after(days, when=None, **decision):
    """Save one that was confirmed on Monday and decided so many days later."""
    submission = make_submission()
    confirmed = when or datetime(2026, 6, 15, 9, tzinfo=LONDON)
    Submission.objects.filter(pk=submission.pk).update(confirmed_at=confirmed)
    fields = {"from_state": "pending", "to_state": "approved", "who": make_staff()} | decision
    made = Decision.objects.create(submission=submission, **fields)
    Decision.objects.filter(pk=made.pk).update(when=confirmed + timedelta(days=days))


@pytest.mark.django_db
def test_the_usual_wait_is_the_median_of_those_answered_lately():
    now = datetime(2026, 7, 1, 9, tzinfo=LONDON)
    for days in (1, 1, 2, 4):
        decide_after(days)
    assert usual_wait(now) is None
    assert usual_wait_in_words(now) == "about five working days"
    decide_after(0, who=None)  # confirmed by the sender: no answer
    decide_after(0, to_state="pending")  # became a change of an entry: to be decided still
    decide_after(0, undone_at=timezone.now())
    assert usual_wait(now) is None
    decide_after(8)
    assert usual_wait(now) == 2
    assert usual_wait_in_words(now) == "about two working days"
    assert usual_wait(now + timedelta(days=120)) is None


@pytest.mark.django_db
def test_what_is_answered_at_once_takes_a_day_in_words():
    for _ in range(5):
        decide_after(0)
    assert usual_wait_in_words(datetime(2026, 7, 1, tzinfo=LONDON)) == "about one working day"
