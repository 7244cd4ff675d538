"""The outbox: mail is written with what it tells of, and sent by a job until it has left.

Writing is part of the transaction that it tells of, so there is never the one without the other.
Sending is retried for four days. What one run sends is noted mail by mail, each in a transaction
that holds the mail's row lock, so that two workers never send the same one; only a crash between
sending and noting makes a second copy, and that has the same Message-ID.
"""

import hashlib
import re
import time
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from projects.models import Mail
from projects.submissions.delivery import Down, MailServer, NotSent, Refused

LONGEST_SUBJECT = 150  # characters
# Minutes between one try and the next: about four days in all.
PAUSES = (1, 5, 15, 30, 60, 120, 240, *[360] * 15)
# A run leaves the worker to its other jobs after so many seconds; the next run goes on.
LONGEST_RUN = 50


def write_mail(
    purpose,
    to,
    template,
    context,
    key,
    *,
    send_at=None,
    expires_at=None,
    reply_to="",
    submission=None,
    decision=None,
    alert=None,
):
    """Write a mail to one person, to be sent at `send_at` (now), and return it.

    template: the name of templates/mail/<name>.txt, which begins with the subject, and .html.
    key: says what the mail is about; where a mail with this key was written before, nothing
    happens and None is returned. expires_at: after this it is worth nothing; such a mail is for no
    eyes but its recipient's. reply_to: whom the recipient answers; "" is us. Belongs into the
    transaction of what it tells. Raises ValueError where `to` is not one address.
    """
    try:
        validate_email(to)
    except ValidationError:
        raise ValueError("This is not an e-mail address.") from None
    context = {"site": settings.SITE_URL, "contact": settings.CONTACT_EMAIL} | context
    subject, text = _subject_and_text(template, context)
    mail, is_new = Mail.objects.get_or_create(
        message_id=message_id(key),
        defaults={
            "to": to,
            "subject": subject,
            "text": text,
            "html": get_template(f"mail/{template}.html").render(context | {"subject": subject}),
            "purpose": purpose,
            "submission": submission,
            "decision": decision,
            "alert": alert,
            "reply_to": reply_to,
            "expires_at": expires_at,
            "send_at": send_at or timezone.now(),
        },
    )
    if not is_new:
        return None
    if not send_at:
        wake()
    return mail


def message_id(key):
    """Return the Message-ID of the mail with this key: always the same, and telling nothing."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:40]
    return f"<{digest}@{urlsplit(settings.SITE_URL).hostname}>"


def address_of(name, *args):
    """Return the whole address of a page, for a mail: never from a request's Host header."""
    return settings.SITE_URL + reverse(name, args=args)


def wake():
    """Have the mail that is due sent as soon as this transaction is committed.

    A job for each mail: a lock that allowed one at a time would let whoever writes mail wait for
    the transaction of somebody else who does.
    """
    app.configure_task("projects.tasks.send_mail").defer()


def unsent():
    """Those that are still to leave, or would be, had they not been given up."""
    return Mail.objects.filter(sent_at__isnull=True, cancelled_at__isnull=True)


def due(now):
    """Those to be sent by now, oldest first."""
    waiting = unsent().filter(given_up_at__isnull=True, send_at__lte=now)
    return waiting.order_by("send_at", "pk")


def stuck():
    """Those that were given up, or have failed before and are tried again."""
    return unsent().filter(tries__gt=0)


def send_due(now=None):
    """Send what is due, oldest first, and return how many mails have left.

    Stops early where the server cannot be used at all.
    """
    now, until, sent = now or timezone.now(), time.monotonic() + LONGEST_RUN, 0
    drop_expired(now)
    with MailServer() as server:
        while time.monotonic() < until:
            try:
                mail = _send_next(server, now)
            except Down:
                break
            if mail is None:
                break
            sent += mail.sent_at is not None
    return sent


def _send_next(server, now):
    """Send the mail that has been due for longest, and note what became of it.

    Returns the mail, or None where none is due; raises Down, with the failure noted.
    """
    down = None
    with transaction.atomic():
        mail = _held(due(now)).first()
        if mail is None:
            return None
        try:
            server.deliver(mail)
        except NotSent as failure:
            _note_failure(mail, failure, now)
            down = failure if isinstance(failure, Down) else None
        else:
            mail.sent_at, mail.problem = timezone.now(), ""
            if mail.expires_at:
                mail.text = mail.html = ""
        mail.save(
            update_fields=["sent_at", "tries", "problem", "send_at", "given_up_at", "text", "html"]
        )
    if down:
        raise down
    return mail


@transaction.atomic
def drop_expired(now):
    """Cancel what could not be sent while it was worth something, and take its text away."""
    expired = [mail.pk for mail in _held(unsent().filter(expires_at__lte=now))]
    Mail.objects.filter(pk__in=expired).update(cancelled_at=now, text="", html="")


def _held(mails):
    """Those of the mails that no other worker is sending; nobody else can send them meanwhile."""
    return mails.select_for_update(skip_locked=True)


def _note_failure(mail, failure, now):
    mail.problem = str(failure)
    if isinstance(failure, Refused) or mail.tries >= len(PAUSES):
        mail.given_up_at = timezone.now()
    else:
        mail.send_at = now + timedelta(minutes=PAUSES[mail.tries])
    mail.tries += 1


@transaction.atomic
def cancel(decision):
    """Keep a decision's mail from being sent.

    Returns False, and leaves all as it is, where some of it has left or is leaving just now.
    """
    mails = Mail.objects.filter(decision=decision, cancelled_at=None)
    held = list(_held(mails))
    if len(held) < mails.count() or any(mail.sent_at for mail in held):
        return False
    mails.update(cancelled_at=timezone.now())
    return True


@transaction.atomic
def cancel_all(submission):
    """Keep what has not left of a submission's mail, and is not leaving, from being sent."""
    held = [mail.pk for mail in _held(unsent().filter(submission=submission))]
    Mail.objects.filter(pk__in=held).update(cancelled_at=timezone.now())


@transaction.atomic
def send_again(mails):
    """Try at once, and for four more days, what has failed; return how many mails that are.

    What has left, was cancelled, is leaving just now, has lost its text or is for no eyes but its
    recipient's stays as it is.
    """
    chosen = stuck().filter(expires_at=None, pk__in=mails.values("pk")).exclude(text="")
    held = [mail.pk for mail in _held(chosen)]
    Mail.objects.filter(pk__in=held).update(send_at=timezone.now(), tries=0, given_up_at=None)
    if held:
        wake()
    return len(held)


def _subject_and_text(template, context):
    """Return what a text template says: "Subject: …", and the rest.

    Nothing is escaped: this is no HTML.
    """
    # No text from the database holds this, so no name can end the subject early.
    context = Context(context | {"end_of_subject": "\0"}, autoescape=False)
    text = get_template(f"mail/{template}.txt").template.render(context)
    first, _, rest = text.partition("\0")
    # A line break in a subject would begin another header.
    subject = " ".join(first.removeprefix("Subject:").split())
    if len(subject) > LONGEST_SUBJECT:
        subject = subject[: LONGEST_SUBJECT - 1].rstrip() + "…"
    # Where a part of a template has nothing to say, it leaves empty lines.
    return subject, re.sub(r"\n{3,}", "\n\n", rest.strip()) + "\n"
