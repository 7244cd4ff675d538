"""Asks the bits; see the docstring of this package."""

import re
import sys
from array import array
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet

from projects.bitmaps.layout import PROJECTS_IN_CHUNK
from projects.reading import connection

BYTES = PROJECTS_IN_CHUNK // 8

_ANY = """
SELECT choice, chunk, varbit_send(bit_or(bits))
FROM unnest(%(choices)s::int[], %(values)s::text[]) AS asked (choice, value)
JOIN projects_bitmap USING (value) WHERE kind = 'project'
GROUP BY choice, chunk
"""
# Value by value, along the index: else rows of two kilobytes would be sorted.
_COUNT = """
SELECT value, (
    SELECT sum(bit_count(bits)) FROM projects_bitmap AS bitmap
    WHERE kind = 'project' AND bitmap.value = asked.value
)::bigint
FROM unnest(%(values)s::text[]) AS asked (value)
"""
_COUNT_AMONG = """
WITH among AS MATERIALIZED (
    SELECT * FROM unnest(%(chunks)s::bigint[], %(bits)s::bit varying[]) AS chunks (chunk, bits)
)
SELECT value, (
    SELECT sum(bit_count(bitmap.bits & among.bits))
    FROM among JOIN projects_bitmap AS bitmap USING (chunk)
    WHERE kind = 'project' AND bitmap.value = asked.value
)::bigint
FROM unnest(%(values)s::text[]) AS asked (value)
"""


@dataclass(frozen=True)
class Ids:
    """A set of project ids, as one whole number: bit i is 1 where the project with id i is in it.

    Combine with `&`, `|` and `-`; `len()` counts.
    """

    bits: int = 0

    @classmethod
    def of(cls, ids):
        """Return the set of these numbers."""
        ids = list(ids)
        data = bytearray(max(ids, default=0) // 8 + 1)
        for each in ids:
            data[each >> 3] |= 1 << (each & 7)
        return cls(int.from_bytes(data, "little"))

    def __and__(self, other):
        return Ids(self.bits & other.bits)

    def __or__(self, other):
        return Ids(self.bits | other.bits)

    def __sub__(self, other):
        return Ids(self.bits & ~other.bits)

    def __len__(self):
        return self.bits.bit_count()

    def __contains__(self, number):
        return bool(self.bits >> number & 1)

    def __iter__(self):
        """Yield the ids, smallest first."""
        ones = re.finditer("1", f"{self.bits:b}"[::-1])
        return (one.start() for one in ones)

    @property
    def chunks(self):
        """How many chunks hold all of it."""
        return -(-self.bits.bit_length() // PROJECTS_IN_CHUNK)

    @property
    def hexadecimal(self):
        """The bits as PostgreSQL reads them behind an x, filled up to whole chunks."""
        return f"{self.bits:0{self.chunks * BYTES * 2}x}" if self.bits else ""

    def by_chunk(self):
        """Return {number of a chunk: its bits as PostgreSQL reads them} where there are any."""
        data = self.bits.to_bytes(self.chunks * BYTES, "little")
        parts = ((n, data[n * BYTES : (n + 1) * BYTES]) for n in range(self.chunks))
        return {n: "x" + part[::-1].hex() for n, part in parts if any(part)}


def having(*values):
    """Return the Ids of the published projects that have one of the values."""
    return having_each([values])[0]


def having_each(choices):
    """Return for each of the choices (lists of values) what `having` would: one query for all."""
    pairs = [(n, value) for n, values in enumerate(choices) for value in dict.fromkeys(values)]
    chunks = [{} for _ in choices]
    with connection().cursor() as cursor:
        cursor.execute(
            _ANY,
            {"choices": [n for n, _ in pairs], "values": [value for _, value in pairs]},
        )
        for choice, chunk, bits in cursor.fetchall():
            chunks[choice][chunk] = bytes(bits)[4:]  # varbit_send begins with the length
    return [_joined(each) for each in chunks]


def count_values(values, among=None):
    """Return {value: how many published projects have it}; without those that none has.

    among: the Ids to count, all if left out.
    """
    parameters = {"values": list(values)}
    if among is not None:
        chunks = among.by_chunk()
        parameters |= {"chunks": list(chunks), "bits": list(chunks.values())}
    with connection().cursor() as cursor:
        cursor.execute(_COUNT if among is None else _COUNT_AMONG, parameters)
        return {value: number for value, number in cursor.fetchall() if number}


def ids_of(queryset, column="pk"):
    """Return the Ids in a column of a queryset, such as the projects of some locations.

    They come as strings of 64 bits, so that many of them come fast.
    """
    try:
        found, parameters = queryset.order_by().values_list(column).query.sql_with_params()
    except EmptyResultSet:
        return Ids()
    statement = (
        "SELECT id >> 6, bit_or(1::bigint << (id & 63)::int)"
        f" FROM ({found}) AS found (id) WHERE id IS NOT NULL GROUP BY 1"
    )
    with connection().cursor() as cursor:
        cursor.execute(statement, parameters)
        return of_words(cursor.fetchall())


def of_words(rows):
    """Return the Ids of (id divided by 64, the bits of its 64 ids as bigint) in any order."""
    rows = list(rows)
    words = array("q", bytes(8 * (max((number for number, _ in rows), default=-1) + 1)))
    for number, bits in rows:
        words[number] = bits
    if sys.byteorder == "big":
        words.byteswap()
    return Ids(int.from_bytes(words.tobytes(), "little"))


def _joined(chunks):
    """The Ids of {chunk: bytes}, the highest places first in each."""
    empty = bytes(BYTES)
    last = max(chunks, default=-1)
    return Ids(int.from_bytes(b"".join(chunks.get(n, empty) for n in range(last, -1, -1)), "big"))
