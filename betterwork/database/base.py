"""The connection of that backend; Django looks for it under this name."""

import select

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that knows without asking whether the server has hung up."""

    def is_usable(self):
        """Whether the connection can be used for the next request.

        Django asks the server each time, which takes as long as finding out that a page has not
        changed. But a server that is stopped, restarted or killed closes its connections, and
        then there is something to read where nothing was asked: its last words, or the end.
        """
        if self.connection is None:
            return False
        status = self.connection.info.transaction_status
        if status not in (TransactionStatus.IDLE, TransactionStatus.INTRANS):
            return False  # broken already, or in the middle of something that went wrong
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0)
