"""Servers of a test's own, made with the programs of the embedded one."""

import subprocess
import time
from pathlib import Path

from betterwork.cluster import Cluster, private_folder
from tests.betterwork.test_postgres import cluster_in


def copy_tables(database_url, cluster, name):
    """Make a database with the same tables, empty: much faster than to migrate."""
    programs = Path(cluster._binary("pg_dump")).parent
    made = subprocess.run(
        [programs / "pg_dump", "--schema-only", "--no-owner", database_url],
        check=True,
        capture_output=True,
        text=True,
    )
    with cluster.connect() as connection:
        connection.execute(f"CREATE DATABASE {name}")
    target = ["--host", cluster.sockets, "--username=postgres", "--dbname", name]
    subprocess.run(
        [programs / "psql", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", *target],
        input=made.stdout,
        check=True,
        capture_output=True,
        text=True,
    )


class Replica:
    """A second server that follows the first; can be told to fall behind."""

    def __init__(self, primary: Cluster, home):
        """Copy the primary, which runs, into `home`; `start` then starts to follow it."""
        home.mkdir(mode=0o711)
        self.cluster = cluster_in(home)
        private_folder(self.cluster.data, self.cluster.account)
        self.cluster._run(
            "pg_basebackup",
            f"--pgdata={self.cluster.data}",
            f"--host={primary.sockets}",
            "--username=postgres",
            "--write-recovery-conf",
            "--checkpoint=fast",
            "--no-sync",
        )
        private_folder(self.cluster.sockets, self.cluster.account)
        self.primary = primary

    def fall_behind(self):
        """Take in nothing more of what the primary writes."""
        self._ask("SELECT pg_wal_replay_pause()")
        self._wait_until("SELECT pg_get_wal_replay_pause_state() = 'paused'")

    def catch_up(self):
        """Take in all that the primary has written by now, and what it writes from now on."""
        with self.primary.connect() as connection:
            (written,) = connection.execute("SELECT pg_current_wal_insert_lsn()").fetchone()
        self._ask("SELECT pg_wal_replay_resume()")
        self._wait_until(f"SELECT pg_last_wal_replay_lsn() >= '{written}'")

    def _ask(self, query):
        with self.cluster.connect() as connection:
            return connection.execute(query).fetchone()[0]

    def _wait_until(self, query, seconds=10):
        deadline = time.monotonic() + seconds
        while not self._ask(query):
            assert time.monotonic() < deadline, f"still not true: {query}"
            time.sleep(0.02)
