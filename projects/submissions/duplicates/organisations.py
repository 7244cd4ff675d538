"""Whether two names are of one organisation."""

import re
from enum import Enum

from projects.submissions.duplicates.names import compare
from projects.submissions.duplicates.wording import GRAMMAR, cut_up

# What names of one organisation have and leave out: "Camden Council", "London Borough of Camden".
_LEFT_OUT = frozenset(
    {
        "city",
        "council",
        "borough",
        "district",
        "county",
        "metropolitan",
        "royal",
        "limited",
        "ltd",
        "cic",
        "cio",
        "charity",
        "uk",
        "group",
        "lb",
        "mbc",
        "cc",
        "company",
        "plc",
        "foundation",
        "trust",
    }
)
_BOROUGH = re.compile(r"\b(london borough|lb|royal borough)( of)?\b", re.IGNORECASE)


class Standing(Enum):
    """How two organisations stand to each other; UNSURE also where one is not given."""

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"


def read_organisation(text, gazetteer):
    """Return the Name for an organisation's name as typed."""
    name = cut_up(_BOROUGH.sub(" ", text) if _BOROUGH.sub(" ", text).strip() else text)
    for word in name.words:
        if word.text not in GRAMMAR:
            word.weight = 0.15 if word.text in _LEFT_OUT else 1.0
    gazetteer.mark(name)
    return name


def standing_of(one, other, gazetteer):
    """Return the Standing of two Names of organisations."""
    if not one.words or not other.words:
        return Standing.UNSURE
    found = compare(one, other, gazetteer)
    if found.conflicting_places:
        return Standing.DIFFERENT
    if found.likeness >= 0.75:
        return Standing.SAME
    # One name may be the beginning of the other, but a place alone does not name anybody.
    if min(found.only) <= 0.2 and found.shared >= 0.9:
        return Standing.UNSURE if any(found.places) else Standing.SAME
    return Standing.DIFFERENT if found.likeness < 0.55 else Standing.UNSURE
