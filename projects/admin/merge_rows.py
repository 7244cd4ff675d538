"""What of two entries is chosen when they are made one: a row of the page for each field."""

from dataclasses import dataclass

from projects.admin.seeing import may_see
from projects.models import Location
from projects.submissions.merging import BOTH, CHOSEN, Choices
from projects.submissions.values import LABELS, LISTS, NOTHING, in_words, values_of


@dataclass(frozen=True)
class Option:
    """One radio button: the value that is sent, what it stands for in words, is it chosen."""

    value: str
    words: str
    is_chosen: bool
    id: str


@dataclass(frozen=True)
class Row:
    """A field in which two entries differ."""

    name: str
    label: str
    options: list


@dataclass(frozen=True)
class Place:
    """A location that may be kept. name: of the entry that it belongs to."""

    pk: int
    words: str
    project: str
    is_chosen: bool


class MergeRows:
    """The page's rows for two entries, with what was chosen (a QueryDict) or what is proposed.

    The fuller value is proposed: of lists both, of two texts that of the entry kept.
    """

    def __init__(self, one, other, user, posted=None):
        self.entries = [one, other]
        self._posted = posted or {}
        self._shows_places = may_see(user, Location)
        self._values = [values_of(entry) for entry in self.entries]
        self.kept = self._kept()
        self.differing = [row for name in CHOSEN if (row := self._row(name))]
        self.same = [
            (LABELS[name], in_words(name, self._values[0][name]))
            for name in CHOSEN
            if not self._differ(name) and in_words(name, self._values[0][name]) != NOTHING
        ]

    @property
    def away(self):
        """The entry that is merged away."""
        return next(entry for entry in self.entries if entry.pk != self.kept.pk)

    @property
    def places(self):
        """The locations of both, or nothing for who may not see them: then all are kept."""
        if not self._shows_places:
            return []
        chosen, shown = (
            self._posted.getlist(name) if self._posted else [] for name in ("locations", "shown")
        )
        return [
            Place(
                each.pk,
                _place_in_words(each),
                entry.name,
                # One that came after the page was opened is kept until somebody says otherwise.
                str(each.pk) in chosen or str(each.pk) not in shown,
            )
            for entry in self.entries
            for each in entry.locations.select_related("council")
        ]

    def choices(self):
        """Return the Choices that were sent."""
        fields = {}
        for row in self.differing:
            chosen = next((each.value for each in row.options if each.is_chosen), None)
            if chosen:
                fields[row.name] = BOTH if chosen == BOTH else int(chosen)
        return Choices(
            versions={
                entry.pk: _number(self._posted.get(f"version-{entry.pk}")) for entry in self.entries
            },
            fields=fields,
            locations=frozenset(place.pk for place in self.places if place.is_chosen)
            if self._shows_places
            else None,
        )

    def _kept(self):
        sent = self._posted.get("kept")
        for entry in self.entries:
            if str(entry.pk) == sent:
                return entry
        return min(self.entries, key=lambda entry: (entry.state != "published", entry.pk))

    def _differ(self, name):
        one, other = (values[name] for values in self._values)
        return (one or None) != (other or None)

    def _row(self, name):
        if not self._differ(name):
            return None
        values = dict(zip((entry.pk for entry in self.entries), self._values, strict=True))
        words = {str(pk): in_words(name, each[name]) for pk, each in values.items()}
        if name in LISTS:
            words[BOTH] = in_words(
                name, sorted({v for each in values.values() for v in each[name]})
            )
        sent = self._posted.get(f"field-{name}")
        chosen = sent if sent in words else self._proposed(name, words)
        options = [
            Option(value, text, value == chosen, f"id_{name}-{value}")
            for value, text in words.items()
        ]
        return Row(f"{name}", LABELS[name], options)

    def _proposed(self, name, words):
        if BOTH in words:
            return BOTH
        own = str(self.kept.pk)
        return own if words[own] != NOTHING else str(self.away.pk)


def _place_in_words(location):
    parts = [location.label, location.address, location.postcode]
    parts += [str(location.council or ""), location.get_role_display().lower()]
    words = ", ".join(part for part in parts if part)
    point = f"{location.latitude:.4f}, {location.longitude:.4f}"
    return f"{words} ({point}){'' if location.public else ', private'}"


def _number(text):
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0
