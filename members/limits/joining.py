"""How often somebody may ask to join in a day, so that no program fills the queue or a mailbox.

What is counted is the same for an address that is known here and one that is not.
"""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Application
from projects.locks import Lock, hold
from projects.models import Mail
from projects.submissions.limits import DAY, TooMany

MOST_OF_ONE = 5  # with one e-mail address from one network
MOST_CHANGES = 5  # of one form


def one_at_a_time():
    """Let one application in, or on, after another until the transaction ends."""
    hold(Lock.APPLICATIONS)


def check(email, sender):
    """Raise TooMany where a limit for the last 24 hours is reached.

    sender: digest of the network address, or "".
    """
    recent = Application.objects.filter(created__gt=timezone.now() - DAY)
    check_address(email, sender)
    if sender and recent.filter(sender=sender).count() >= settings.SUBMISSIONS_A_DAY_BY_SENDER:
        raise TooMany(
            _(
                "Too much has come from your network today. Nothing is lost: try again tomorrow,"
                " or from another network."
            )
        )
    unproven = recent.filter(state=Application.State.UNCONFIRMED)
    if unproven.count() >= settings.SUBMISSIONS_A_DAY:
        raise TooMany(
            _(
                "We have received more today than two people can read. Nothing is lost: please try"
                " again tomorrow."
            )
        )


def check_address(email, sender):
    """Raise TooMany where one address has had as many of these mails as it should in a day."""
    since = timezone.now() - DAY
    asked = Mail.objects.filter(to__same_address=email, purpose="join", created__gt=since)
    theirs = Application.objects.filter(email__same_address=email, sender=sender, created__gt=since)
    if asked.count() >= settings.SUBMISSIONS_A_DAY_BY_EMAIL or theirs.count() >= MOST_OF_ONE:
        raise TooMany(
            _(
                "So many forms with this e-mail address have come in today. Look for our mails"
                " there, and open the link in one of them."
            )
        )


def check_changes(application):
    """Raise TooMany where one form was changed so often that no person did."""
    if application.version > MOST_CHANGES:
        raise TooMany(_("This form was changed too often. Open the form anew."))
