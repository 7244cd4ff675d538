"""From which database a public page is read, and from which state of it.

Public pages are read inside `snapshot`: one state of one database, the primary or its replica.
Raw SQL that such a page may need goes through `connection()`; what the ORM reads is sent to the
same place by `betterwork.routing`. Everything else (the admin, forms, jobs, commands) has the
primary. `replica` decides between the two.
"""

from projects.reading.replica import read
from projects.reading.snapshot import connection, database, edition, snapshot, snapshot_key

__all__ = ["connection", "database", "edition", "read", "snapshot", "snapshot_key"]
