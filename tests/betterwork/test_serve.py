"""`make run`, whole: with its web server, worker and prepared database."""

import contextlib
import re
import signal
import socket
import subprocess
import sys
import time

import psutil
import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from betterwork import serve
from betterwork.preparation import CHECKOUT
from tests.betterwork.servers import environment, free_port, get, url_of
from tests.betterwork.test_postgres import cluster_in, home

__all__ = ["home"]  # a fixture

# Ten on a machine that does nothing else; the tests share theirs.
SECONDS_TO_START = 20


@pytest.fixture(scope="session")
def database_url(static_files, worker_id):
    """A database that the site has all to itself, as the first start leaves it."""
    original = settings.DATABASES["default"]
    name = f"test_betterwork_serve_{worker_id}_{free_port()}"
    server = url_of(original | {"NAME": "postgres"})
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    url = url_of(original | {"NAME": name})
    subprocess.run(
        [sys.executable, "-c", "from betterwork.preparation import prepare; prepare()"],
        cwd=CHECKOUT,
        env=variables(url) | {"DJANGO_SETTINGS_MODULE": "betterwork.settings"},
        check=True,
    )
    yield url
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def variables(database_url):
    """What the command needs in its environment to use that database."""
    return environment(DATABASE_URL=database_url, SECRET_KEY="x" * 60)


@pytest.fixture
def make_run(database_url):
    """Starts the command and gives it back with the site's address once it says that it serves."""
    started = []

    def start():
        port = free_port()
        command = subprocess.Popen(
            [sys.executable, "-m", "betterwork.serve", str(port)],
            cwd=CHECKOUT,
            env=variables(database_url),
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(command)
        for line in command.stdout:
            if found := re.search(r"is at (http://127\.0\.0\.1:\d+)/", line):
                return command, found[1]
        raise AssertionError(f"it ended with code {command.wait()}")

    yield start
    for command in started:
        command.terminate()
        command.communicate(timeout=30)


def family(command):
    """The processes that the command has started, and those that they have."""
    return psutil.Process(command.pid).children(recursive=True)


def all_end(processes, seconds=10):
    """Whether all these have ended, whoever has to bury them."""
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return all(process.status() == psutil.STATUS_ZOMBIE for process in alive)


def test_it_starts_quickly_and_serves_this_machine_only_until_told_to_stop(make_run):
    start = time.monotonic()
    command, site = make_run()
    assert time.monotonic() - start < SECONDS_TO_START
    assert get(f"{site}/readyz")[0].status == 200
    children = family(command)
    places = {
        place.laddr.ip
        for process in [psutil.Process(command.pid), *children]
        for place in process.net_connections("inet")
        if place.status == psutil.CONN_LISTEN
    }
    assert places == {"127.0.0.1"}
    command.send_signal(signal.SIGTERM)
    assert command.wait(30) == 0
    assert all_end(children)


def test_a_worker_that_ended_is_started_again_but_with_the_web_server_everything_ends(make_run):
    command, site = make_run()
    server = next(child for child in family(command) if "gunicorn" in child.cmdline())
    first = wait_for_worker(command)
    first.kill()
    assert wait_for_worker(command, other_than=first)
    assert server.is_running()
    assert get(f"{site}/readyz")[0].status == 200

    children = family(command)
    server.kill()
    assert command.wait(30) == 1
    assert all_end(children)


def wait_for_worker(command, other_than=None, seconds=20):
    """The worker that runs for this command; AssertionError if there is none for so long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for child in family(command):
            with contextlib.suppress(psutil.NoSuchProcess):
                if "procrastinate" in child.cmdline() and child != other_than:
                    return child
        time.sleep(0.1)
    raise AssertionError("no worker runs")


# Runs the command with the embedded server in a folder of its own, never the one others use. Its
# directory stays empty, because loading takes longer than all the rest.
WITH_ITS_OWN_SERVER = """
import sys
from pathlib import Path
from betterwork import postgres
postgres.CHECKOUT = Path(sys.argv[1])
from betterwork import preparation, serve
preparation.load_directory = lambda: None
serve.main(sys.argv[2:])
"""


def test_when_the_embedded_database_is_killed_the_site_and_its_worker_come_back(home):
    port = free_port()
    command = subprocess.Popen(
        [sys.executable, "-c", WITH_ITS_OWN_SERVER, str(home.parent), str(port)],
        cwd=CHECKOUT,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert any("is at http://" in line for line in command.stdout)
        worker = wait_for_worker(command)
        psutil.Process(cluster_in(home).pid()).kill()
        deadline = time.monotonic() + SECONDS_TO_START
        assert all_end([worker], SECONDS_TO_START)
        newer = wait_for_worker(command, worker, deadline - time.monotonic())
        while get(f"http://127.0.0.1:{port}/readyz")[0].status != 200:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        assert newer.is_running()
    finally:
        command.terminate()
        command.communicate(timeout=30)


class Child:
    """What stands for a process whose end the test decides."""

    def __init__(self):
        self.ended = False

    def poll(self):
        return 0 if self.ended else None


def test_the_pauses_before_a_worker_starts_again_grow_up_to_half_a_minute(monkeypatch):
    clock, children = [0.0], []

    def start(name):
        children.append(Child())
        return children[-1]

    monkeypatch.setattr(serve.time, "monotonic", lambda: clock[0])
    worker, pauses = serve.Revived(start, "worker"), []
    for _ in range(7):
        children[-1].ended, ended_at, known = True, clock[0], len(children)
        while len(children) == known:
            worker.revive()
            clock[0] += 0.5
        pauses.append(round(clock[0] - 0.5 - ended_at))
    assert pauses == [1, 2, 4, 8, 16, 30, 30]
    clock[0] += serve.LONG_ENOUGH + 1
    children[-1].ended, ended_at = True, clock[0]
    worker.revive()
    clock[0] += 1
    worker.revive()
    assert not children[-1].ended


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of this")
def test_the_servers_do_not_outlive_a_command_that_is_killed(make_run):
    command, _ = make_run()
    children = family(command)
    command.kill()
    assert all_end(children)


def test_a_port_that_is_taken_is_told_in_one_line_before_anything_else():
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        result = subprocess.run(
            [sys.executable, "-m", "betterwork.serve", port],
            cwd=CHECKOUT,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=20,
        )
    assert result.returncode == 1
    assert re.fullmatch(rf"make run: cannot listen on port {port} [^\n]+\n", result.stderr)
    assert result.stdout == ""


@pytest.mark.parametrize("port", ["x", "-1", "65536"])
def test_what_is_no_port_is_told_in_one_line(port):
    result = subprocess.run(
        [sys.executable, "-m", "betterwork.serve", port],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert (result.returncode, result.stderr) == (1, f"make run: PORT={port} is no port.\n")
