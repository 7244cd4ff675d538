"""`make run`: start everything the site needs, watch over it, and end it together.

`python -m betterwork.serve PORT` prepares the database and the static files, then runs the web
server and the worker as its children until it is told to stop or the web server ends. The worker
ends whenever its connection to the database breaks, so it is started again.
"""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from django.core.exceptions import ImproperlyConfigured

from betterwork import postgres, preparation

ADDRESS = "127.0.0.1"
SECONDS_TO_ANSWER = 60
SECONDS_TO_END = 10
WORKERS, THREADS = 2, 4
LONGEST_PAUSE = 30  # seconds before the worker is started again
LONG_ENOUGH = 60  # a worker that lived for so many seconds ends for a new reason
PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux's prctl(2)


def main(arguments):
    """Serve on the port given; exit with one line if that is impossible."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    port = free_port(arguments[0] if arguments else "8000")
    site = f"http://{ADDRESS}:{port}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betterwork.settings")
    os.environ.setdefault("SITE_URL", site)
    try:
        children_environment = preparation.prepare()
    except ImproperlyConfigured as error:
        sys.exit(f"make run: {error}")
    run(children_environment, port, site)


def stop(number, frame):
    """End this process from wherever it is; the children are ended on the way out."""
    sys.exit(0)


def free_port(text):
    """The port number in `text`; exits with one line if nothing can listen there."""
    try:
        port = int(text)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((ADDRESS, port))
    except (ValueError, OverflowError):
        sys.exit(f"make run: PORT={text} is no port.")
    except OSError as error:
        sys.exit(
            f"make run: cannot listen on port {text} ({error.strerror}): "
            f"choose another, as in make run PORT=8001."
        )
    return port


def run(environment, port, site):
    """Start the children, say where the site is, and watch until the end."""
    children = []
    try:
        start = starter(environment)
        children.append(web := start(*web_server("betterwork.wsgi", port)))
        children.append(worker := Revived(start, "manage.py", "procrastinate", "worker"))
        wait_until_it_answers(f"{site}/healthz", web)
        print(f"\nThe Better Work Map is at {site}/  (Ctrl-C stops it)")
        print("To make a staff account for /admin/, in another terminal: make staff\n", flush=True)
        while True:
            fail_if_ended(web)
            if postgres.died():
                print("The database server was gone: starting it again.", flush=True)
                postgres.ensure()
            worker.revive()
            time.sleep(0.5)
    finally:
        end(children)


def web_server(application, port):
    """What Python is started with to serve a WSGI module on this port of ADDRESS."""
    return [
        "-m", "gunicorn", application, f"--bind={ADDRESS}:{port}", "--worker-class=gthread",
        f"--workers={WORKERS}", f"--threads={THREADS}", "--no-control-socket",
        "--limit-request-line=8190", "--log-level=warning",
    ]  # fmt: skip


def starter(environment):
    """A function that starts Python with the arguments given to it, as a child of this process."""
    prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None

    def die_with_parent():
        if prctl:
            prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)

    def start(*arguments):
        # A session of its own: Ctrl-C reaches this process alone, which ends its children in turn.
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=preparation.CHECKOUT,
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )

    return start


class Revived:
    """A child that is started again when it has ended, after 1, 2, 4 … LONGEST_PAUSE seconds."""

    def __init__(self, start, *arguments):
        self._start = lambda: start(*arguments)
        self._pause, self._again_at = 1, None
        self._begin()

    def _begin(self):
        self._child, self._born, self._again_at = self._start(), time.monotonic(), None

    def revive(self):
        """Start it again if it has ended and the pause is over; never waits itself."""
        now = time.monotonic()
        if self._child.poll() is None:
            return
        if self._again_at is None:
            if now - self._born > LONG_ENOUGH:
                self._pause = 1
            self._again_at = now + self._pause
            self._pause = min(2 * self._pause, LONGEST_PAUSE)
        elif now >= self._again_at:
            self._begin()

    def __getattr__(self, name):
        """Be the child of the moment in all else: terminate, wait, kill."""
        return getattr(self._child, name)


def wait_until_it_answers(url, web_server):
    """Return once the site answers; exit with one line if its server ends or takes too long."""
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        fail_if_ended(web_server)
        with contextlib.suppress(urllib.error.URLError, OSError):
            if urllib.request.urlopen(url, timeout=5).status == 200:
                return
        time.sleep(0.05)
    sys.exit(f"make run: {url} did not answer within {SECONDS_TO_ANSWER} seconds.")


def fail_if_ended(web_server):
    """Exit with one line if the web server has ended: there is no site without it."""
    if web_server.poll() is not None:
        code = web_server.returncode
        sys.exit(f"make run: the web server ended with code {code}, so all stops.")


def end(children):
    """Ask the children to end, kill those that do not, and return when all are gone."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave one behind
    for child in children:
        child.terminate()
    deadline = time.monotonic() + SECONDS_TO_END
    for child in children:
        try:
            child.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


if __name__ == "__main__":
    main(sys.argv[1:])
