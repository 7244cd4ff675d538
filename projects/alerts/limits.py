"""How often alerts may be asked for by the form, which anybody can send, in a day.

What is counted, and what is answered, is the same for an address that has the alert already as for
one that has not: the former leaves no row, so the forms of a network are counted in the cache.
"""

import time

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from projects.locks import Lock, hold
from projects.models import Mail
from projects.submissions.limits import DAY, TooMany

FORM_MAILS = ("alert_confirm", "alert_known")
# Anybody can type anybody's address, so it gets so many mails at most.
MOST_MAILS = 5
_KEY = "projects.alerts.limits.forms:"


def one_at_a_time():
    """Let one form in after another until the transaction ends.

    Otherwise many that come at once would each count too few.
    """
    hold(Lock.ALERTS)


def check(sender):
    """Raise TooMany where a network, by its digest, or everybody has sent too many forms."""
    if len(_forms_of(sender)) >= settings.SUBMISSIONS_A_DAY_BY_SENDER:
        raise TooMany(
            "Too many alerts were asked for from your network today. Try again tomorrow, or from"
            " another network."
        )
    if _mails().count() >= settings.SUBMISSIONS_A_DAY:
        raise TooMany(
            "More alerts were asked for today than we can write to. Please try again tomorrow."
        )


def count(sender):
    """Note that a form was sent from a network."""
    if sender:
        cache.set(_KEY + sender, [*_forms_of(sender), time.time()], DAY.total_seconds())


def has_room(email):
    """Whether an address may get one more mail that anybody can cause.

    Where it may not, nobody is told: that would tell what others have asked for.
    """
    return _mails().filter(to__same_address=email).count() < MOST_MAILS


def _mails():
    return Mail.objects.filter(purpose__in=FORM_MAILS, created__gt=timezone.now() - DAY)


def _forms_of(sender):
    """When forms were sent from a network in the last 24 hours, in seconds of the epoch."""
    since = time.time() - DAY.total_seconds()
    return [moment for moment in cache.get(_KEY + sender, []) if moment > since] if sender else []
