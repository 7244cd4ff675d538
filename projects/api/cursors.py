"""Where the next page goes on: a cursor, which names the last entry that was seen by its keys.

Because it names the place in the order and not a number of entries, an entry that is there all
along and keeps its place is never left out and never given twice, whatever is published, withdrawn
or renamed in between. A cursor is for nobody to read; it is checked, but not signed: whoever makes
one up finds nothing that is not public.
"""

import base64
import json
import math
from dataclasses import dataclass
from datetime import UTC, date, datetime

from projects.api.problems import NotUnderstood

LONGEST = 2_000
BIGGEST = 2**63 - 1


@dataclass(frozen=True)
class Cursor:
    """keys: those of the last entry seen, as the order sorts by them. order: its name.

    position: how many entries stood before the next page at the time; no more than a hint.
    """

    order: str
    keys: tuple
    position: int = 0

    def __str__(self):
        """The cursor as it stands in an address."""
        text = json.dumps([self.order, self.position, *self.keys], default=str)
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text, order, types):
        """Return the cursor in a text, or None for an empty one.

        order: the name of the order now asked for. types: for each of its keys one of the functions
        below. Raises NotUnderstood: it is none of ours, or belongs to another order.
        """
        if not text:
            return None
        try:
            found, position, *keys = _decoded(text)
            if found != order:
                raise ValueError("another order")
            read = tuple(type_(key) for type_, key in zip(types, keys, strict=True))
            return cls(order, read, whole(position))
        except (ValueError, TypeError, OverflowError, RecursionError):
            raise NotUnderstood.value("cursor", text[:60], BAD) from None


BAD = "This is no cursor of this list in this order. Begin without one, then follow “next”."


def _decoded(text):
    if len(text) > LONGEST:
        raise ValueError("too long")
    filled = text + "=" * (-len(text) % 4)
    return json.loads(base64.b64decode(filled, altchars=b"-_", validate=True))


def words(value):
    """Return a text that PostgreSQL can hold. Raises ValueError for anything else."""
    if not isinstance(value, str) or any(c == "\0" or "\ud800" <= c <= "\udfff" for c in value):
        raise ValueError("not a text")
    return value


def whole(value):
    """Return a whole number from 0 that PostgreSQL can hold. Raises ValueError."""
    if type(value) is not int or not 0 <= value <= BIGGEST:
        raise ValueError("not a whole number")
    return value


def number(value):
    """Return a number as float; None for None. Raises ValueError, also for NaN and infinity.

    OverflowError: a whole number that no float comes near.
    """
    if value is None:
        return None
    if type(value) not in (int, float) or not math.isfinite(value):
        raise ValueError("not a number")
    return float(value)


def day(value):
    """Return a date; None for None. Raises ValueError or TypeError."""
    return None if value is None else date.fromisoformat(value)


def moment(value):
    """Return a datetime in UTC. Raises ValueError, TypeError or OverflowError."""
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError("no time zone")
    return found.astimezone(UTC)  # PostgreSQL has no zones that are a day away, and Python has
