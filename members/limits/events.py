"""How often people may register for events by the form, which anybody can send, in a day.

What is counted is the same for an address that is registered as for one that is not. The former
leaves no row, so the forms of a network are counted in the cache, where they are for a day.
"""

import time

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from members.mails.events import FORM_MAILS
from projects.models import Mail
from projects.submissions.limits import DAY, TooMany

# Anybody can type anybody's address, so it gets so many mails at most.
MOST_MAILS = 5
_KEY = "members.limits.events.forms:"


def check(email, sender):
    """Raise TooMany where a limit of the last 24 hours is reached.

    email: that was typed. sender: digest of the network address, or "".
    """
    since = timezone.now() - DAY
    mails = Mail.objects.filter(purpose__in=FORM_MAILS, created__gt=since)
    if mails.filter(to__same_address=email).count() >= MOST_MAILS:
        raise TooMany(
            _(
                "We have written to this address several times today. Look for our mails there, or"
                " try again tomorrow."
            )
        )
    if len(_forms_of(sender)) >= settings.SUBMISSIONS_A_DAY_BY_SENDER:
        raise TooMany(
            _(
                "Too many people have registered from your network today. Nothing is lost: try"
                " again tomorrow, or from another network."
            )
        )
    if mails.count() >= settings.SUBMISSIONS_A_DAY:
        raise TooMany(
            _("More people have registered today than we can write to. Please try again tomorrow.")
        )


def count(sender):
    """Note that a form was sent from a network.

    One at a time (projects.submissions.limits): two that come at once would be one.
    """
    if sender:
        cache.set(_KEY + sender, [*_forms_of(sender), time.time()], DAY.total_seconds())


def _forms_of(sender):
    """When forms were sent from a network in the last 24 hours, in seconds of the epoch."""
    since = time.time() - DAY.total_seconds()
    return [moment for moment in cache.get(_KEY + sender, []) if moment > since] if sender else []
