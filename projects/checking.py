"""Says whether all that is derived from the entries is what they make it."""

from projects.bitmaps.layout import CELL_SHIFT
from projects.bitmaps.writing import wanted_bits
from projects.deriving import CONTAINMENT, DERIVED, ON_MAP, TEXTS, WORDS
from projects.models import Project
from projects.reading import connection
from projects.refresh import RANKS, in_parts

# A row may be missing where all its bits are 0, so both sides are compared as if it were there.
_BITS = """
WITH {wanted},
both_sides AS (
    SELECT kind, value, chunk, coalesce(wanted.bits, found.bits # found.bits) AS wanted,
        coalesce(found.bits, wanted.bits # wanted.bits) AS found
    FROM wanted FULL JOIN projects_bitmap AS found USING (kind, value, chunk)
)
SELECT format('%%s of %%s bits of %%s in chunk %%s', bit_count(wanted # found), kind, value, chunk)
FROM both_sides WHERE wanted <> found ORDER BY kind, value, chunk
"""
_SLOTS = """
SELECT format('the number of pin %%s', coalesce(slot.location_id, location.id))
FROM projects_pinslot AS slot FULL JOIN (
    SELECT location.id, project_id, cell >> %(cell_shift)s AS cell
    FROM projects_location AS location JOIN projects_project AS project ON project.id = project_id
    WHERE on_map AND state = 'published'
) AS location ON location.id = slot.location_id
WHERE (location.project_id, location.cell) IS DISTINCT FROM (slot.project_id, slot.cell)
ORDER BY coalesce(slot.location_id, location.id)
"""
_DERIVED = {
    "whether location %%s is on the map": f"""
        SELECT id FROM ({ON_MAP}) AS derived JOIN projects_location AS location USING (id)
        WHERE location.on_map IS DISTINCT FROM derived.on_map""",
    "what is derived of project %%s": f"""
        SELECT id FROM ({DERIVED}) AS derived JOIN projects_project AS project USING (id)
        WHERE (project.facets, project.search_names, project.name_key, project.sort_key)
        IS DISTINCT FROM
        (derived.facets, derived.search_names, derived.name_key, derived.sort_key)""",
    "the words of project %%s": f"""
        SELECT coalesce(derived.id, text.project_id) FROM ({TEXTS}) AS derived FULL JOIN (
            SELECT * FROM projects_searchtext WHERE project_id = ANY(%(ids)s)
        ) AS text ON text.project_id = derived.id
        WHERE (text.vector, text.sort_key) IS DISTINCT FROM (derived.vector, derived.sort_key)""",
    "the word %%s of a name": f"""
        SELECT word FROM ({WORDS} EXCEPT SELECT word FROM projects_nameword) AS missing (word)""",
}
_CONTAINMENT = f"""
WITH right_ones AS ({CONTAINMENT}), found AS (
    SELECT outer_id, inner_id FROM projects_containment
)
SELECT format('area %%s in area %%s', inner_id, outer_id) FROM (
    (SELECT * FROM right_ones EXCEPT SELECT * FROM found)
    UNION ALL (SELECT * FROM found EXCEPT SELECT * FROM right_ones)
) AS different
"""


def differences():
    """Return a line for each thing that is derived and not what it should be.

    Slow with many entries: it derives and counts everything, and writes nothing.
    """
    wanted, parameters = wanted_bits()
    with connection().cursor() as cursor:
        return [
            *_lines(cursor, _CONTAINMENT, None),
            *_derived(cursor),
            *_lines(cursor, _SLOTS, {"cell_shift": CELL_SHIFT}),
            *_lines(cursor, _BITS.format(wanted=wanted), parameters),
        ]


def _derived(cursor):
    ids = list(Project.objects.order_by("pk").values_list("pk", flat=True))
    for some in in_parts(ids):
        for what, statement in _DERIVED.items():
            ordered = f"SELECT format('{what}', thing) FROM ({statement}) AS t (thing) ORDER BY 1"
            yield from _lines(cursor, ordered, {"ids": some, "ranks": RANKS})


def _lines(cursor, statement, parameters):
    cursor.execute(statement, parameters or {})
    return [line for (line,) in cursor.fetchall()]
