"""Place names as they are looked up, and postcodes as they are typed."""

import re

from projects.text import plain

_OUTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_POSTCODE = re.compile(rf"({_OUTCODE})([0-9][A-Z]{{2}})")
_FORMALITIES = [
    r", city of$", r", county of$", r"^city of ", r"^county of ", r" city$", r" county$",
    r"^(london |royal |metropolitan )+borough of ", r" (city |county |borough |district )?council$",
    r" combined (county )?authority$",
]  # fmt: skip


def name_key(name):
    """Return the name as it is compared: "St. Helens & Co" and "st helens and co" are one."""
    words = re.sub(
        r"[^a-z0-9]+", " ", plain(name).replace("&", " and ").replace("'", "").replace("’", "")
    )
    return " ".join(words.split())


def name_keys(name):
    """Return all the keys under which an area's formal name is found.

    "Bristol, City of" is found as "bristol" too, "Glasgow City" as "glasgow".
    """
    keys = {name_key(name)}
    short = name.lower()
    for pattern in _FORMALITIES:
        short = re.sub(pattern, "", short)
    keys.add(name_key(short))
    return keys


def split_postcode(text):
    """Return (outcode, incode) of a postcode or postcode district, in capitals, or None.

    The incode is "" for a district. Spaces and case do not matter: "sw9 8hq" is ("SW9", "8HQ").
    The form is that of BS 7666; whether the postcode exists is not looked at.
    """
    compact = re.sub(r"\s+", "", text).upper()
    if whole := _POSTCODE.fullmatch(compact):
        return whole.group(1), whole.group(2)
    if re.fullmatch(_OUTCODE, compact):
        return compact, ""
    return None
