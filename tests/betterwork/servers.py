"""A real web server for the tests of what only shows there."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import quote, urlencode

from betterwork.preparation import CHECKOUT


def url_of(database):
    """A DATABASE_URL for a database in the form of Django's settings."""
    place = {"host": database["HOST"], "port": database["PORT"]}
    place = {key: value for key, value in place.items() if value}
    user = ":".join(quote(database[key], safe="") for key in ("USER", "PASSWORD") if database[key])
    return f"postgresql://{user}@/{database['NAME']}?{urlencode(place, quote_via=quote)}"


def environment(**changes):
    """Our environment with changes, without what may be set for the tests themselves."""
    own = {"DATABASE_URL", "SECRET_KEY", "SITE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return {key: value for key, value in os.environ.items() if key not in own} | changes


def free_port():
    """A port of 127.0.0.1 that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def gunicorn(database_url, **changes):
    """Serve the site from a database; gives its address."""
    port = free_port()
    address = f"127.0.0.1:{port}"
    command = ["-m", "gunicorn", "betterwork.wsgi", f"--bind={address}", "--no-control-socket"]
    process = subprocess.Popen(
        [sys.executable, *command, "--worker-class=gthread", "--threads=4", "--log-level=error"],
        cwd=CHECKOUT,
        env=environment(DATABASE_URL=database_url, SECRET_KEY="x" * 60, LOG_LEVEL="CRITICAL")
        | changes,
    )
    try:
        wait_for(port, process)
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port, process, seconds=30):
    """Return once something listens on the port; AssertionError if the process ends first."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server ended with code {process.returncode}"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on port {port} after {seconds} seconds")


def get(url):
    """The answer to a GET, whatever its status, and how many seconds it took."""
    start = time.monotonic()
    try:
        answer = urllib.request.urlopen(url, timeout=20)
    except urllib.error.HTTPError as error:
        answer = error
    answer.text = answer.read().decode()
    return answer, time.monotonic() - start
