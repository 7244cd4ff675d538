"""Handing one mail to the mail server, and what its answer means for this mail and the next."""

import re
import smtplib
from contextlib import suppress

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

LONGEST_PROBLEM = 300  # characters, as the table holds them
SERVICE_CLOSING = 421  # RFC 5321: about the server, in answer to whatever was said to it


class NotSent(Exception):
    """The mail has not left. Its text is for staff and holds no e-mail address."""

    def __init__(self, error):
        super().__init__(problem_in_words(error))


class TryLater(NotSent):
    """The server does not take this mail now."""


class Refused(NotSent):
    """The server will never take this mail."""


class Down(NotSent):
    """The server cannot be used now, for any mail."""


class MailServer:
    """One connection for a run of mails, opened anew after a failure."""

    def __init__(self):
        self._connection = get_connection()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._close()

    def deliver(self, mail):
        """Return once the server has taken the mail; raises TryLater, Refused or Down."""
        try:
            message = as_message(mail)
            message.message()
        except (ValueError, UnicodeError) as error:
            raise Refused(error) from error
        try:
            self._connection.open()
            self._connection.send_messages([message])
        except Exception as error:  # a backend may raise anything, and the mail must not be lost
            self._close()
            raise meaning_of(error)(error) from error

    def _close(self):
        with suppress(OSError):  # it may be gone already
            self._connection.close()


def as_message(mail):
    """Return a stored mail as Django sends it."""
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        settings.DEFAULT_FROM_EMAIL,
        [mail.to],
        reply_to=list(filter(None, [mail.reply_to or settings.CONTACT_EMAIL])),
        headers={
            "Message-ID": mail.message_id,
            # So that no holiday reply comes back (RFC 3834).
            "Auto-Submitted": "auto-generated",
            **_unsubscribing(mail),
        },
    )
    message.attach_alternative(mail.html, "text/html")
    return message


def _unsubscribing(mail):
    """The headers by which a mail program stops an alert with one press (RFC 2369, RFC 8058)."""
    if mail.alert is None:
        return {}
    address = settings.SITE_URL + reverse("alert_stop", args=[mail.alert.token])
    return {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def meaning_of(error):
    """Return TryLater, Refused or Down for what sending raised."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code = max(code for code, _ in error.recipients.values())
        case smtplib.SMTPDataError():
            code = error.smtp_code
        case _:  # no connection, no answer, not let in, or the sender refused: all mail would be
            return Down
    if code == SERVICE_CLOSING:
        return Down
    return Refused if code >= 500 else TryLater


def problem_in_words(error):
    """Return what went wrong in one line, without e-mail addresses."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()))
        words = f"The recipient was refused: {code} {_decoded(answer)}"
    elif isinstance(error, smtplib.SMTPResponseException):
        words = f"The mail server answered: {error.smtp_code} {_decoded(error.smtp_error)}"
    elif isinstance(error, TimeoutError):
        words = "The mail server did not answer in time."
    elif isinstance(error, OSError):
        words = f"The mail server could not be used: {error}"
    else:
        words = f"{type(error).__name__}: {error}"
    words = re.sub(r"\S+@\S+", "(address)", " ".join(words.split()))
    return words[:LONGEST_PROBLEM].replace("\0", "")


def _decoded(answer):
    return answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
