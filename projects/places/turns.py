"""At most so many requests to a service or host, over all processes and machines together.

Each service has a row that says when it may be asked next. Who wants to ask moves that time on in
a short transaction of its own and then waits outside it, so nobody waits for a lock.
"""

import time

from django.db import connection, transaction

# A request may reach the service a little later than meant, the next one on time.
MARGIN = 0.05

# By the database's clock, which is one for all machines; now() would stand still in a transaction.
_TAKE = """
INSERT INTO projects_turn AS turn (name, next_at)
VALUES (%(name)s, clock_timestamp() + %(every)s * interval '1 second')
ON CONFLICT (name) DO UPDATE
SET next_at = greatest(turn.next_at, clock_timestamp()) + %(every)s * interval '1 second'
WHERE turn.next_at <= clock_timestamp() + %(at_most)s * interval '1 second'
RETURNING extract(epoch FROM next_at - clock_timestamp()) - %(every)s
"""
_POSTPONE = """
INSERT INTO projects_turn AS turn (name, next_at)
VALUES (%(name)s, clock_timestamp() + %(seconds)s * interval '1 second')
ON CONFLICT (name) DO UPDATE SET next_at = greatest(turn.next_at, excluded.next_at)
"""
_LEFT = "SELECT extract(epoch FROM next_at - clock_timestamp()) FROM projects_turn WHERE name = %s"


class NotYet(Exception):
    """The service may be asked again only after so many `seconds`."""

    def __init__(self, seconds):
        super().__init__(f"in {seconds:.0f} seconds")
        self.seconds = seconds


def take_turn(name, every, at_most):
    """Wait until it is our turn to ask this service; there is one turn in `every` seconds.

    Raises NotYet at once where the wait would be longer than `at_most` seconds, and RuntimeError
    inside a transaction, which would stay open while we wait.
    """
    parameters = {"name": name, "every": every + MARGIN, "at_most": at_most}
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_TAKE, parameters)
        row = cursor.fetchone()
    if row is None:
        raise NotYet(seconds_until_turn(name))
    time.sleep(max(0.0, float(row[0])))


def postpone(name, seconds):
    """Let nobody ask this service for so many seconds, as it wished or because it is ill."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_POSTPONE, {"name": name, "seconds": seconds})


def seconds_until_turn(name):
    """Return how many seconds are left until the service may be asked; 0.0 for at once."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, [name])
        row = cursor.fetchone()
    return max(0.0, float(row[0])) if row else 0.0
