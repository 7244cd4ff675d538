"""The only code that changes the state of a submission, in one transaction with its record.

What follows (mail, looking up an address) is deferred inside the same transaction. The row of the
submission is locked first, then that of the entry.
"""

from projects.submissions.limits import TooMany
from projects.submissions.workflow.deciding import approve, ask, make_change_of, place_pin, reject
from projects.submissions.workflow.sending import (
    Person,
    Received,
    confirm,
    erase,
    receive,
    resend,
    withdraw,
)
from projects.submissions.workflow.undoing import UNDO_MINUTES, undo
from projects.workflow import ChangedMeanwhile, NotAllowed

__all__ = [
    "UNDO_MINUTES",
    "ChangedMeanwhile",
    "NotAllowed",
    "Person",
    "Received",
    "TooMany",
    "approve",
    "ask",
    "confirm",
    "erase",
    "make_change_of",
    "place_pin",
    "receive",
    "reject",
    "resend",
    "undo",
    "withdraw",
]
