"""The bench's own database: made once for each size, then kept until what it is made of changes."""

import hashlib
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

CHECKOUT = Path(__file__).resolve().parent.parent
# Whatever decides what the rows are.
MADE_OF = [
    "projects/migrations/*.py",
    "projects/refresh.py",
    "projects/bitmaps/layout.py",
    "projects/bitmaps/writing.py",
    "fixtures/*.json",
    "fixtures/*.csv",
    "bench/chance.py",
    "bench/copying.py",
    "bench/entries.py",
    "bench/filling.py",
    "bench/texts.py",
    "bench/world.py",
]


def database_url(url, number):
    """Return the URL of the bench's database for so many projects, on the same server as `url`."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{_name(number)}"))


def signature(number, seed):
    """Return what a database is marked with that holds exactly these projects."""
    digest = hashlib.sha256(f"{number} {seed}".encode())
    for pattern in MADE_OF:
        for path in sorted(CHECKOUT.glob(pattern)):
            digest.update(path.read_bytes())
    return f"bench {digest.hexdigest()}"


def is_filled(url, number, mark):
    """Whether the database is there, whole, and marked so. `url` is that of the site's database."""
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [_name(number)],
        ).fetchone()
    return found == (mark,)


def make_empty(url, number):
    """Make the database, instead of one that is there. Raises psycopg.Error."""
    name = sql.Identifier(_name(number))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))


def mark_as_filled(url, number, mark):
    """Say that the database is whole; one that was interrupted is made anew the next time."""
    with psycopg.connect(url, autocommit=True) as connection:
        statement = sql.SQL("COMMENT ON DATABASE {} IS {}")
        connection.execute(statement.format(sql.Identifier(_name(number)), sql.Literal(mark)))


def _name(number):
    return f"betterwork_bench_{number}"
