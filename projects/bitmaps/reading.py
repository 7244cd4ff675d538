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
WITH {among}
SELECT value, (
    SELECT sum(bit_count(bitmap.bits & among.bits))
    FROM among JOIN projects_bitmap AS bitmap USING (chunk)
    WHERE kind = 'project' AND bitmap.value = asked.value
)::bigint
FROM unnest(%(values)s::text[]) AS asked (value)
"""
# One long literal, cut into its chunks: an array of them takes several times as long to read.
_IDS = f"""
ids AS MATERIALIZED (SELECT %(ids)s::bit varying AS bits),
among AS MATERIALIZED (
    SELECT chunk, substring(bits
        FROM ({{chunks}} - 1 - chunk) * {PROJECTS_IN_CHUNK} + 1 FOR {PROJECTS_IN_CHUNK}) AS bits
    FROM ids, unnest(%(with_ids)s::int[]) AS chunk
)
"""
_MASK = """(
    SELECT chunk, bit_or(bits) AS bits FROM projects_bitmap
    WHERE kind = 'project' AND value = ANY(%({name})s) GROUP BY chunk
) AS {name}"""


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

    def chunks_with_ids(self):
        """Return the numbers of the chunks in which there is any."""
        data = self.bits.to_bytes(self.chunks * BYTES, "little")
        return [n for n in range(self.chunks) if any(data[n * BYTES : (n + 1) * BYTES])]


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
    if among is None:
        return _counted(_COUNT, {"values": list(values)})
    if not among.bits:
        return {}
    chunks, parameters = chunks_of(among)
    return _counted(_COUNT_AMONG.format(among=chunks), parameters | {"values": list(values)})


def chunks_of(ids):
    """Return (SQL of CTEs that end in `among`, its parameters): the chunk and bits of some Ids."""
    parameters = {"ids": f"x{ids.hexadecimal}", "with_ids": ids.chunks_with_ids()}
    return _IDS.format(chunks=ids.chunks), parameters


def count_values_of(values, masks):
    """Return what count_values does, among the projects that have one value of each of the masks.

    masks: lists of values, one at least. Quicker than with Ids, which have to be sent.
    """
    names = [f"mask{n}" for n in range(len(masks))]
    bits = " & ".join(f"{name}.bits" for name in names)
    first, *others = [_MASK.format(name=name) for name in names]
    joined = " JOIN ".join([first, *(f"{other} USING (chunk)" for other in others)])
    among = f"among AS MATERIALIZED (SELECT chunk, {bits} AS bits FROM {joined})"
    statement = _COUNT_AMONG.format(among=among)
    parameters = dict(zip(names, map(list, masks), strict=True))
    return _counted(statement, parameters | {"values": list(values)})


def _counted(statement, parameters):
    with connection().cursor() as cursor:
        cursor.execute(statement, parameters)
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
