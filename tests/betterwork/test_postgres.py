"""The embedded server, started by real processes in folders of its own."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from betterwork.accounts import server_account
from betterwork.cluster import SOCKET, Cluster, PostgresError
from betterwork.postgres import CHECKOUT

# Says where the database is, then stays until its standard input is closed.
USER_PROCESS = """
import sys
from pathlib import Path
import psycopg
from betterwork import postgres
url = postgres.ensure(Path(sys.argv[1]))
with psycopg.connect(url) as connection:
    name = connection.execute("SELECT current_database()").fetchone()[0]
print(name, flush=True)
sys.stdin.read()
"""
DROP_PRIVILEGES = """
import os, psycopg
from betterwork import postgres
os.setgroups([]); os.setgid(65534); os.setuid(65534)
"""


@pytest.fixture(scope="session")
def home():
    """A folder that the server's user can enter, with a space in its path."""
    base = Path(tempfile.mkdtemp(prefix="better work ", dir="/tmp"))
    base.chmod(0o711)
    yield base / ".postgres"
    cluster_in(base / ".postgres").stop()
    shutil.rmtree(base)


def cluster_in(home):
    return Cluster(home.resolve(), server_account(home / "data"))


def start_user(home, script=USER_PROCESS, **arguments):
    return subprocess.Popen(
        [sys.executable, "-c", script, str(home)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **arguments,
    )


def end_user(process):
    """Let the process end by itself; what it printed and its complaints."""
    output, complaints = process.communicate(timeout=60)
    assert process.returncode == 0, complaints
    return output.strip()


def test_a_process_finds_a_database_and_leaves_no_server_behind(home):
    assert end_user(start_user(home)) == "betterwork"
    assert cluster_in(home).pid() is None


def test_the_server_listens_on_no_port(home):
    user = start_user(home)
    user.stdout.readline()
    server = psutil.Process(cluster_in(home).pid())
    kinds = {connection.family.name for connection in server.net_connections("all")}
    end_user(user)
    assert kinds == {"AF_UNIX"}


def test_several_processes_start_it_at_the_same_time(home):
    users = [start_user(home) for _ in range(3)]
    assert [user.stdout.readline() for user in users] == ["betterwork\n"] * 3
    server = cluster_in(home).pid()
    end_user(users.pop())
    assert cluster_in(home).pid() == server, "the others still use it"
    for user in users:
        end_user(user)
    assert cluster_in(home).pid() is None


def test_it_starts_again_after_the_server_was_killed(home):
    user = start_user(home)
    user.stdout.readline()
    os.kill(cluster_in(home).pid(), signal.SIGKILL)
    assert end_user(start_user(home)) == "betterwork"
    end_user(user)
    assert cluster_in(home).pid() is None


def test_a_server_whose_user_was_killed_is_used_and_then_stopped(home):
    user = start_user(home)
    user.stdout.readline()
    user.kill()
    user.communicate()
    left_running = cluster_in(home).pid()
    assert left_running
    assert end_user(start_user(home)) == "betterwork"
    assert cluster_in(home).pid() is None


def test_a_stale_lock_file_whose_process_id_is_in_use_again_is_replaced(home):
    end_user(start_user(home))
    cluster = cluster_in(home)
    account = cluster.account.as_arguments() if cluster.account else {}
    unrelated = subprocess.Popen(["sleep", "60"], cwd="/", **account)
    try:
        for lock in (cluster.data / "postmaster.pid", cluster.sockets / f"{SOCKET}.lock"):
            lock.write_text(f"{unrelated.pid}\n{cluster.data}\n1\n5432\n{cluster.sockets}\n\n0 0\n")
            if cluster.account:
                os.chown(lock, cluster.account.uid, cluster.account.gid)
        assert end_user(start_user(home)) == "betterwork"
    finally:
        unrelated.kill()
        unrelated.wait()


def test_a_path_that_is_too_long_for_a_socket_gets_a_short_folder(home):
    deep = home.parent / ("d" * 60) / ("e" * 60) / ".postgres"
    deep.parent.mkdir(parents=True)
    sockets = cluster_in(deep).sockets
    try:
        assert end_user(start_user(deep)) == "betterwork"
        assert sockets.parent == Path("/tmp")
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    finally:
        cluster_in(deep).stop()
        shutil.rmtree(sockets, ignore_errors=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_an_ordinary_user_starts_it_too(home):
    base = Path(tempfile.mkdtemp(prefix="better work ", dir="/tmp"))
    os.chown(base, 65534, 65534)
    try:
        assert end_user(start_user(base / "mine", DROP_PRIVILEGES + USER_PROCESS)) == "betterwork"
        assert (base / "mine" / "data").stat().st_uid == 65534
    finally:
        shutil.rmtree(base)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_root_keeps_the_data_elsewhere_where_the_servers_user_cannot_enter(tmp_path):
    tmp_path.chmod(0o700)
    user = start_user(tmp_path / ".postgres")
    assert user.stdout.readline() == "betterwork\n"
    _, complaints = user.communicate(timeout=60)
    elsewhere = Path(complaints.strip().rstrip(".").split(" is kept in ")[1])
    try:
        assert elsewhere.parent == Path("/var/tmp")
        assert (elsewhere / "data" / "PG_VERSION").exists()
    finally:
        shutil.rmtree(elsewhere)


def test_data_of_another_version_is_left_alone_with_one_line(home, tmp_path):
    end_user(start_user(home))
    version = home / "data" / "PG_VERSION"
    ours = version.read_text()
    version.write_text("9\n")
    try:
        cluster = cluster_in(home)
        with pytest.raises(PostgresError, match=r"^[^\n]* was made by PostgreSQL 9 [^\n]*$"):
            cluster.start(seconds=5)
    finally:
        version.write_text(ours)


def test_somebody_elses_folder_is_refused_with_one_line(home):
    file = home.parent / "a file"
    file.write_text("")
    user = start_user(file)
    _, complaints = user.communicate(timeout=60)
    assert user.returncode != 0
    assert "PostgresError: Cannot keep a database in " in complaints.strip().splitlines()[-1]


def test_the_secret_key_stays_the_same_and_private(home):
    script = "import sys; from pathlib import Path; from betterwork import postgres; "
    script += "print(postgres.secret_key(Path(sys.argv[1])))"
    first, second = end_user(start_user(home, script)), end_user(start_user(home, script))
    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((home / "secret-key").stat().st_mode) == 0o600


def test_stopping_what_does_not_run_is_no_error(home):
    start = time.monotonic()
    cluster_in(home).stop()
    assert time.monotonic() - start < 1
