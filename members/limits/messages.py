"""How many messages one person, one network address and everybody may have passed on in a day."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Message, MessageCopy
from projects.locks import Lock, hold
from projects.models import Mail
from projects.submissions.limits import DAY, TooMany

BY_ONE_WRITER = 10  # in a day, of one member or one e-mail address
BY_ONE_SENDER = 20  # from one network address
TO_ONE_ADDRESS = 10  # copies
BY_THE_PUBLIC = 200  # of all who are not signed in
MOST_UNCONFIRMED = 5  # with one e-mail address from one network, at a time


def one_at_a_time():
    """Let one message in after another until the transaction ends.

    Otherwise many that come at once would each count too few, and the same form sent twice at once
    would be two.
    """
    hold(Lock.MESSAGES)


def check(writer, sender):
    """Raise TooMany where a limit for the last 24 hours is reached.

    writer: the Person who writes. sender: digest of their network address, or "". A member is
    known, so what strangers send with their address does not count against them.
    """
    recent = Message.objects.filter(created__gt=timezone.now() - DAY)
    if writer.member:
        theirs = recent.filter(writer=writer.member)
    else:
        theirs = recent.filter(writer=None, email__same_address=writer.email)
        _check_unproven(recent, theirs, writer.email, sender)
    if theirs.count() >= BY_ONE_WRITER:
        raise TooMany(
            _("You have written as many messages as one may in a day. Try again tomorrow.")
        )
    if sender and recent.filter(sender=sender).count() >= BY_ONE_SENDER:
        raise TooMany(_("Too many messages have come from your network today. Try again tomorrow."))


def _check_unproven(recent, theirs, email, sender):
    """Anybody can type anybody's address: so many mails that nobody answers are enough."""
    if recent.filter(writer=None).count() >= BY_THE_PUBLIC:
        raise TooMany(_("More messages have come today than we pass on. Try again tomorrow."))
    waiting = theirs.filter(state=Message.State.UNCONFIRMED, sender=sender)
    if waiting.count() >= MOST_UNCONFIRMED:
        raise TooMany(
            _(
                "Several messages with this e-mail address wait to be confirmed. Open the links in"
                " our mails first, then send this one again."
            )
        )
    since = timezone.now() - DAY
    asked = Mail.objects.filter(
        purpose="message_confirm", to__same_address=email, created__gt=since
    )
    if asked.count() >= BY_ONE_WRITER:
        raise TooMany(_("Too many mails went to this address today. Try again tomorrow."))


def with_room(recipients):
    """Return those of the recipients who have not had their copies of a day yet.

    Raises TooMany where there are some, and none has room.
    """
    copies = MessageCopy.objects.filter(message__created__gt=timezone.now() - DAY)
    free = [
        each
        for each in recipients
        if copies.filter(email__same_address=each.email).count() < TO_ONE_ADDRESS
    ]
    if recipients and not free:
        raise TooMany(
            _("They have had as many messages as we pass on to one in a day. Try again tomorrow.")
        )
    return free
