"""Count what is there: bits of projects and pins, texts to search and words of names.

Frozen: what projects.refresh writes today may differ; `manage.py recount` writes all anew.
"""

from django.db import migrations

TEXTS = """
INSERT INTO projects_searchtext (project_id, vector, sort_key)
SELECT id, coalesce(search_vector, ''), sort_key FROM projects_project WHERE state = 'published'
"""
WORDS = """
INSERT INTO projects_nameword (word)
SELECT DISTINCT word FROM projects_project,
    regexp_split_to_table(search_names, '[^[:alnum:]]+') AS word
WHERE state = 'published' AND length(word) >= 3 AND word ~ '[[:alpha:]]'
"""
SLOTS = """
INSERT INTO projects_pinslot (location_id, project_id, cell, slot)
SELECT location.id, project_id, cell >> 34,
    row_number() OVER (PARTITION BY cell >> 34 ORDER BY location.id) - 1
FROM projects_location AS location JOIN projects_project AS project ON project.id = project_id
WHERE on_map AND state = 'published'
"""
# Each statement sees the same entries: who edits waits.
LOCK = """
LOCK TABLE projects_project, projects_location IN SHARE ROW EXCLUSIVE MODE
"""
BITS = """
INSERT INTO projects_bitmap (kind, value, chunk, bits)
WITH entry AS (
    SELECT id, id / 15360 AS chunk, (id % 15360)::int AS place,
        sort_key, ARRAY(SELECT value FROM unnest(facets) AS value
            WHERE split_part(value, ':', 1) NOT IN ('organisation', 'funder')) AS facets
    FROM projects_project WHERE state = 'published'
),
pin AS (
    SELECT slot.project_id, location.cell, slot.cell * 1024 + slot / 2048 AS chunk,
        slot % 2048 AS place
    FROM projects_pinslot AS slot JOIN projects_location AS location ON location.id = location_id
),
one AS (
    SELECT 'project' AS kind, chunk, place, value
    FROM entry, unnest(facets || '{published}') AS value
    UNION ALL
    SELECT 'project', chunk, place, 'sort:' || left(sort_key, 3) FROM entry
    UNION ALL
    SELECT 'project', chunk, place, 'pinned' FROM entry
    WHERE EXISTS (SELECT FROM pin WHERE project_id = entry.id)
    UNION ALL
    SELECT 'project', chunk, place, 'pins:' || digit
    FROM (SELECT project_id, count(*) AS pins FROM pin GROUP BY project_id) AS counted
    JOIN entry ON entry.id = project_id, generate_series(0, 15) AS digit
    WHERE pins >> digit & 1 = 1
    UNION ALL
    SELECT 'pin', pin.chunk, pin.place, value
    FROM pin JOIN entry ON entry.id = project_id, unnest(facets || '{pin}') AS value
    UNION ALL
    SELECT 'pin', chunk, place, axis || ':' || digit
    FROM pin, (VALUES ('x', 0), ('y', 1)) AS axes (axis, odd), generate_series(0, 7) AS digit
    WHERE cell >> (2 * (9 + digit) + odd) & 1 = 1
)
SELECT kind, value, chunk, bit_or(CASE kind
    WHEN 'project' THEN set_bit(0::bit(15360), 15359 - place, 1)::bit varying
    ELSE set_bit(0::bit(2048), 2047 - place, 1)::bit varying END)
FROM one GROUP BY kind, value, chunk ORDER BY kind, value, chunk
"""
EMPTY = """
TRUNCATE projects_searchtext, projects_nameword, projects_pinslot, projects_bitmap
"""


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0009_counted'),
    ]

    operations = [
        migrations.RunSQL([LOCK, TEXTS, WORDS, SLOTS, BITS], EMPTY),
    ]
