"""What was asked for and not understood: left out of the query, and said."""

from dataclasses import dataclass

import django_filters

from projects.filters.fields import FacetFilter
from projects.places.search import DEFAULT_MILES, NotOnePlace, find_place


@dataclass(frozen=True)
class Problem:
    """A value that was not understood and left out. `choices`: near values to try instead."""

    parameter: str
    value: str
    message: str
    choices: tuple = ()
    wants_council: bool = False


def leave_out(known, name, each_filter, errors, vocabulary):
    """Take what is wrong with one parameter out of `known` (a QueryDict); return the problems."""
    label, allowed = each_filter.label, vocabulary.of(name)
    if isinstance(each_filter, FacetFilter):
        wrong = [value for value in known.getlist(name) if value not in allowed]
        known.setlist(name, [value for value in known.getlist(name) if value in allowed])
        if not known.getlist(name):
            del known[name]
        return [
            Problem(
                name, value, f"“{shorten(value)}” is not known under “{label}”, so it was left out."
            )
            for value in wrong
        ]
    value = known.pop(name)[-1]
    # Django's sentence on a choice only says the value again.
    is_choice = isinstance(each_filter, django_filters.ChoiceFilter)
    reason = "" if is_choice else " " + " ".join(errors)
    return [Problem(name, value, f"{label}: “{shorten(value)}” was left out.{reason}")]


def too_many(name, each_filter, values):
    """Return the problem of more values than one parameter may have, if there are any."""
    if not values:
        return []
    message = f"“{each_filter.label}” takes fewer values; the last {len(values)} were left out."
    return [Problem(name, values[0], message)]


def place_of(known, problems):
    """Return the place that near and within name, or None: then near is left out, and said."""
    text = known["near"]
    try:
        return find_place(text, float(known.get("within", DEFAULT_MILES)))
    except NotOnePlace as error:
        del known["near"]
        problems.append(
            Problem(
                "near",
                text,
                _cannot_place(error),
                choices=tuple(error.choices),
                wants_council=not error.choices or error.is_postcode,
            )
        )
        return None


def _cannot_place(error):
    name = shorten(error.text)
    if error.is_ambiguous:
        return f"There is more than one {name}. Which one do you mean?"
    if error.is_postcode:
        return f"We can’t place {name.upper()} yet. Choose your council."
    return f"We don’t know a place called “{name}”. Check the spelling, or choose your council."


def shorten(value, longest=60):
    """Return the value cut to a length that fits a message."""
    return value if len(value) <= longest else value[: longest - 1] + "…"
