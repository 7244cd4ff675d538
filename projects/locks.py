"""Locks of the whole database that belong to no row: here are all their numbers, so none is shared.

They hold for the transaction that takes them and let the next one in when it ends.
"""

from enum import IntEnum

from django.db import connection


class Lock(IntEnum):
    """What is done by one transaction after another."""

    SUBMISSIONS = 0x5B31
    NAMES = 0x5B32
    MESSAGES = 0x5B40
    APPLICATIONS = 0x5B41
    ALERTS = 0x5B42
    LOADING = 7_283_941
    # Held by a process, not by a transaction: see projects.submissions.locating.
    LOOKING_UP = 7_283_942


def hold(lock):
    """Wait for a Lock, and hold it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
