"""One state of one database, and what stands for it: the edition, as of a book."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from psycopg import IsolationLevel

# Besides the number the transaction that wrote it: after a backup has been restored, the same
# number stands for something else. A replica has both as its primary has them.
_EDITION = "SELECT number, xmin FROM projects_revision"


@dataclass
class _Snapshot:
    database: str
    edition: str = ""  # once somebody has asked


_open = ContextVar("the snapshot that is open", default=None)


def database():
    """Return the alias of the database to read from at this moment."""
    found = _open.get()
    return found.database if found else DEFAULT_DB_ALIAS


def connection():
    """Return the connection to read from at this moment."""
    return connections[database()]


@contextmanager
def snapshot(database=DEFAULT_DB_ALIAS):
    """Read everything inside from one state of the database, so that totals and facets agree.

    Where a transaction is open already (tests, commands), this is no more than that transaction.
    """
    if connections[DEFAULT_DB_ALIAS].in_atomic_block:
        yield
        return
    before = _open.set(_Snapshot(database))
    try:
        with _read_only(connections[database]), transaction.atomic(using=database):
            yield
    finally:
        _open.reset(before)


def snapshot_key():
    """Return what stands for all public data as this snapshot sees it: the same for the same data.

    Hashable; for what a process keeps in memory from one page to the next. None outside a
    snapshot, where the data may change at any time: then keep nothing.
    """
    return (connection().settings_dict["NAME"], edition()) if _open.get() else None


def edition(database=None):
    """Return a text that changes with every public change.

    database: an alias, where no snapshot is open. In a snapshot one query is enough for all.
    """
    found = _open.get()
    if found is None:
        return _read_edition(connections[database or DEFAULT_DB_ALIAS])
    found.edition = found.edition or _read_edition(connection())
    return found.edition


def _read_edition(connection):
    with connection.cursor() as cursor:
        cursor.execute(_EDITION)
        number, written_by = cursor.fetchone() or (0, 0)
    return f"{number}.{written_by}"


@contextmanager
def _read_only(connection):
    """Let transactions inside be read-only and see one state: said with BEGIN, at no cost."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    raw = connection.connection
    raw.isolation_level, raw.read_only = IsolationLevel.REPEATABLE_READ, True
    try:
        yield
    finally:
        if not raw.closed:
            raw.isolation_level, raw.read_only = None, None
