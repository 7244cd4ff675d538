"""How long personal data are kept: what the jobs use is what the privacy page says."""

from datetime import timedelta

from members.accounts.tidying import FORGET_MAIL_AFTER as SIGN_IN_MAIL
from projects.alerts.workflow import KEPT_UNCONFIRMED as UNCONFIRMED_ALERT
from projects.places.answers import KEPT_FOUND as ANSWERS_OF_GEOCODERS
from projects.submissions.tending import ERASE_AFTER as UNCONFIRMED
from projects.submissions.tending import FORGET_MAIL_AFTER as TEXT_OF_MAIL
from projects.submissions.tending import FORGET_SENDER_AFTER as SENDER
from projects.submissions.tending import REMIND_AFTER as REMIND

__all__ = [
    "ANSWERS_OF_GEOCODERS",
    "REMIND",
    "SENDER",
    "SIGN_IN_MAIL",
    "TEXT_OF_MAIL",
    "UNCONFIRMED",
    "UNCONFIRMED_ALERT",
]

MAIL = timedelta(days=2 * 365)
TEXT_OF_MESSAGE = timedelta(days=90)
MESSAGE = timedelta(days=365)
# After an application or a proposed resource was decided, or what was asked about it never answered
APPLICATION = timedelta(days=365)
PROPOSAL = timedelta(days=365)
# After it was refused, taken back or ended.
STEWARDSHIP = timedelta(days=2 * 365)
# After the event.
GUEST = timedelta(days=90)
REGISTRATION = timedelta(days=2 * 365)
# After the answer.
COMPLAINT = timedelta(days=2 * 365)
EXPORT = timedelta(days=2 * 365)
STAFF_LOG = timedelta(days=2 * 365)
# A member of whom nothing was seen for so long is asked, and erased when nothing comes of it.
SILENCE = timedelta(days=2 * 365)
ANSWER_TO_SILENCE = timedelta(days=60)
# What we promise to those who complain.
ANSWER_TO_COMPLAINT = timedelta(days=30)
