"""Writes the bits of projects and pins; see the docstring of this package."""

from projects.bitmaps.layout import (
    AXIS_BITS,
    CELL_SHIFT,
    CELL_ZOOM,
    CHUNKS_IN_CELL,
    PIN_DIGITS,
    PINS_IN_CHUNK,
    PROJECTS_IN_CHUNK,
    SORT_CLASS,
    WITHOUT_BITS,
)

# In the statements below {of} says which projects are meant: these, or all.
_THESE = "= ANY(%(ids)s::bigint[])"
_ALL = "IS NOT NULL"

_FREE_SLOTS = """
DELETE FROM projects_pinslot AS slot
WHERE slot.location_id IN (  -- joined by OR, the whole table would be read
    SELECT location_id FROM projects_pinslot WHERE project_id {of}
    UNION
    SELECT id FROM projects_location WHERE project_id {of}
) AND NOT EXISTS (
    SELECT FROM projects_location AS location
    JOIN projects_project AS project ON project.id = location.project_id
    WHERE location.id = slot.location_id AND location.project_id = slot.project_id
    AND location.on_map AND project.state = 'published'
    AND location.cell >> %(cell_shift)s = slot.cell
)
RETURNING slot.cell, slot.slot
"""

# The highest number of each cell is asked for once: the statement does not see its own rows.
_TAKE_SLOTS = """
WITH new AS (
    SELECT location.id, location.project_id, location.cell >> %(cell_shift)s AS cell
    FROM projects_location AS location
    JOIN projects_project AS project ON project.id = location.project_id
    WHERE location.project_id {of} AND location.on_map AND project.state = 'published'
    AND NOT EXISTS (SELECT FROM projects_pinslot WHERE location_id = location.id)
),
highest AS MATERIALIZED (
    SELECT cell, coalesce(
        (SELECT max(slot) FROM projects_pinslot AS taken WHERE taken.cell = cells.cell), -1
    ) AS slot
    FROM (SELECT DISTINCT cell FROM new) AS cells
)
INSERT INTO projects_pinslot (location_id, project_id, cell, slot)
SELECT id, project_id, cell, highest.slot + row_number() OVER (PARTITION BY cell ORDER BY id)
FROM new JOIN highest USING (cell)
"""

# Every bit that is to be 1: kind, chunk, place in the chunk and value.
_ONES = f"""
entry AS (
    SELECT id, id / {PROJECTS_IN_CHUNK} AS chunk, (id %% {PROJECTS_IN_CHUNK})::int AS place,
        sort_key, ARRAY(SELECT value FROM unnest(facets) AS value
            WHERE split_part(value, ':', 1) <> ALL(%(without_bits)s)) AS facets
    FROM projects_project WHERE id {{of}} AND state = 'published'
),
pin AS (
    SELECT slot.project_id, location.cell,
        slot.cell * {CHUNKS_IN_CELL} + slot.slot / {PINS_IN_CHUNK} AS chunk,
        slot.slot %% {PINS_IN_CHUNK} AS place
    FROM projects_pinslot AS slot JOIN projects_location AS location ON location.id = location_id
    WHERE slot.project_id {{of}}
),
one AS (
    SELECT 'project' AS kind, chunk, place, value
    FROM entry, unnest(facets || '{{{{published}}}}') AS value
    UNION ALL
    -- The beginning of the sort key: where in the default order a page is, without walking there.
    SELECT 'project', chunk, place, 'sort:' || left(sort_key, {SORT_CLASS}) FROM entry
    UNION ALL
    SELECT 'project', chunk, place, 'pinned' FROM entry
    WHERE EXISTS (SELECT FROM pin WHERE project_id = entry.id)
    UNION ALL
    SELECT 'project', chunk, place, 'pins:' || digit
    FROM (SELECT project_id, count(*) AS pins FROM pin GROUP BY project_id) AS counted
    JOIN entry ON entry.id = project_id, generate_series(0, {PIN_DIGITS - 1}) AS digit
    WHERE pins >> digit & 1 = 1
    UNION ALL
    SELECT 'pin', pin.chunk, pin.place, value
    FROM pin JOIN entry ON entry.id = project_id, unnest(facets || '{{{{pin}}}}') AS value
    UNION ALL
    -- The highest bits of the column (on even places) and of the row (on odd ones) in the cell.
    SELECT 'pin', chunk, place, axis || ':' || digit
    FROM pin, (VALUES ('x', 0), ('y', 1)) AS axes (axis, odd),
        generate_series(0, {AXIS_BITS - 1}) AS digit
    WHERE cell >> (2 * (26 - {CELL_ZOOM} - {AXIS_BITS} + digit) + odd) & 1 = 1
),
wanted AS (
    SELECT kind, value, chunk, bit_or({{bit}}) AS bits FROM one GROUP BY kind, value, chunk
)
"""

