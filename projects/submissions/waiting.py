"""How long submissions wait, in working days: Monday to Friday, bank holidays counted."""

from datetime import datetime, timedelta
from statistics import median

from django.db.models import Min, Q
from django.utils import timezone

from projects.models import Submission

LATE_AFTER = 5  # working days
RECENT = timedelta(days=90)
FEWEST_TO_TELL = 5
_NUMBERS = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def working_days_between(start, end):
    """Return how many working days have begun after the day of `start`, up to that of `end`.

    From a Friday, or the days after it, to Monday it is 1. Moments count as days in London.
    """
    first, last = _day(start), _day(end)
    weeks, rest = divmod(max((last - first).days, 0), 7)
    odd = (first + timedelta(days=number) for number in range(1, rest + 1))
    return 5 * weeks + sum(is_working_day(day) for day in odd)


def is_working_day(day):
    """Whether a date is one of Monday to Friday."""
    return day.weekday() < 5


def is_late(submission, now=None):
    """Whether it has waited for staff for longer than it should."""
    since = submission.waiting_since or submission.created
    return working_days_between(since, now or timezone.now()) > LATE_AFTER


def usual_wait(now=None):
    """Return the median number of working days until staff answered, of the last 90 days.

    None where fewer than five were answered.
    """
    now = now or timezone.now()
    by_staff = Q(decisions__from_state="pending", decisions__undone_at__isnull=True) & ~Q(
        decisions__to_state="pending"
    )
    # What a trusted member changes at once has not waited.
    by_staff &= Q(decisions__at_once=False)
    answered = Submission.objects.annotate(
        answered=Min("decisions__when", filter=by_staff & Q(decisions__who__isnull=False))
    ).filter(answered__gte=now - RECENT)
    waits = [
        working_days_between(confirmed or created, answered)
        for created, confirmed, answered in answered.order_by().values_list(
            "created", "confirmed_at", "answered"
        )
    ]
    return round(median(waits)) if len(waits) >= FEWEST_TO_TELL else None


def usual_wait_in_words(now=None):
    """Return the same for people: "about three working days"."""
    days = usual_wait(now)
    if days is None:
        days = LATE_AFTER
    if days < 2:
        return "about one working day"
    return f"about {_NUMBERS[days] if days < len(_NUMBERS) else days} working days"


def _day(moment):
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment
