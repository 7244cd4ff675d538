"""What the browser tests share: a live site whose database is filled by each test."""

import threading
import time

import pytest
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from projects.models import Revision
from tests import databases
from tests.browser.directory import make_directory


@pytest.fixture(scope="module", autouse=True)
def revision_comes_back(django_db_setup, django_db_blocker):
    """Put the one row of the revision back: a test with a live server empties every table."""
    yield
    with django_db_blocker.unblock():
        Revision.objects.get_or_create(pk=1)


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """The address of a live site with the directory, for modules whose tests only look at it.

    Such a module has a fixture `revision` of its own, that does not empty the tables, and is
    marked django_db, without which there may be no test database.
    """
    with django_db_blocker.unblock():
        assert connection.settings_dict["NAME"].startswith("test_"), "mark the module django_db"
        Revision.objects.get_or_create(pk=1)
        make_directory()
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        wait_until_the_site_is_quiet()
        databases.empty()


@pytest.fixture(autouse=True)
def revision(transactional_db):
    """The row that pages read and changes raise."""
    yield Revision.objects.get_or_create(pk=1)[0]
    wait_until_the_site_is_quiet()


def wait_until_the_site_is_quiet(seconds=20):
    """Return once the live server answers nobody, or break its connections to the database.

    The browser's windows are closed by now, but the server may still be answering them, and what
    it writes would be there in the next test. It has a thread for each connection of a browser.
    """
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if not any("process_request_thread" in each.name for each in threading.enumerate()):
            return
        time.sleep(0.01)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND datname = current_database() AND backend_type = 'client backend'"
        )


@pytest.fixture
def browser_context_args(browser_context_args):
    """British English, and a size that shows the map and the list."""
    return {
        **browser_context_args,
        "locale": "en-GB",
        "viewport": {"width": 1280, "height": 900},
        "reduced_motion": "reduce",
    }
