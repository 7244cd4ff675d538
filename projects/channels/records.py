"""Projects as every machine format gives them: one dictionary each.

The one place that decides what of an entry leaves the site. Files, API, GeoJSON, JSON-LD and embeds
start from here.
"""

from itertools import islice

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from projects.channels.columns import NAMES
from projects.reading import connection, snapshot_key
from projects.vocabulary import Vocabulary

# So many are read and held at a time.
BATCH = 500

# Columns that stand in a record as they stand in the table.
AS_THEY_ARE = [
    *("id", "slug", "name", "summary", "description"),
    *("start_year", "start_date", "end_year", "end_date"),
    *("how_to_join", "contact_phone", "contact_email", "contact_page"),
    *("website", "website_is_own_page", "results", "learned", "checked_on", "updated"),
]
# Beside %(ids)s, in whose order the rows come. Terms follow from the facets, without a join.
SELECT = f"""
SELECT {", ".join(f"p.{name}" for name in AS_THEY_ARE)}, p.status, p.facets, p.sources,
    lead.slug, lead.name,
    (SELECT json_agg(json_build_array(i.role, o.slug, o.name) ORDER BY o.name, o.id)
        FROM projects_involvement AS i JOIN projects_organisation AS o ON o.id = i.organisation_id
        WHERE i.project_id = p.id) AS involved,
    (SELECT json_agg(json_build_object(
            'role', l.role, 'label', l.label, 'address', l.address, 'postcode', l.postcode,
            'council', CASE WHEN c.id IS NOT NULL
                THEN json_build_object('slug', c.slug, 'name', c.name) END,
            'latitude', l.latitude, 'longitude', l.longitude, 'precision', l.precision,
            'on_map', l.on_map) ORDER BY l.role, l.label, l.id)
        FROM projects_location AS l LEFT JOIN projects_area AS c ON c.id = l.council_id
        WHERE l.project_id = p.id AND l.public) AS locations,
    (SELECT json_agg(json_build_object('slug', r.slug, 'title', r.title, 'kind', r.kind,
            'year', r.year, 'link', r.link) ORDER BY r.year DESC NULLS LAST, r.title, r.id)
        FROM projects_resource_projects AS link JOIN projects_resource AS r ON r.id = resource_id
        WHERE link.project_id = p.id) AS resources,
    (SELECT json_build_object('slug', slug, 'name', name) FROM projects_project
        WHERE id = p.part_of_id AND state = 'published') AS part_of,
    (SELECT json_build_object('slug', slug, 'name', name) FROM projects_project
        WHERE id = p.replaced_by_id AND state = 'published') AS replaced_by
FROM unnest(%(ids)s::bigint[]) WITH ORDINALITY AS asked (id, place)
JOIN projects_project AS p ON p.id = asked.id AND p.state = 'published'
JOIN projects_organisation AS lead ON lead.id = p.lead_organisation_id
ORDER BY asked.place
"""
# Dimension of Project.facets: the column of a record that has its terms.
TERMS = {
    "offer": "offers",
    "strand": "strands",
    "approach": "approaches",
    "audience": "audiences",
    "sector": "sectors",
    "delivery": "delivery_modes",
    "serves": "areas",
}

# The words of the newest state of the data that this process has read: (what stands for it, words).
_newest = (None, None)


def read_records(ids):
    """Yield a dictionary for each published project of some ids, in their order.

    Its keys are the names of projects.channels.columns.COLUMNS, in that order. Terms, areas and
    organisations are {"slug", "name"}, dates are dates; what is not known is None, "" (of a text)
    or []. Coordinates are degrees of WGS 84, and those of public locations only. The dictionaries
    of terms are shared by all records: do not change them.

    Read inside a projects.reading.snapshot; no more than BATCH records are held at a time.
    """
    ids, words = iter(ids), None
    while batch := list(islice(ids, BATCH)):
        words = words or _words()
        for row in _rows(batch):
            yield _record(row, words)


def _rows(ids):
    with connection().cursor() as cursor:
        cursor.execute(SELECT, {"ids": ids})
        return cursor.fetchall()


def _words():
    """Return the _Words of this snapshot; a page about one project would wait for them longest."""
    global _newest
    language = get_language()
    known, words = _newest
    if known is None or known != (snapshot_key(), language):
        words = _Words()
        key = snapshot_key()
        _newest = (key and (key, language), words)
    return words


class _Words:
    """What a record says besides what stands in the rows."""

    def __init__(self):
        vocabulary = Vocabulary.load()
        self.address = settings.SITE_URL + reverse("project_list")
        self.codes = _area_codes()
        self.terms = {}  # facet: (rank, column, term)
        for dimension, column in TERMS.items():
            words = vocabulary.of("area" if dimension == "serves" else dimension)
            for rank, word in enumerate(words.values()):
                term = {"slug": word.slug, "name": word.name}
                self.terms[f"{dimension}:{word.slug}"] = rank, column, term
        self.status, self.evidence = (
            {word.slug: {"slug": word.slug, "name": word.name} for word in words.values()}
            for words in (vocabulary.of("status"), vocabulary.of("evidence"))
        )


def _area_codes():
    with connection().cursor() as cursor:
        cursor.execute("SELECT slug, code FROM projects_area WHERE code IS NOT NULL")
        return dict(cursor.fetchall())


def _record(row, words):
    record = dict.fromkeys(NAMES)
    record.update(zip(AS_THEY_ARE, row, strict=False))
    status, facets, sources, lead_slug, lead_name, *others = row[len(AS_THEY_ARE) :]
    involved, locations, resources, record["part_of"], record["replaced_by"] = others
    record["url"] = f"{words.address}{record['slug']}/"
    record["status"] = words.status[status]
    record["lead_organisation"] = {"slug": lead_slug, "name": lead_name}
    record["partners"], record["funders"] = [], []
    for role, slug, name in involved or ():
        record[f"{role}s"].append({"slug": slug, "name": name})
    _add_terms(record, facets, words)
    record["locations"] = locations or []
    pin = next((place for place in record["locations"] if place["on_map"]), None)
    if pin:
        record["latitude"], record["longitude"] = pin["latitude"], pin["longitude"]
    record["resources"] = resources or []
    record["sources"] = [line.strip() for line in sources.splitlines() if line.strip()]
    return record


def _add_terms(record, facets, words):
    for column in TERMS.values():
        record[column] = []
    known = [words.terms[facet] for facet in facets if facet in words.terms]
    for _, column, term in sorted(known, key=_rank):
        record[column].append(term)
    codes = words.codes
    record["area_codes"] = [codes[a["slug"]] for a in record["areas"] if a["slug"] in codes]
    has_evaluation = "evidence:evaluation" in facets
    record["evidence"] = words.evidence["evaluation" if has_evaluation else "none-known"]


def _rank(known):
    return known[0]