# One bit of a string: places are counted from the right.
_BIT = f"""
CASE kind
    WHEN 'project' THEN
        set_bit(0::bit({PROJECTS_IN_CHUNK}), {PROJECTS_IN_CHUNK - 1} - place, 1)::bit varying
    ELSE set_bit(0::bit({PINS_IN_CHUNK}), {PINS_IN_CHUNK - 1} - place, 1)::bit varying
END
"""

# The bits of everything that these projects have, or had, are written anew; the rest stays.
_WRITE = """
WITH {ones},
place AS (
    SELECT 'project' AS kind, id / {projects} AS chunk, (id %% {projects})::int AS place
    FROM unnest(%(ids)s::bigint[]) AS id
    UNION ALL
    SELECT 'pin', cell * {chunks} + slot / {pins}, slot %% {pins} FROM (
        SELECT cell, slot FROM projects_pinslot WHERE project_id {of}
        UNION ALL
        SELECT * FROM unnest(%(freed_cells)s::bigint[], %(freed_slots)s::int[])
    ) AS slots (cell, slot)
),
touched AS MATERIALIZED (
    SELECT kind, chunk, bits, bits # bits AS zero
    FROM (SELECT kind, chunk, bit_or({bit}) AS bits FROM place GROUP BY kind, chunk) AS ones
),
new AS MATERIALIZED (
    SELECT old.id, old.bits & ~touched.bits | coalesce(wanted.bits, touched.zero) AS bits
    FROM touched JOIN projects_bitmap AS old USING (kind, chunk)
    LEFT JOIN wanted USING (kind, chunk, value)
    -- Of the thousand values of a chunk a project has a dozen: one & for each of the others.
    WHERE wanted.bits IS NOT NULL OR old.bits & touched.bits <> touched.zero
),
changed AS (
    UPDATE projects_bitmap AS old SET bits = new.bits FROM new
    WHERE old.id = new.id AND old.bits <> new.bits
)
INSERT INTO projects_bitmap (kind, value, chunk, bits)
SELECT kind, value, chunk, bits FROM wanted
WHERE NOT EXISTS (
    SELECT FROM projects_bitmap AS old
    WHERE old.kind = wanted.kind AND old.value = wanted.value AND old.chunk = wanted.chunk
)
"""

_WRITE_ALL = """
WITH {ones}
INSERT INTO projects_bitmap (kind, value, chunk, bits)
SELECT kind, value, chunk, bits FROM wanted ORDER BY kind, value, chunk
"""


def write_bits(cursor, project_ids):
    """Make the bits of these projects and of their pins what the tables say.

    project_ids: of projects and of former ones. The caller holds the lock on the revision.
    """
    parameters = _parameters() | {"ids": project_ids}
    cursor.execute(_statement(_FREE_SLOTS), parameters)
    freed = cursor.fetchall()
    parameters |= {
        "freed_cells": [cell for cell, _ in freed],
        "freed_slots": [slot for _, slot in freed],
    }
    cursor.execute(_statement(_TAKE_SLOTS), parameters)
    cursor.execute(_statement(_WRITE), parameters)


def write_all_bits(cursor):
    """Make all bits anew; readers see the old ones until the transaction ends."""
    cursor.execute("DELETE FROM projects_bitmap")
    cursor.execute("DELETE FROM projects_pinslot")
    cursor.execute(_statement(_TAKE_SLOTS, _ALL), _parameters())
    cursor.execute(_statement(_WRITE_ALL, _ALL), _parameters())


def wanted_bits():
    """Return (SQL of CTEs that end in `wanted`, its parameters): what all bits should be."""
    return _statement("{ones}", _ALL), _parameters()


def _parameters():
    return {"cell_shift": CELL_SHIFT, "without_bits": list(WITHOUT_BITS)}


def _statement(text, of=_THESE):
    return text.format(
        ones=_ONES.format(of=of, bit=_BIT),
        of=of,
        bit=_BIT,
        projects=PROJECTS_IN_CHUNK,
        pins=PINS_IN_CHUNK,
        chunks=CHUNKS_IN_CELL,
    )
