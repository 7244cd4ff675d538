"""What is derived from the entries, written in one place.

Every path that writes something public (workflow, admin, loader, edits of taxonomy and areas,
deletions) ends its transaction with `refresh` or `refresh_all`, which raise the revision last.
"""

import json

from django.db import connection, transaction

from projects.bitmaps.writing import write_all_bits, write_bits
from projects.models import Containment, Project, Revision

STATUS_RANK = {status: rank for rank, status in enumerate(Project.Status.values)}

# How many projects one statement derives: beyond, its time grows with the square of their number.
AT_ONCE = 5_000

_LOCK = """
SELECT count(*) FROM (
    SELECT FROM projects_project WHERE id = ANY(%(ids)s::bigint[]) ORDER BY id FOR UPDATE
) AS locked
"""

# The office counts as a pin only where all of the project's coverage is the council it stands in.
_ON_MAP = """
UPDATE projects_location AS location SET on_map = derived.on_map
FROM (
    SELECT location.id, location.public AND (
        location.role = 'delivery'
        OR (coverage.areas = 1
            AND coverage.council = coalesce(location.council_id, coverage.council))
    ) IS TRUE AS on_map
    FROM projects_location AS location
    LEFT JOIN (
        SELECT project_id, count(*) AS areas,
            min(area_id) FILTER (WHERE area.kind = 'council') AS council
        FROM projects_project_coverage JOIN projects_area AS area ON area.id = area_id
        WHERE project_id = ANY(%(ids)s) GROUP BY project_id
    ) AS coverage ON coverage.project_id = location.project_id
    WHERE location.project_id = ANY(%(ids)s)
) AS derived
WHERE location.id = derived.id AND location.on_map IS DISTINCT FROM derived.on_map
"""

# plain() of projects.text, in SQL.
_PLAIN = "lower(unaccent({}))"

# A facet is "dimension:slug". "area" holds every area a project works in and all around them;
# "serves" only what was chosen as its coverage.
_DERIVED = f"""
WITH chosen AS (SELECT unnest(%(ids)s::bigint[]) AS id),
works_in AS (
    SELECT project_id, area_id FROM projects_project_coverage WHERE project_id = ANY(%(ids)s)
    UNION
    SELECT project_id, council_id FROM projects_location
    WHERE project_id = ANY(%(ids)s) AND on_map AND council_id IS NOT NULL
),
involved AS (
    SELECT id AS project_id, lead_organisation_id AS organisation_id, 'lead' AS role
    FROM projects_project WHERE id = ANY(%(ids)s)
    UNION
    SELECT project_id, organisation_id, role FROM projects_involvement
    WHERE project_id = ANY(%(ids)s)
),
evaluated AS (
    SELECT DISTINCT link.project_id FROM projects_resource_projects AS link
    JOIN projects_resource AS resource ON resource.id = link.resource_id
    WHERE resource.kind = 'evaluation' AND link.project_id = ANY(%(ids)s)
),
facet AS (
    SELECT project_id, 'offer:' || slug AS value
    FROM projects_project_offers JOIN projects_offer AS term ON term.id = offer_id
    UNION ALL
    SELECT project_id, 'approach:' || slug
    FROM projects_project_approaches JOIN projects_approach AS term ON term.id = approach_id
    UNION ALL
    SELECT project_id, 'strand:' || strand.slug
    FROM projects_project_approaches JOIN projects_approach AS term ON term.id = approach_id
    JOIN projects_strand AS strand ON strand.id = term.strand_id
    UNION ALL
    SELECT project_id, 'audience:' || slug
    FROM projects_project_audiences JOIN projects_audience AS term ON term.id = audience_id
    UNION ALL
    SELECT project_id, 'sector:' || slug
    FROM projects_project_sectors JOIN projects_sector AS term ON term.id = sector_id
    UNION ALL
    SELECT project_id, 'delivery:' || slug
    FROM projects_project_delivery_modes JOIN projects_deliverymode AS term
    ON term.id = deliverymode_id
    UNION ALL
    SELECT id, 'status:' || status FROM projects_project
    UNION ALL
    SELECT chosen.id, CASE WHEN evaluated.project_id IS NULL THEN 'evidence:none-known'
        ELSE 'evidence:evaluation' END
    FROM chosen LEFT JOIN evaluated ON evaluated.project_id = chosen.id
    UNION ALL
    SELECT project_id, 'organisation:' || slug
    FROM involved JOIN projects_organisation AS o ON o.id = organisation_id
    UNION ALL
    SELECT project_id, 'funder:' || slug
    FROM involved JOIN projects_organisation AS o ON o.id = organisation_id WHERE role = 'funder'
    UNION ALL
    SELECT project_id, 'serves:' || slug
    FROM projects_project_coverage JOIN projects_area AS area ON area.id = area_id
    UNION ALL
    SELECT project_id, 'area:' || slug
    FROM works_in JOIN projects_containment AS c ON c.inner_id = works_in.area_id
    JOIN projects_area AS area ON area.id = c.outer_id
    UNION ALL
    SELECT id, 'coverage:none' FROM chosen
    WHERE NOT EXISTS (SELECT FROM projects_project_coverage WHERE project_id = chosen.id)
),
facets AS (
    SELECT project_id, array_agg(DISTINCT value ORDER BY value) AS facets
    FROM facet WHERE project_id = ANY(%(ids)s) GROUP BY project_id
),
names AS (
    SELECT project_id, string_agg(DISTINCT o.name, ' ' ORDER BY o.name) AS names
    FROM involved JOIN projects_organisation AS o ON o.id = organisation_id GROUP BY project_id
)
UPDATE projects_project AS p SET
    facets = facets.facets,
    search_names = {_PLAIN.format("p.name || ' ' || names.names")},
    name_key = {_PLAIN.format("p.name")},
    sort_key = (%(ranks)s::jsonb ->> p.status)
        || CASE WHEN p.checked_on IS NULL THEN '1' ELSE '0' END
        || CASE WHEN p.website_is_own_page AND p.website <> '' THEN '0' ELSE '1' END
        || ' ' || {_PLAIN.format("p.name")}
FROM facets JOIN names USING (project_id)
WHERE p.id = facets.project_id
"""

