"""SQL: what follows from the entries, as rows. projects.refresh writes them, and
projects.checking compares them with what is written.

All but CONTAINMENT take %(ids)s, an array of project ids.
"""

# plain() of projects.text, in SQL.
_PLAIN = "lower(unaccent({}))"

# (id of a location, on_map). The office counts as a pin only where all of the project's coverage is
# the council it stands in.
ON_MAP = """
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
"""

# (id of a project, facets, search_names, name_key, sort_key), from what is on the map; also takes
# %(ranks)s, the rank of each status as JSON. A facet is "dimension:slug". "area" holds every area a
# project works in and all around them; "serves" only what was chosen as its coverage.
DERIVED = f"""
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
SELECT p.id, facets.facets,
    {_PLAIN.format("p.name || ' ' || names.names")} AS search_names,
    {_PLAIN.format("p.name")} AS name_key,
    (%(ranks)s::jsonb ->> p.status)
        || CASE WHEN p.checked_on IS NULL THEN '1' ELSE '0' END
        || CASE WHEN p.website_is_own_page AND p.website <> '' THEN '0' ELSE '1' END
        || ' ' || {_PLAIN.format("p.name")} AS sort_key
FROM facets JOIN names USING (project_id) JOIN projects_project AS p ON p.id = facets.project_id
"""

# (id of a published project, sort_key, vector): the texts that are searched.
TEXTS = f"""
WITH involved AS (
    SELECT id AS project_id, lead_organisation_id AS organisation_id
    FROM projects_project WHERE id = ANY(%(ids)s)
    UNION
    SELECT project_id, organisation_id FROM projects_involvement WHERE project_id = ANY(%(ids)s)
),
names AS (
    SELECT project_id, string_agg(DISTINCT o.name, ' ' ORDER BY o.name) AS names
    FROM involved JOIN projects_organisation AS o ON o.id = organisation_id GROUP BY project_id
)
SELECT p.id, p.sort_key,
    setweight(to_tsvector('english', {_PLAIN.format("p.name")}), 'A')
    || setweight(to_tsvector('english', {_PLAIN.format("names.names")}), 'B')
    || setweight(to_tsvector('english', {_PLAIN.format("p.summary")}), 'C')
    || setweight(to_tsvector('english', {_PLAIN.format("p.description")}), 'D') AS vector
FROM projects_project AS p JOIN names ON names.project_id = p.id WHERE p.state = 'published'
"""

# (word): of names of published projects and of the organisations that have a part in them.
WORDS = """
SELECT DISTINCT word FROM projects_project,
    regexp_split_to_table(search_names, '[^[:alnum:]]+') AS word
WHERE id = ANY(%(ids)s) AND state = 'published'
AND length(word) >= 3 AND word ~ '[[:alpha:]]'
"""

# (outer_id, inner_id)
CONTAINMENT = """
WITH RECURSIVE line (outer_id, inner_id) AS (
    SELECT id, id FROM projects_area
    UNION
    SELECT link.to_area_id, line.inner_id
    FROM line JOIN projects_area_parents AS link ON link.from_area_id = line.outer_id
)
SELECT outer_id, inner_id FROM line
"""
