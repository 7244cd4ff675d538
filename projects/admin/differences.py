"""Old and new of one field, in words that a person reads."""

import difflib
import re
from dataclasses import dataclass

from django import forms
from django.utils.functional import cached_property

NOTHING = "nothing"
# Longer texts are shown as one text with what went and what came.
LONG = 80
# difflib takes time in proportion to the square of this at worst.
MOST_WORDS = 3000


@dataclass
class Change:
    """A field that changed. `old` and `new` are words for people, never empty."""

    label: str
    old: str
    new: str

    @cached_property
    def pieces(self):
        """Long texts as pieces ("same" | "gone" | "came", text); None where both are short."""
        if NOTHING in (self.old, self.new) or max(len(self.old), len(self.new)) <= LONG:
            return None
        return pieces_of(self.old, self.new)


def plain_value(value):
    """Return a value of a table's column in words."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def in_words(field, value):
    """Return the value of a form field, initial or as typed, in words."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return _names(field, [getattr(each, "pk", each) for each in value or []])
    if isinstance(field, forms.ModelChoiceField):
        return _names(field, [getattr(value, "pk", value)] if value else [])
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in field.choices}
        return labels.get(str(value)) or plain_value(value)
    if isinstance(field, forms.BooleanField):
        return plain_value(bool(value))
    return plain_value(value)


def _names(field, keys):
    # Longer numbers are no keys, and more than PostgreSQL takes.
    numbers = [int(key) for key in keys if str(key).isdecimal() and len(str(key)) < 19]
    names = sorted(str(each) for each in field.queryset.filter(pk__in=numbers))
    return ", ".join(names) or NOTHING


def pieces_of(old, new):
    """Return what became of a text as ("same" | "gone" | "came", text)."""
    before, after = (re.findall(r"\S+\s*", text) for text in (old, new))
    if max(len(before), len(after)) > MOST_WORDS:
        return [("gone", old), ("came", new)]
    pieces = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", _shortened(before[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(("gone", "".join(before[i1:i2])))
        if j2 > j1:
            pieces.append(("came", "".join(after[j1:j2])))
    return pieces


def _shortened(words):
    """What stayed the same, with its middle left out where it is long."""
    if len(words) <= 24:
        return "".join(words)
    return "".join(words[:10]) + " … " + "".join(words[-10:])
