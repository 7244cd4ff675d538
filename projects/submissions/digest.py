"""The mail that tells staff on working days what waits for them."""

import logging

from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.utils import timezone

from projects.models import DigestSent, Submission
from projects.submissions import mail, notifications
from projects.submissions.waiting import is_late, is_working_day, working_days_between

logger = logging.getLogger(__name__)
HOUR = 8  # in London
LONGEST_LIST = 10


@transaction.atomic
def write(now=None):
    """Write the digest of this day, once, and return to how many people.

    Nobody gets one before eight, at a weekend, or where nothing waits.
    """
    now = timezone.localtime(now)
    if not is_working_day(now.date()) or now.hour < HOUR:
        return 0
    day, is_new = DigestSent.objects.get_or_create(day=now.date())
    work = is_new and what_waits(now)
    if not work:
        return 0
    told = [member for member in readers() if _tell(day.day, member, work)]
    day.to.set(told)
    return len(told)


def _tell(day, member, work):
    try:
        return notifications.digest(day, member, work)
    except ValueError:  # an account with an address that is none must not keep it from all
        logger.warning("No digest for account %s: its e-mail address is not one.", member.pk)
        return None


def readers():
    """Those who may decide submissions and have an account that works."""
    members = ModelBackend().with_perm("projects.change_submission")
    return members.filter(is_staff=True).order_by("pk")


def what_waits(now):
    """Return what the digest's templates name, or None where nothing waits.

    late: at most ten pairs of a submission and its working days, oldest first.
    """
    waiting = list(Submission.objects.waiting_for_us().select_related("project"))
    late = sorted(
        (each for each in waiting if is_late(each, now)), key=lambda each: each.waiting_since
    )
    work = {
        "pending": len(waiting),
        "closures": sum("closed" in each.payload.get("about", []) for each in waiting),
        "without_a_pin": Submission.objects.without_a_pin().count(),
        "stuck": mail.stuck().count(),
    }
    if not any(work.values()):
        return None
    return work | {
        "late": [
            (each, working_days_between(each.waiting_since, now)) for each in late[:LONGEST_LIST]
        ],
        "number_late": len(late),
        "more_late": max(len(late) - LONGEST_LIST, 0),
        "link": mail.address_of("admin:projects_submission_today"),
    }
