"""A project as one row of a table, in CSV and in Excel: what is a list in a record is text here.

What a spreadsheet would take for a formula is made harmless: a text that begins with = + - @, also
after blanks or in its full-width form, or with a tab or a line break, gets an apostrophe before it.
Numbers stay as they are ("-0.37", "+44 20 7946 0000"), for a number can do no harm. Within a text,
such a sign after a semicolon or a tab gets one, too, for there some programs cut a line. To read
such a text back, take one apostrophe off where what follows it begins with one of these signs.
"""

import re
from functools import lru_cache
from operator import itemgetter

from django.conf import settings

from projects.channels.columns import COLUMNS, Column

# A table may be copied without its surroundings, so each row says how it may be used.
OF_THE_TABLE = [
    Column("attribution", "string", "Attribution", "Whom to name.", required=True),
    Column("licence", "string", "Licence", "How the row may be used.", required=True),
]
TABLE_COLUMNS = [*COLUMNS, *OF_THE_TABLE]
# Between the parts of a list; a semicolon within a part is written as a comma.
BETWEEN = "; "

_NUMBER = re.compile(r"[+-]\d[\d .]*", re.ASCII)
# Also what programs skip at the beginning of a cell: blanks of all kinds, invisible characters.
_SKIPPED = r"[\s\x00-\x1f'\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*"
_SIGN = f"{_SKIPPED}[=+\\-@＝＋－＠﹣−]"
_FORMULA = re.compile(rf"[\t\r\n]|{_SIGN}")
_INSIDE = re.compile(rf"(?s)(?<=.)[;\t](?={_SIGN})")


def harmless(text):
    """Return a text that no spreadsheet takes for a formula; see above."""
    if ";" in text or "\t" in text:
        text = _INSIDE.sub(r"\g<0>'", text)
    return _harmless_at_its_beginning(text)


def _harmless_at_its_beginning(text):
    if text[:1].isalnum():
        return text  # nearly all of them, and a file has very many
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def make_row():
    """Return a function: the cells of a record, one for each of TABLE_COLUMNS.

    Texts are harmless; numbers, dates, moments and booleans are themselves, what is not known is
    None.
    """
    last = [settings.ATTRIBUTION, f"{settings.LICENCE_NAME}, {settings.LICENCE_URL}"]
    to_do = [(at, _CELLS[each.type]) for at, each in enumerate(COLUMNS) if each.type in _CELLS]

    def row(record):
        cells = [*record.values(), *last]
        for at, cell in to_do:
            cells[at] = cell(value) if (value := cells[at]) else None
        return cells

    return row


def _joined(parts):
    # Each part by itself, too: where lists are apart by semicolons, a program may cut here.
    return _harmless_at_its_beginning(BETWEEN.join(map(_part, parts)))


@lru_cache(10_000)  # the same words come again and again
def _part(text):
    return _harmless_at_its_beginning(text.replace(";", ",").replace("\t", " "))


def _term(term):
    return harmless(term["name"])


_name = itemgetter("name")


def _terms(terms):
    return _part(terms[0]["name"]) if len(terms) == 1 else _joined(map(_name, terms))


def _locations(locations):
    return _joined(map(_location, locations))


def _location(place):
    words = [place["label"], place["address"], place["postcode"]]
    point = f"({place['latitude']}, {place['longitude']})"
    return " ".join([", ".join(filter(None, words)), point]).strip()


def _resources(resources):
    return _joined(map(_resource, resources))


def _resource(resource):
    year = f", {resource['year']}" if resource["year"] else ""
    return f"{resource['title']} ({resource['kind']}{year}) {resource['link']}".strip()


# By type of column; the others stand as they are.
_CELLS = {
    **dict.fromkeys(["string", "text", "url", "email"], harmless),
    "term": _term,
    "terms": _terms,
    "strings": _joined,
    "locations": _locations,
    "resources": _resources,
}
