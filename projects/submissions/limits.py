"""How much one person, one network address and everybody may send in a day."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from projects.models import Submission

DAY = timedelta(hours=24)
# Any number that no other advisory lock of this database uses.
LOCK = 0x5B31


class TooMany(Exception):
    """A limit was reached. Its text is for people."""


def one_at_a_time():
    """Let one submission in after another until the transaction ends.

    Otherwise twenty that come at once would each count nineteen fewer, and the same form sent twice
    at once would be two.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def check(email, sender):
    """Raise TooMany where a limit for the last 24 hours is reached.

    email: of who sends it, or "". sender: digest of the network address, or "".
    """
    recent = Submission.objects.filter(created__gt=timezone.now() - DAY)
    if email and recent.by_the_same_person(email).count() >= settings.SUBMISSIONS_A_DAY_BY_EMAIL:
        raise TooMany(
            "You have sent as many as one address may send in a day. Nothing is lost: try again"
            " tomorrow, or write to us if you have a longer list."
        )
    if sender and recent.filter(sender=sender).count() >= settings.SUBMISSIONS_A_DAY_BY_SENDER:
        raise TooMany(
            "Too much has come from your network today. Nothing is lost: try again tomorrow, or"
            " from another network."
        )
    if recent.count() >= settings.SUBMISSIONS_A_DAY:
        raise TooMany(
            "We have received more today than two people can read. Nothing is lost: please try"
            " again tomorrow."
        )
