"""The site as `make run` serves it, for the time of the measurements."""

import contextlib
import os
import time
from pathlib import Path

import psutil

from bench.client import Connection
from betterwork import serve

SECONDS_TO_START = 60


class Server:
    """gunicorn on 127.0.0.1; use it in a with statement."""

    def __init__(self, port):
        self.host, self.port = serve.ADDRESS, port

    def __enter__(self):
        start = serve.starter(dict(os.environ))
        self._master = start(*serve.web_server("bench.wsgi", self.port))
        try:
            self._wait()
        except BaseException:
            serve.end([self._master])
            raise
        return self

    def __exit__(self, *error):
        serve.end([self._master])

    def connect(self):
        """Return a Connection to the server."""
        return Connection(self.host, self.port)

    def forget_peak(self):
        """Let the workers' peak memory begin anew from what they use now (Linux)."""
        for worker in self._workers():
            with contextlib.suppress(OSError):
                Path("/proc", str(worker.pid), "clear_refs").write_text("5")

    def peak_memory(self):
        """Return the most MiB that one worker has held since `forget_peak`; now, if not Linux."""
        return max(_peak(worker) for worker in self._workers()) / 2**20

    def _workers(self):
        return psutil.Process(self._master.pid).children()

    def _wait(self):
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            if self._master.poll() is not None:
                raise SystemExit("bench: the web server ended at once; see its message above.")
            with contextlib.suppress(OSError):
                connection = self.connect()
                connection.get("/healthz")
                connection.close()
                return
            time.sleep(0.05)
        raise SystemExit(f"bench: the web server did not answer within {SECONDS_TO_START} s.")


def _peak(process):
    """Bytes; VmHWM of proc(5)."""
    status = Path("/proc", str(process.pid), "status")
    if not status.exists():
        return process.memory_info().rss
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024