# The texts that are searched, of what is published.
_TEXTS = f"""
WITH involved AS (
    SELECT id AS project_id, lead_organisation_id AS organisation_id
    FROM projects_project WHERE id = ANY(%(ids)s)
    UNION
    SELECT project_id, organisation_id FROM projects_involvement WHERE project_id = ANY(%(ids)s)
),
names AS (
    SELECT project_id, string_agg(DISTINCT o.name, ' ' ORDER BY o.name) AS names
    FROM involved JOIN projects_organisation AS o ON o.id = organisation_id GROUP BY project_id
),
hidden AS (
    DELETE FROM projects_searchtext WHERE project_id IN (
        SELECT id FROM projects_project WHERE id = ANY(%(ids)s) AND state <> 'published'
    )
)
INSERT INTO projects_searchtext AS text (project_id, sort_key, vector)
SELECT p.id, p.sort_key,
    setweight(to_tsvector('english', {_PLAIN.format("p.name")}), 'A')
    || setweight(to_tsvector('english', {_PLAIN.format("names.names")}), 'B')
    || setweight(to_tsvector('english', {_PLAIN.format("p.summary")}), 'C')
    || setweight(to_tsvector('english', {_PLAIN.format("p.description")}), 'D')
FROM projects_project AS p JOIN names ON names.project_id = p.id WHERE p.state = 'published'
ON CONFLICT (project_id) DO UPDATE SET vector = excluded.vector, sort_key = excluded.sort_key
WHERE (text.vector, text.sort_key) IS DISTINCT FROM (excluded.vector, excluded.sort_key)
"""

_WORDS = """
INSERT INTO projects_nameword (word)
SELECT DISTINCT word FROM projects_project,
    regexp_split_to_table(search_names, '[^[:alnum:]]+') AS word
WHERE id = ANY(%(ids)s) AND state = 'published'
AND length(word) >= 3 AND word ~ '[[:alpha:]]'
ON CONFLICT DO NOTHING
"""

_CONTAINMENT = """
WITH RECURSIVE line (outer_id, inner_id) AS (
    SELECT id, id FROM projects_area
    UNION
    SELECT link.to_area_id, line.inner_id
    FROM line JOIN projects_area_parents AS link ON link.from_area_id = line.outer_id
)
INSERT INTO projects_containment (outer_id, inner_id) SELECT outer_id, inner_id FROM line
"""


def refresh(project_ids):
    """Write anew what is derived from these projects, and raise the revision.

    project_ids: also of projects that were just deleted. Raises TransactionManagementError outside
    a transaction: a reader must never see an entry without what follows from it.
    """
    ids = sorted(project_ids)
    with _in_transaction() as cursor:
        _derive(cursor, ids)
        raise_revision()
        # From here on no other transaction refreshes.
        for some in _parts(ids):
            write_bits(cursor, some)
            cursor.execute(_WORDS, {"ids": some})


def refresh_all():
    """Write anew what is derived from every area and project, and raise the revision."""
    with _in_transaction() as cursor:
        Containment.objects.all().delete()
        cursor.execute(_CONTAINMENT)
        ids = list(Project.objects.order_by("pk").values_list("pk", flat=True))
        _derive(cursor, ids)
        raise_revision()
        write_all_bits(cursor)
        cursor.execute("DELETE FROM projects_nameword")
        for some in _parts(ids):
            cursor.execute(_WORDS, {"ids": some})


def raise_revision():
    """Raise the revision by one; the row stays locked until the transaction ends."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Raise the revision inside a transaction.")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO projects_revision (id, number) VALUES (1, 1)"
            " ON CONFLICT (id) DO UPDATE SET number = projects_revision.number + 1"
        )


def current_revision():
    """Return the number of the last public change; 0 before the first."""
    return Revision.objects.values_list("number", flat=True).first() or 0


def _in_transaction():
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Refresh inside a transaction.")
    return connection.cursor()


def _derive(cursor, ids):
    ranks = json.dumps(STATUS_RANK)
    for some in _parts(ids):
        parameters = {"ids": some, "ranks": ranks}
        # In one order, so that two edits that touch many entries wait for each other, not for ever.
        cursor.execute(_LOCK, parameters)
        cursor.execute(_ON_MAP, parameters)
        cursor.execute(_DERIVED, parameters)
        cursor.execute(_TEXTS, parameters)


def _parts(ids):
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
