"""The table for people and the file for programs."""

import json
import os
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import django
from django.db import connection

RESULTS = Path(__file__).resolve().parent / "results"
HEADINGS = [
    "", "median ms", "p95 ms", "× empty", "per second", "÷ empty", "peak MiB", "× empty",
    "KiB", "right", "503", "wrong",
]  # fmt: skip

_SIZES = """
SELECT relname, greatest(reltuples, 0)::bigint, pg_table_size(oid), pg_indexes_size(oid)
FROM pg_class WHERE relkind = 'r' AND relname LIKE 'projects%%'
ORDER BY pg_total_relation_size(oid) DESC LIMIT 12
"""
_INDEXES = """
SELECT indexrelname, relname, pg_relation_size(indexrelid) FROM pg_stat_user_indexes
WHERE relname IN ('projects_project', 'projects_location', 'projects_bitmap', 'projects_pinslot',
    'projects_searchtext', 'projects_nameword')
ORDER BY 3 DESC
"""


def pages_table(measured):
    """Return the lines of the table of pages. measured: {name: Figures}, the empty view first."""
    empty = next(iter(measured.values()))
    return aligned([HEADINGS, *(_row(name, f, empty) for name, f in measured.items())])


def edits_table(edits):
    """Return the lines of the table of changes. edits: {name: EditFigures}."""
    rows = [["", "median ms", "p95 ms", "per second", "failed"]]
    rows += [
        [name, _number(f.median), _number(f.p95), _number(f.per_second), str(f.failed)]
        for name, f in edits.items()
    ]
    return aligned(rows)


def sizes_table(sizes):
    """Return the lines that say how large tables and indexes are, in MiB."""
    tables = [["table", "rows", "table MiB", "indexes MiB"]]
    tables += [
        [t["name"], f"{t['rows']:,}", _mib(t["table"]), _mib(t["indexes"])] for t in sizes["tables"]
    ]
    indexes = [["index", "MiB"]]
    indexes += [[i["name"], _mib(i["size"])] for i in sizes["indexes"]]
    whole = f"The whole database: {_mib(sizes['database'])} MiB"
    return [*aligned(tables), "", *aligned(indexes), "", whole]


def database_sizes():
    """Return the sizes in bytes of the database, its largest tables and its main indexes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        (database,) = cursor.fetchone()
        cursor.execute(_SIZES)
        names = ("name", "rows", "table", "indexes")
        tables = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        cursor.execute(_INDEXES)
        indexes = [{"name": n, "table": t, "size": size} for n, t, size in cursor.fetchall()]
    return {"database": database, "tables": tables, "indexes": indexes}


def conditions(number, seed):
    """Return what has to be known to compare these figures with others."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (server,) = cursor.fetchone()
    return {
        "projects": number,
        "seed": seed,
        "date": datetime.now(UTC).date().isoformat(),
        "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "django": django.get_version(),
        "postgresql": server,
    }


def write_results(conditions, measured, edits, sizes, file):
    """Write bench/results/<N>.json over that of the last run; return its path."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{conditions['projects']}.json"
    pages = {name: _rounded(asdict(figures)) for name, figures in measured.items()}
    changes = {name: _rounded(asdict(figures)) for name, figures in edits.items()}
    result = {**conditions, "pages": pages, "edits": changes, "file": file, "sizes": sizes}
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def aligned(rows):
    """Return the rows as lines: the first column to the left, all others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _row(name, figures, empty):
    return [
        name,
        _number(figures.median),
        _number(figures.p95),
        _ratio(figures.median, empty.median),
        _number(figures.per_second),
        _ratio(empty.per_second, figures.per_second),
        f"{figures.memory:.0f}",
        _ratio(figures.memory, empty.memory),
        f"{figures.bytes / 1024:.1f}",
        str(figures.answers),
        str(figures.refused),
        " ".join(f"{n} × {status}" for status, n in figures.wrong.items()) or "0",
    ]


def _number(value):
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _ratio(one, other):
    return _number(one / other) if one is not None and other else "–"


def _mib(size):
    return f"{size / 2**20:,.1f}"


def _rounded(figures):
    return {key: round(v, 3) if isinstance(v, float) else v for key, v in figures.items()}
