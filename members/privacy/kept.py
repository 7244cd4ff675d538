"""What one line of the register says, and how times are told in it."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.translation import ngettext


@dataclass(frozen=True)
class Limit:
    """How long: words with %(time)s, and the very time that the jobs use; None where none ends it.

    time: a timedelta of whole days.
    """

    words: str
    time: timedelta | None = None

    def __str__(self):
        return str(self.words) % {"time": in_words(self.time)} if self.time else str(self.words)


@dataclass(frozen=True)
class Kept:
    """One kind of thing that is kept. fields: "app.Model.field", or "app.Model" for all of it."""

    key: str
    title: str
    what: str
    why: str
    ground: str
    seen_by: str
    limits: list
    fields: list = field(default_factory=list)


def in_words(time):
    """Return a timedelta as people say it: "7 days", "2 years"."""
    years, days = divmod(time.days, 365)
    if years and not days:
        return ngettext("%(number)d year", "%(number)d years", years) % {"number": years}
    return ngettext("%(number)d day", "%(number)d days", time.days) % {"number": time.days}
