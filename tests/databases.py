"""Test databases of which several test runs can each have their own at the same time."""

import os

import psutil
import psycopg
from django.conf import settings
from psycopg import sql

PREFIX = "test_betterwork_run"


def name_this_run():
    """Remember the process id of the run where its worker processes inherit it."""
    os.environ.setdefault("BETTERWORK_TEST_RUN", str(os.getpid()))


def prepare(database, keep_name=False):
    """Change a database's settings for tests, once the suffix of the worker process is in them.

    With `keep_name`, for --reuse-db, the name stays the same from run to run.
    """
    database["OPTIONS"]["options"] += " -c synchronous_commit=off"
    # The live server has a thread for each browser connection; none may keep the database open.
    database["CONN_MAX_AGE"] = 0
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
