"""A load, an edit and another load at the same moment."""

import threading
import time

import pytest
from django.db import connection, transaction

from projects.loading.directory import load_directory
from projects.models import Area, Project
from tests.projects.loading.fixtures import FEW, change

pytestmark = pytest.mark.django_db(transaction=True)


def in_a_thread(do):
    """Start a function in a thread with a database connection of its own."""
    results = []

    def run():
        try:
            results.append(do())
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.results = results
    return thread


def wait_until_something_waits():
    """Return once a session of this database waits for a lock."""
    deadline = time.monotonic() + 20
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # else as at the first look
            cursor.execute(f"{waiting} AND wait_event_type = 'Lock'")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nothing waits")


def test_a_load_waits_for_an_edit_that_has_begun_and_then_keeps_it(folder):
    load_directory(folder)
    slug = change(folder, 0, summary="From the file.")
    with transaction.atomic():
        project = Project.objects.select_for_update().get(slug=slug)
        load = in_a_thread(lambda: load_directory(folder))
        wait_until_something_waits()
        project.summary = "Edited by staff."
        project.version += 1
        project.save(update_fields=["summary", "version"])
    load.join(20)
    assert load.results[0].kept == [f"project {slug}: edited"]
    assert Project.objects.get(slug=slug).summary == "Edited by staff."


def test_two_loads_at_once_add_everything_once(folder):
    loads = [in_a_thread(lambda: load_directory(folder)) for _ in range(2)]
    for load in loads:
        load.join(60)
    reports = [load.results[0] for load in loads]
    assert sorted(report.changed for report in reports) == [False, True]
    assert Project.objects.count() == FEW
    assert Area.objects.filter(slug="uk").count() == 1
