"""The job that looks, alert by alert, whether there is something to tell.

What is new is read in one snapshot with the revision up to which it reaches. The mail and the new
`seen_revision` are then written in one transaction, which finds the alert as it was or writes
nothing: so a run that dies half-way has told each alert all or nothing, two runs at once tell
nothing twice, and the outbox sends each mail under one Message-ID.
"""

import logging
import time
from datetime import timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from projects import reading
from projects.alerts import mails
from projects.alerts.news import news_since
from projects.alerts.turns import next_turn
from projects.models import Alert

logger = logging.getLogger(__name__)
# A run leaves the worker to its other jobs after so many seconds; the next run goes on.
LONGEST_RUN = 50
# An alert that fails keeps none of the others from being looked at.
AGAIN_AFTER = timedelta(hours=1)


def look(now=None):
    """Look at those whose turn it is, longest waiting first, and return how many mails we wrote."""
    now, until, written = now or timezone.now(), time.monotonic() + LONGEST_RUN, 0
    while time.monotonic() < until:
        alert = Alert.objects.filter(due_at__lte=now).order_by("due_at", "pk").first()
        if alert is None:
            break
        try:
            written += _look_at(alert, now)
        except (OperationalError, InterfaceError):
            raise  # the database is away: nothing is wrong with this alert
        except Exception:
            logger.exception("Alert %s could not be looked at", alert.pk)
            _same(alert).update(due_at=now + AGAIN_AFTER)
    return written


def _look_at(alert, now):
    """Write the mail, if there is something to say; return how many that are."""
    with reading.snapshot():
        found = news_since(alert.query, alert.seen_revision)
    with transaction.atomic():
        held = _same(alert).select_for_update().first()
        if held is None:  # changed, stopped, or told by another run meanwhile
            return 0
        mail = None
        if found.wish and found.wish.is_lost:
            mail = mails.say_it_is_lost(held, found.wish)
        elif found.is_worth_a_mail:
            mail = mails.tell(held, found)
            held.told_at = now
        held.seen_revision, held.due_at = found.revision, next_turn(held.frequency, now)
        held.save(update_fields=["seen_revision", "due_at", "told_at"])
    return int(mail is not None)


def _same(alert):
    """The alert as long as it is what it was."""
    return Alert.objects.filter(
        pk=alert.pk,
        query=alert.query,
        seen_revision=alert.seen_revision,
        due_at=alert.due_at,
    )
