"""Place names as they are looked up, and postcodes as they are typed."""

import re
from functools import lru_cache

from projects.text import plain

_OUTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_POSTCODE = re.compile(rf"({_OUTCODE})([0-9][A-Z]{{2}})")
_FORMALITIES = [
    r", city of$", r", county of$", r"^city of ", r"^county of ", r" city$", r" county$",
    r"^(london |royal |metropolitan )+borough of ", r" (city |county |borough |district )?council$",
    r" combined (county )?authority$", r"^isle of ", r" islands$",
]  # fmt: skip

# A search compares what was typed with the names of all areas; so many names are remembered.
MOST_NAMES = 2_000


@lru_cache(MOST_NAMES)
def name_key(name):
    """Return the name as it is compared: "St. Helens & Co" and "saint helens and co" are one."""
    text = plain(name).replace("&", " and ").replace("'", "").replace("’", "")
    words = re.sub(r"[^a-z0-9]+", " ", text).split()
    if words[:1] == ["the"] and len(words) > 1:
        words = words[1:]
    return " ".join("st" if word == "saint" else word for word in words)


@lru_cache(MOST_NAMES)
def name_keys(name):
    """Return all the keys under which an area's formal name is found, a frozenset.

    "Bristol, City of" is found as "bristol" too, "Glasgow City" as "glasgow".
    """
    short = name.lower()
    for pattern in _FORMALITIES:
        short = re.sub(pattern, "", short)
    return frozenset({name_key(name), name_key(short)})


def last_postcode(text):
    """Return the postcode or district at the end of a longer text ("Barking IG11 7AA"), or ""."""
    found = re.search(rf"\s({_OUTCODE}(\s*[0-9][A-Z]{{2}})?)\s*$", text.upper())
    return found.group(1) if found else ""


def split_postcode(text):
    """Return (outcode, incode) of a postcode or postcode district, in capitals, or None.

    The incode is "" for a district, and for a sector ("SW9 8"), whose district is taken. Spaces and
    case do not matter: "sw9 8hq" is ("SW9", "8HQ"). The form is that of BS 7666; whether the
    postcode exists is not looked at.
    """
    if sector := re.fullmatch(rf"\s*({_OUTCODE})\s+[0-9]\s*", text.upper()):
        return sector.group(1), ""
    compact = re.sub(r"\s+", "", text).upper()
    if whole := _POSTCODE.fullmatch(compact):
        return whole.group(1), whole.group(2)
    if re.fullmatch(_OUTCODE, compact):
        return compact, ""
    return None


def short_name(name):
    """Return the name of a council as it reads among others: "Bristol, City of" is "Bristol"."""
    return name.removesuffix(", City of").removesuffix(", County of")
