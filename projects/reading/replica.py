"""When a public page is read from the streaming replica, and when from the primary.

From the replica, if there is one (DATABASE_REPLICA_URL) that answers. But who has just sent
something sees what became of it: the answer brings a cookie that says how far the primary's log had
got, and the pages of that browser are read from the primary until the replica has got there too.
"""

import time

from django.conf import settings
from django.db import (
    DEFAULT_DB_ALIAS,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connections,
)
from psycopg.errors import LockNotAvailable, QueryCanceled

REPLICA = "replica"
COOKIE = "written"
COOKIE_SECONDS = 600
# So long a replica that failed is left alone: trying may take two seconds.
PAUSE_SECONDS = 5

# Bytes of log, from the beginning of time.
_WRITTEN = "SELECT pg_current_wal_insert_lsn() - '0/0'"
_HAS_REPLAYED = "SELECT pg_last_wal_replay_lsn() - '0/0' >= %s"

_paused_until = 0.0


def is_there():
    """Whether the settings name a replica."""
    return REPLICA in settings.DATABASES


def read(request, answer):
    """Return answer(alias of the database to read from); where the replica fails, of the primary.

    `answer` may be called twice, so it must not change anything.
    """
    global _paused_until
    try:
        if _may_answer(request):
            return answer(REPLICA)
    # A replica that has not replayed a migration yet does not know its tables.
    except (OperationalError, InterfaceError, ProgrammingError) as error:
        if isinstance(error.__cause__, QueryCanceled | LockNotAvailable):
            raise  # it took too long: no time is left for another try
        _paused_until = time.monotonic() + PAUSE_SECONDS
    return answer(DEFAULT_DB_ALIAS)


def written():
    """Return how far the primary has written its log: what is committed by now is in it."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_WRITTEN)
        return int(cursor.fetchone()[0])


def _may_answer(request):
    if not is_there() or time.monotonic() < _paused_until:
        return False
    if settings.PLACE_SEARCH_ASKS_POSTCODES_IO and "near" in request.GET:
        return False  # it may have learnt of a place just now
    wanted = request.COOKIES.get(COOKIE)
    if wanted is None:
        return True
    # Asked before the page's snapshot is taken: what is replayed by now is in it.
    return wanted.isdecimal() and len(wanted) < 20 and _has_replayed(int(wanted))


def _has_replayed(position):
    with connections[REPLICA].cursor() as cursor:
        cursor.execute(_HAS_REPLAYED, [position])
        return bool(cursor.fetchone()[0])
