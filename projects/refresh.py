"""What is derived from the entries, written in one place.

Every path that writes something public (workflow, admin, loader, edits of taxonomy and areas,
deletions) ends its transaction with `refresh` or `refresh_all`, which raise the revision last.
"""

import json

from django.db import connection, transaction

from projects.bitmaps.writing import write_all_bits, write_bits
from projects.deriving import CONTAINMENT, DERIVED, ON_MAP, TEXTS, WORDS
from projects.models import Containment, Project, Revision

# The rank of each status in the default order, as the statements want it.
RANKS = json.dumps({status: rank for rank, status in enumerate(Project.Status.values)})

# How many projects one statement derives: beyond, its time grows with the square of their number.
AT_ONCE = 5_000

_LOCK = """
SELECT count(*) FROM (
    SELECT FROM projects_project WHERE id = ANY(%(ids)s::bigint[]) ORDER BY id FOR UPDATE
) AS locked
"""

_WRITE_ON_MAP = f"""
UPDATE projects_location AS location SET on_map = derived.on_map FROM ({ON_MAP}) AS derived
WHERE location.id = derived.id AND location.on_map IS DISTINCT FROM derived.on_map
"""
_WRITE_DERIVED = f"""
UPDATE projects_project AS project SET facets = derived.facets,
    search_names = derived.search_names, name_key = derived.name_key, sort_key = derived.sort_key
FROM ({DERIVED}) AS derived WHERE project.id = derived.id
AND (project.facets, project.search_names, project.name_key, project.sort_key)
    IS DISTINCT FROM (derived.facets, derived.search_names, derived.name_key, derived.sort_key)
"""
_HIDE_TEXTS = """
DELETE FROM projects_searchtext WHERE project_id IN (
    SELECT id FROM projects_project WHERE id = ANY(%(ids)s) AND state <> 'published'
)
"""
_WRITE_TEXTS = f"""
INSERT INTO projects_searchtext AS text (project_id, sort_key, vector)
SELECT id, sort_key, vector FROM ({TEXTS}) AS derived
ON CONFLICT (project_id) DO UPDATE SET vector = excluded.vector, sort_key = excluded.sort_key
WHERE (text.vector, text.sort_key) IS DISTINCT FROM (excluded.vector, excluded.sort_key)
"""
_WRITE_WORDS = f"INSERT INTO projects_nameword (word) {WORDS} ON CONFLICT DO NOTHING"
_TELL = """
INSERT INTO projects_news (project_id, kind, revision, at)
SELECT project.id, %(kind)s, revision.number, now()
FROM projects_project AS project, projects_revision AS revision
WHERE project.id = ANY(%(ids)s::bigint[]) AND project.state = 'published'
"""
_WRITE_CONTAINMENT = f"INSERT INTO projects_containment (outer_id, inner_id) {CONTAINMENT}"


def refresh(project_ids, news=None):
    """Write anew what is derived from these projects, and raise the revision.

    project_ids: also of projects that were just deleted. news: the News.Kind, where a person has
    published, changed or checked them; none for imports, jobs and what only follows. Raises
    TransactionManagementError outside a transaction: a reader must never see an entry without what
    follows from it.
    """
    ids = sorted(project_ids)
    with _in_transaction() as cursor:
        _derive(cursor, ids)
        raise_revision()
        # From here on no other transaction refreshes.
        for some in in_parts(ids):
            write_bits(cursor, some)
            cursor.execute(_WRITE_WORDS, {"ids": some})
        if news:
            cursor.execute(_TELL, {"ids": ids, "kind": news})


def refresh_all():
    """Write anew what is derived from every area and project, and raise the revision.

    Edits wait meanwhile, or give up: half an hour with a million entries, milliseconds with few.
    """
    with _in_transaction() as cursor:
        # Nobody may publish something between the list of projects and the end.
        cursor.execute("LOCK TABLE projects_project IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SET LOCAL statement_timeout = 0")
        Containment.objects.all().delete()
        cursor.execute(_WRITE_CONTAINMENT)
        ids = list(Project.objects.order_by("pk").values_list("pk", flat=True))
        _derive(cursor, ids)
        raise_revision()
        write_all_bits(cursor)
        cursor.execute("DELETE FROM projects_nameword")
        for some in in_parts(ids):
            cursor.execute(_WRITE_WORDS, {"ids": some})


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
    for some in in_parts(ids):
        parameters = {"ids": some, "ranks": RANKS}
        # In one order, so that two edits that touch many entries wait for each other, not for ever.
        cursor.execute(_LOCK, parameters)
        for statement in (_WRITE_ON_MAP, _WRITE_DERIVED, _HIDE_TEXTS, _WRITE_TEXTS):
            cursor.execute(statement, parameters)


def in_parts(ids):
    """Return the ids in lists of AT_ONCE."""
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
