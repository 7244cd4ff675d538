"""The embedded PostgreSQL, for trying the site and for its tests; production sets DATABASE_URL.

`ensure()` starts the server if nobody has yet and says where it is. Every process that called it
holds a shared lock until it ends, and the last one to leave stops the server, so `make run` and
`make test` can share it and nothing is left behind. The system drops the locks of a process that
was killed; a server that such a process left running is used, and stopped, by the next one.
"""

import atexit
import contextlib
import fcntl
import os
import secrets
import sys
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from betterwork.accounts import server_account
from betterwork.cluster import Cluster, PostgresError, short_hash

CHECKOUT = Path(__file__).resolve().parent.parent
DATABASE = "betterwork"

# What this process uses: the cluster's folder → (the process's id, the cluster, its shared lock).
_in_use = {}


def ensure(home: Path | None = None) -> str:
    """Start the server if it does not run; return a DATABASE_URL for the site's database.

    `home` is the folder for the cluster's files, `.postgres` beside manage.py when left out.
    Raises PostgresError, whose message is one line.
    """
    home, account = _home(home or CHECKOUT / ".postgres")
    with _locked(home):
        _, cluster, _ = _in_use.get(home) or (0, Cluster(home, account), None)
        _start(cluster)
        if home not in _in_use:
            users = _open(home / "users")
            fcntl.flock(users, fcntl.LOCK_SH)
            _in_use[home] = (os.getpid(), cluster, users)
    return f"postgresql://postgres@/{DATABASE}?host={quote(str(cluster.sockets), safe='')}"


def died() -> bool:
    """Whether a server that this process uses has ended; `ensure()` starts it again."""
    return any(cluster.pid() is None for _, cluster, _ in _in_use.values())


@atexit.register
def release():
    """Stop using every server; stop those that nobody else uses. Called when the process ends."""
    for home, (process, cluster, users) in list(_in_use.items()):
        del _in_use[home]
        if process != os.getpid():  # a fork: its parent still uses the server
            continue
        with _locked(home):
            os.close(users)
            if _nobody_uses(home):
                cluster.stop()


def secret_key(home: Path | None = None) -> str:
    """A random key kept beside the cluster, readable by its owner only: sessions outlive us."""
    home, _ = _home(home or CHECKOUT / ".postgres")
    path = home / "secret-key"
    with _locked(home):
        if not path.exists():
            unfinished = path.with_name("secret-key.new")
            unfinished.unlink(missing_ok=True)
            with open(
                os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w"
            ) as file:
                file.write(secrets.token_urlsafe(50))
            unfinished.rename(path)
        return path.read_text()


def _home(wanted):
    """The folder to use, made if need be, and the account to run the server as."""
    wanted = wanted.resolve()
    home = wanted
    try:
        account = server_account(home / "data")
        _make_home(home)
        if account and not account.can_reach(home):
            home = Path("/var/tmp", f"betterwork-{short_hash(wanted)}")
            if not home.exists():
                message = f"{account.name} cannot enter {wanted}: the database is kept in {home}."
                print(message, file=sys.stderr)
            _make_home(home)
    except (OSError, KeyError) as error:
        raise PostgresError(f"Cannot keep a database in {home}: {error}.") from error
    return home, account


def _make_home(home):
    home.mkdir(mode=0o711, parents=True, exist_ok=True)
    if home.is_symlink() or not os.access(home, os.W_OK):
        raise PostgresError(f"{home} belongs to another user: remove it, or set DATABASE_URL.")
    if os.geteuid() == 0 and home.parent == Path("/var/tmp") and home.stat().st_uid != 0:
        raise PostgresError(f"{home} does not belong to root: remove it, or set DATABASE_URL.")


def _open(path):
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise PostgresError(f"Cannot open {path}: {error.strerror}.") from error


@contextlib.contextmanager
def _locked(home, seconds=120):
    """Hold the lock under which servers are started and stopped."""
    lock = _open(home / "lock")
    deadline = time.monotonic() + seconds
    try:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > deadline:
                    message = f"Another process has held {home / 'lock'} for {seconds} seconds."
                    raise PostgresError(message) from error
                time.sleep(0.02)
        yield
    finally:
        os.close(lock)


def _nobody_uses(home):
    users = _open(home / "users")
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(users)
    return True


def _start(cluster, tries=3):
    """Have the server running and the database in it."""
    while True:
        if not cluster.answers():
            cluster.start()
        try:
            return _make_database(cluster)
        except psycopg.OperationalError as error:  # it was just then going down
            tries -= 1
            if not tries:
                raise PostgresError(f"PostgreSQL does not stay up (see {cluster.log}).") from error


def _make_database(cluster):
    with cluster.connect() as connection:
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
        if found.fetchone() is None:
            name = sql.Identifier(DATABASE)
            with contextlib.suppress(psycopg.errors.DuplicateDatabase):
                connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
