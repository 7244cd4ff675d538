"""Asks of many values, or lists of values, at once which of some projects have them."""

from projects.reading import connection

# One list after the other: all at once would be sorted on disk.
_COUNT_ANY = """
WITH among AS MATERIALIZED (
    SELECT * FROM unnest(%(chunks)s::bigint[], %(bits)s::bit varying[]) AS chunks (chunk, bits)
),
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
WITH among AS MATERIALIZED (
    SELECT * FROM unnest(%(chunks)s::bigint[], %(bits)s::bit varying[]) AS chunks (chunk, bits)
)
SELECT value FROM unnest(%(values)s::text[]) AS asked (value) WHERE (
    SELECT true FROM among JOIN projects_bitmap AS bitmap USING (chunk)
    WHERE kind = 'project' AND bitmap.value = asked.value
    AND bit_count(bitmap.bits & among.bits) > 0 LIMIT 1
)
"""


def values_of(values, among):
    """Return the set of those values that at least one of the Ids has."""
    chunks = among.by_chunk()
    parameters = {
        "values": list(values),
        "chunks": list(chunks),
        "bits": list(chunks.values()),
    }
    with connection().cursor() as cursor:
        cursor.execute(_ANY_AT_ALL, parameters)
        return {value for (value,) in cursor.fetchall()}


def count_any(choices, among):
    """Return how many projects have one of the values, for each of the choices (lists of values).

    among: the Ids to count.
    """
    pairs = [(n, value) for n, values in enumerate(choices) for value in values]
    chunks = among.by_chunk()
    parameters = {
        "choices": [n for n, _ in pairs],
        "values": [value for _, value in pairs],
        "chunks": list(chunks),
        "bits": list(chunks.values()),
    }
    with connection().cursor() as cursor:
        cursor.execute(_COUNT_ANY, parameters)
        counts = dict(cursor.fetchall())
    return [counts.get(n) or 0 for n in range(len(choices))]
