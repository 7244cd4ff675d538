"""How much one person, one network address and everybody may send in a day."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from projects.locks import Lock, hold
from projects.models import Mail, Submission

DAY = timedelta(hours=24)
MOST_UNCONFIRMED = 5  # of one e-mail address from one network, at a time
MOST_NAMELESS = 10  # reports without an address from one network in a day
MOST_CHANGES = 50  # of one submission
MOST_CORRECTIONS = 3  # of the address in one form


class TooMany(Exception):
    """A limit was reached. Its text is for people."""


def one_at_a_time():
    """Let one submission in after another until the transaction ends.

    Otherwise twenty that come at once would each count nineteen fewer, and the same form sent twice
    at once would be two.
    """
    hold(Lock.SUBMISSIONS)


def check(email, sender, is_member=False):
    """Raise TooMany where a limit for the last 24 hours is reached.

    email: of who sends it, or "". sender: digest of the network address, or "". A member is known,
    so what strangers send does not count against them.
    """
    recent = Submission.objects.filter(created__gt=timezone.now() - DAY)
    if email:
        _check_address(recent, email, sender)
    elif not is_member:
        _check_reports(recent, sender)
    if sender and recent.filter(sender=sender).count() >= settings.SUBMISSIONS_A_DAY_BY_SENDER:
        raise TooMany(
            "Too much has come from your network today. Nothing is lost: try again tomorrow, or"
            " from another network."
        )
    unproven = recent.filter(
        Q(state=Submission.State.UNCONFIRMED) | Q(email="", erased_at__isnull=True)
    )
    if not is_member and unproven.count() >= settings.SUBMISSIONS_A_DAY:
        raise TooMany(
            "We have received more today than two people can read. Nothing is lost: please try"
            " again tomorrow."
        )


def check_correction(submission, email):
    """Raise TooMany where the address of one form was corrected too often, or to one in use."""
    if submission.mails.filter(purpose="confirm").count() > MOST_CORRECTIONS:
        raise TooMany(
            "This form was sent to several e-mail addresses already. Look for our mail there, or"
            " open the form anew."
        )
    recent = Submission.objects.filter(created__gt=timezone.now() - DAY)
    _check_address(recent, email, submission.sender)


def check_changes(submission):
    """Raise TooMany where one submission was changed so often that no person did."""
    if submission.version > MOST_CHANGES:
        raise TooMany("This was changed too often to be changed once more.")


def _check_reports(recent, sender):
    """Reports without an address: whoever sends them proves nothing, and staff read each one."""
    nameless = recent.filter(email="", erased_at__isnull=True)
    if sender and nameless.filter(sender=sender).count() >= MOST_NAMELESS:
        raise TooMany(
            "So many reports without an e-mail address have come from your network today. Give"
            " your e-mail address, and this one can be sent."
        )
    if nameless.count() >= settings.SUBMISSIONS_A_DAY // 6:
        raise TooMany(
            "Too many reports without an e-mail address have come in today. Give yours, and this"
            " one can be sent."
        )


def _check_address(recent, email, sender):
    theirs = recent.by_the_same_person(email)
    asked = Mail.objects.filter(
        to__iexact=email, purpose="confirm", created__gt=timezone.now() - DAY
    )
    most = settings.SUBMISSIONS_A_DAY_BY_EMAIL
    if theirs.count() >= most or asked.count() >= most:
        raise TooMany(
            "You have sent as many as one address may send in a day. Nothing is lost: try again"
            " tomorrow, or write to us if you have a longer list."
        )
    # Anybody can type anybody's address: so many mails that nobody answers are enough.
    waiting = theirs.filter(state=Submission.State.UNCONFIRMED, sender=sender)
    if waiting.count() >= MOST_UNCONFIRMED:
        raise TooMany(
            "Several things that were sent with this e-mail address wait to be confirmed. Open the"
            " links in our mails first, then send this again."
        )
