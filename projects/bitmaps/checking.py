"""Says whether what is kept for counting is what a full count of the tables makes it."""

from django.db import connection

from projects.bitmaps.layout import CELL_SHIFT
from projects.bitmaps.writing import wanted_bits

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
_TEXTS = """
SELECT format('the words of project %%s', coalesce(project.id, text.project_id))
FROM (
    SELECT id, sort_key FROM projects_project WHERE state = 'published'
) AS project FULL JOIN projects_searchtext AS text ON text.project_id = project.id
WHERE project.sort_key IS DISTINCT FROM text.sort_key
ORDER BY coalesce(project.id, text.project_id)
"""


def differences():
    """Return a line for each thing kept for counting that is not what it should be.

    Slow with many entries: it counts everything.
    """
    wanted, parameters = wanted_bits()
    lines = []
    with connection.cursor() as cursor:
        for statement, values in (
            (_SLOTS, {"cell_shift": CELL_SHIFT}),
            (_BITS.format(wanted=wanted), parameters),
            (_TEXTS, {}),
        ):
            cursor.execute(statement, values)
            lines += [line for (line,) in cursor.fetchall()]
    return lines
