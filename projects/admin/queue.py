"""Which entry to check next."""

from datetime import timedelta

from django.db.models import BooleanField, Case, Count, F, Q, Value, When
from django.utils import timezone

from projects.models import Project

# Twice a year: a phone number that is wrong for longer sends many people to nobody.
CHECK_AGAIN_AFTER = timedelta(days=182)
HELP_FOR_WORKERS = "offer:help-for-workers"


def never_checked():
    """Condition: published, and nobody has ever confirmed it."""
    return Q(state=Project.State.PUBLISHED, checked_on__isnull=True)


def is_due(today=None):
    """Condition: published, and never checked or, unless finished, not for half a year.

    What is finished does not change any more: it is asked for once.
    """
    long_ago = (today or timezone.localdate()) - CHECK_AGAIN_AFTER
    again = Q(state=Project.State.PUBLISHED, checked_on__lte=long_ago)
    return never_checked() | again & ~Q(status=Project.Status.PAST)


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
