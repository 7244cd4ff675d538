"""Asks of many values, or lists of values, at once which of some projects have them."""

from projects.bitmaps.reading import chunks_of
from projects.reading import connection

# One list after the other: all at once would be sorted on disk.
_COUNT_ANY = """
WITH {among},
asked AS MATERIALIZED (
    SELECT choice, array_agg(value) AS values
    FROM unnest(%(choices)s::int[], %(values)s::text[]) AS asked (choice, value) GROUP BY choice
)
SELECT choice, (
    SELECT sum(bit_count(any_of.bits & among.bits)) FROM among JOIN (
        SELECT chunk, bit_or(bits) AS bits FROM projects_bitmap
        WHERE kind = 'project' AND value = ANY(asked.values) GROUP BY chunk
    ) AS any_of USING (chunk)
)::bigint FROM asked
"""
# One project is enough, so this is mostly settled by the first row. (EXISTS would become a join.)
_ANY_AT_ALL = """
WITH {among}
SELECT value FROM unnest(%(values)s::text[]) AS asked (value) WHERE (
    SELECT true FROM among JOIN projects_bitmap AS bitmap USING (chunk)
    WHERE kind = 'project' AND bitmap.value = asked.value
    AND bit_count(bitmap.bits & among.bits) > 0 LIMIT 1
)
"""


def values_of(values, among):
    """Return the set of those values that at least one of the Ids has."""
    if not among.bits:
        return set()
    chunks, parameters = chunks_of(among)
    with connection().cursor() as cursor:
        cursor.execute(_ANY_AT_ALL.format(among=chunks), parameters | {"values": list(values)})
        return {value for (value,) in cursor.fetchall()}


def count_any(choices, among):
    """Return how many projects have one of the values, for each of the choices (lists of values).

    among: the Ids to count.
    """
    pairs = [(n, value) for n, values in enumerate(choices) for value in values]
    if not among.bits:
        return [0 for _ in choices]
    chunks, parameters = chunks_of(among)
    parameters |= {"choices": [n for n, _ in pairs], "values": [value for _, value in pairs]}
    with connection().cursor() as cursor:
        cursor.execute(_COUNT_ANY.format(among=chunks), parameters)
        counts = dict(cursor.fetchall())
    return [counts.get(n) or 0 for n in range(len(choices))]
