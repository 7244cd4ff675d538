"""Which database is asked what."""

from django.db import DEFAULT_DB_ALIAS

from projects import reading


class PublicPagesFromReplica:
    """Send what a public page reads to where it is read from; everything else to the primary."""

    def db_for_read(self, model, **hints):
        """The replica inside the snapshot of a public page that has been given one."""
        return reading.database()

    def db_for_write(self, model, **hints):
        """The primary; a snapshot refuses writes by itself."""
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        """Yes: both databases hold the same rows."""
        return True

    def allow_migrate(self, db, app_label, **hints):
        """Only the primary: what is changed there reaches the replica by itself."""
        return db == DEFAULT_DB_ALIAS
