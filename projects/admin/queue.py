"""Which entry to check next.

An entry is due when it is published and one of these holds:

- nobody has ever checked it, and its contact is not being asked just now;
- it is not finished, was last checked more than a year ago, and there is no contact to ask;
- its contact was asked three times since the last check and has not answered;
- its contact has said that it has to be changed or has ended, and nothing about it is on Today;
- it is not finished, and a website of it has been found broken since the last check;
- it is not finished, and its last check is so long ago that the asking ought to be over.

To confirm an entry ends all of these; a website that was known to be broken then brings the entry
back only when it has been well in between, or when the year is over. What is finished does not
change any more: it is asked for once.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import BooleanField, Case, Count, F, Q, Value, When
from django.utils import timezone

from projects.models import Project
from projects.submissions.asked import (
    is_being_asked,
    is_on_today,
    is_to_be_changed,
    was_asked_in_vain,
)
from projects.submissions.reviews import MOST_ASKS
from projects.websites.checking import has_broken_website

HELP_FOR_WORKERS = "offer:help-for-workers"
PUBLISHED = Q(state=Project.State.PUBLISHED)
GOES_ON = ~Q(status=Project.Status.PAST)


def long_ago(today=None):
    """Return the latest day of a check that does not count any more."""
    return (today or timezone.localdate()) - timedelta(days=settings.REVIEW_AFTER_DAYS)


def never_checked():
    """Condition: published, and nobody has ever confirmed it."""
    return PUBLISHED & Q(checked_on__isnull=True)


def is_due(today=None):
    """Condition: somebody of us has to look at it; see above."""
    old = long_ago(today)
    asking = timedelta(days=settings.REVIEW_AGAIN_DAYS * (MOST_ASKS + 1))
    nobody_to_ask = Q(checked_on__lte=old, contact_email="")
    overdue = Q(checked_on__lte=old - asking) & ~is_being_asked() & ~is_on_today()
    return PUBLISHED & (
        Q(checked_on__isnull=True) & ~is_being_asked()
        | was_asked_in_vain()
        | is_to_be_changed()
        | GOES_ON & (nobody_to_ask | overdue | has_broken_website())
    )


def to_check(today=None):
    """Return what is due, in the order in which to ask for it.

    Help for workers first, then what is said to run, then what was never checked, then the oldest
    check.
    """
    return Project.objects.filter(is_due(today)).order_by(
        _first(facets__contains=[HELP_FOR_WORKERS]),
        _first(status=Project.Status.CURRENT),
        F("checked_on").asc(nulls_first=True),
        "sort_key",
        "pk",
    )


def count_work(today=None):
    """Return {"drafts", "never", "due"}: how many entries wait for what."""
    return Project.objects.order_by().aggregate(
        drafts=Count("pk", filter=Q(state=Project.State.DRAFT)),
        never=Count("pk", filter=never_checked()),
        due=Count("pk", filter=is_due(today)),
    )


def _first(**condition):
    return Case(
        When(**condition, then=Value(False)), default=Value(True), output_field=BooleanField()
    )
