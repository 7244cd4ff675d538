"""Test databases of which several test runs can each have their own at the same time."""

import os

import psutil
import psycopg
from django.conf import settings
from django.db import connections, transaction
from psycopg import sql

PREFIX = "test_betterwork_run"
# What the migrations fill and no test changes.
KEPT = {"django_content_type", "auth_permission"}
# What counts tries to sign in would go on counting in the next test.
WITHOUT_A_MODEL = {"rate_limits"}


def name_this_run():
    """Remember the process id of the run where its worker processes inherit it."""
    os.environ.setdefault("BETTERWORK_TEST_RUN", str(os.getpid()))


def prepare(database, keep_name=False):
    """Change a database's settings for tests, once the suffix of the worker process is in them.

    With `keep_name`, for --reuse-db, the name stays the same from run to run.
    """
    database["OPTIONS"]["options"] += " -c synchronous_commit=off"
    make_the_end_quick()
    if keep_name:
        return
    usual = f"test_{database['NAME']}"
    suffix = (database["TEST"]["NAME"] or usual).removeprefix(usual)
    database["TEST"]["NAME"] = f"{PREFIX}{os.environ['BETTERWORK_TEST_RUN']}{suffix}"
    if settings.EMBEDDED_DATABASE:  # elsewhere a process id may be that of another machine
        remove_leftovers(database)


def remove_leftovers(database):
    """Drop the databases of test runs whose process was killed."""
    with psycopg.connect(
        host=database["HOST"], user=database["USER"], dbname="postgres", autocommit=True
    ) as connection:
        found = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]
        )
        for (name,) in found.fetchall():
            process = int(name.removeprefix(PREFIX).split("_")[0])
            if not psutil.pid_exists(process):
                drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                connection.execute(drop.format(sql.Identifier(name)))


def make_the_end_quick():
    """Replace how Django empties the database after a test, and how it drops it after the last.

    Its TRUNCATE makes new files for every table, however few rows there were, and for each of the
    content types and permissions it asks whether they have to be made again.
    """
    from django.db.backends.postgresql.creation import DatabaseCreation
    from django.test import TransactionTestCase

    TransactionTestCase._fixture_teardown = lambda case: empty()
    DatabaseCreation._destroy_test_db = drop


def empty(alias="default"):
    """Delete all rows but those of KEPT."""
    connection = connections[alias]
    assert connection.settings_dict["NAME"].startswith("test_"), "no test database is in use"
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        # In any order: references are checked at the end of the transaction.
        tables = set(connection.introspection.django_table_names()) - KEPT | WITHOUT_A_MODEL
        quoted = [connection.ops.quote_name(table) for table in tables]
        cursor.execute(f"SELECT {', '.join(f'EXISTS (SELECT FROM {each})' for each in quoted)}")
        for table, has_rows in zip(quoted, cursor.fetchone(), strict=True):
            if has_rows:
                cursor.execute(f"DELETE FROM {table}")


def drop(creation, test_database_name, verbosity):
    """Drop a test database, though a thread of the live server may still be connected to it."""
    name = creation.connection.ops.quote_name(test_database_name)
    with creation._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
