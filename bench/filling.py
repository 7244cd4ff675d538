"""Fills the bench's database: tables, words and places, projects, and what is derived from them."""

import time
from io import StringIO

from django.contrib.postgres.indexes import GinIndex
from django.core.management import call_command
from django.db import connection, transaction

from bench.copying import copy_entries
from bench.world import read_world
from projects.models import Project, SearchText
from projects.refresh import refresh_all

SETTINGS = {
    "synchronous_commit": "off",
    "work_mem": "128MB",
    "maintenance_work_mem": "512MB",
}


class Progress:
    """Prints lines with the seconds since it was made."""

    def __init__(self):
        self._start = time.monotonic()

    def __call__(self, text):
        print(f"  {time.monotonic() - self._start:6.0f} s  {text}", flush=True)


def fill(number, seed, say):
    """Make the tables and write `number` projects; `say` is called with lines of progress."""
    for name, value in SETTINGS.items():
        _run(f"SET {name} = '{value}'")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_directory", "--without-entries", stdout=StringIO())
    # Indexes of derived columns are made once at the end: row by row they take most of the time.
    derived = [
        (model, index)
        for model in (Project, SearchText)
        for index in model._meta.indexes
        if isinstance(index, GinIndex)
    ]
    with connection.schema_editor() as editor:
        for model, index in derived:
            editor.remove_index(model, index)
    copy_entries(read_world(), number, seed, say)
    _run("ANALYZE")
    say("deriving")
    with transaction.atomic():
        refresh_all()
    say("making indexes")
    # Every row was written twice; without FULL the table would be twice its size.
    _run(f"VACUUM FULL {Project._meta.db_table}")
    with connection.schema_editor() as editor:
        for model, index in derived:
            editor.add_index(model, index)
    _run("VACUUM ANALYZE")
    say("done")


def _run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
