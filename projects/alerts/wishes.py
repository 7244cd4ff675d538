"""What somebody wants to hear of: a query kept as text, read again each time, and said in words."""

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from projects.chips import chips
from projects.filters import ProjectFilter

# These do not say which projects are found: without them a query finds no more and no others.
UNRESTRICTING = {"sort", "within", "wider"}


@dataclass(frozen=True)
class Wish:
    """A query as it is understood today; names of the directory may have gone since it was kept."""

    filter: ProjectFilter

    @property
    def query(self):
        """The cleaned query string to keep: the same for all ways to write the same query."""
        data = self.filter.data.copy()
        data.pop("sort", None)
        for name in data:
            data.setlist(name, sorted(data.getlist(name)))
        return data.urlencode()

    @property
    def unknown(self):
        """What of it is not known (any more), each in a sentence."""
        return [problem.message for problem in self.filter.problems]

    @property
    def is_lost(self):
        """Whether a restriction has gone altogether: what is left would find far too much."""
        lost = {problem.parameter for problem in self.filter.problems} - set(self.filter.data)
        return bool(lost - UNRESTRICTING)

    @cached_property
    def parts(self):
        """The restrictions, as pairs of a label and what was chosen under it."""
        found = {}
        for chip in chips(self.filter):
            found.setdefault(chip.label, []).append(self._named(chip))
        if "wider" in self.filter.data:
            wider = self.filter.filters["wider"].label
            found[wider] = ["yes"]
        return [(label, " or ".join(names)) for label, names in found.items()]

    @property
    def in_short(self):
        """What was chosen, in one line: "Greater Manchester, Help for workers"."""
        names = [name for label, name in self.parts if name != "yes"]
        return ", ".join(names) or "all projects"

    @property
    def has_words(self):
        """Whether it holds words that somebody typed."""
        return "q" in self.filter.data

    def without_words(self):
        """Return the Wish without words that somebody typed, for a mail to who may be another."""
        return Wish(self.filter.without("q")) if self.has_words else self

    def _named(self, chip):
        place = self.filter.place
        if place and place.has_point and chip.name == place.name:
            return f"{chip.name} (nearby is within {place.miles:g} miles)"
        return chip.name


def read(text):
    """Return the Wish of a query string."""
    return of(QueryDict(text))


def of(data):
    """Return the Wish of a QueryDict, such as request.GET."""
    return Wish(ProjectFilter.read(data))
