"""What the browser tests share: a live site whose database is filled by each test."""

import time

import pytest
from django.db import connection

from projects.models import Revision


@pytest.fixture(scope="module", autouse=True)
def revision_comes_back(django_db_setup, django_db_blocker):
    """Put the one row of the revision back: a test with a live server empties every table."""
    yield
    with django_db_blocker.unblock():
        Revision.objects.get_or_create(pk=1)


@pytest.fixture(autouse=True)
def revision(transactional_db):
    """The row that pages read and changes raise."""
    yield Revision.objects.get_or_create(pk=1)[0]
    # The browser is closed by now, but the server may still be answering it: emptying the tables
    # under its eyes is a deadlock.
    quiet_since = time.monotonic()
    give_up = quiet_since + 20
    while time.monotonic() < min(quiet_since + 0.15, give_up):
        if _others_at_work():
            quiet_since = time.monotonic()
        time.sleep(0.03)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_terminate_backend(pid) {_OTHERS}")


_OTHERS = """
FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
AND backend_type = 'client backend'
"""


def _others_at_work():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {_OTHERS} AND state <> 'idle'")
        return cursor.fetchone()[0]


@pytest.fixture
def browser_context_args(browser_context_args):
    """British English, and a size that shows the map and the list."""
    return {
        **browser_context_args,
        "locale": "en-GB",
        "viewport": {"width": 1280, "height": 900},
        "reduced_motion": "reduce",
    }
