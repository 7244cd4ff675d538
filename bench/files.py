"""How fast a file of all projects is sent, against COPY of the same columns."""

import http.client
import time
from dataclasses import asdict, dataclass

from django.db import connection

from projects import reading
from projects.channels.records import SELECT

TIMES = 3
# Of more projects it takes minutes each time, and nothing else is learnt.
MOST_PROJECTS = 100_000


@dataclass(frozen=True)
class FileFigures:
    """Seconds, the shorter of a few tries; MiB of the file, and by how much the worker grew."""

    seconds: float
    copy_seconds: float
    size: float
    growth: float

    @property
    def share(self):
        """The speed of the file, 1 for that of COPY."""
        return self.copy_seconds / self.seconds


def measure_file(server, projects):
    """Return the FileFigures of /projects.csv; one connection, nothing else is asked.

    projects: how many there are; None is returned where these are very many.
    """
    if projects > MOST_PROJECTS:
        return None
    _fetch(server)  # both find what they read in memory
    server.forget_peak()
    before = server.peak_memory()
    tries, copies = [], []
    for _ in range(TIMES):
        copies.append(_copy())
        tries.append(_fetch(server))
    return FileFigures(
        seconds=min(seconds for seconds, _ in tries),
        copy_seconds=min(copies),
        size=tries[0][1] / 2**20,
        growth=server.peak_memory() - before,
    )


def file_lines(figures):
    """Return what was measured as lines for people."""
    return [
        f"All projects as CSV: {figures.size:.0f} MiB in {figures.seconds:.1f} s; COPY of the same "
        f"columns {figures.copy_seconds:.1f} s, so {figures.share:.2f} of its speed",
        f"The worker grew by {figures.growth:.0f} MiB",
    ]


def file_result(figures):
    """Return the same for the file of results."""
    return {name: round(value, 3) for name, value in asdict(figures).items()}


def _fetch(server):
    begun, length = time.perf_counter(), 0
    asked = http.client.HTTPConnection(server.host, server.port, timeout=600)
    asked.request("GET", "/projects.csv", headers={"Accept-Encoding": "identity"})
    with asked.getresponse() as answer:
        while piece := answer.read(65_536):
            length += len(piece)
    asked.close()
    return time.perf_counter() - begun, length


def _copy():
    """Seconds of COPY … TO STDOUT of what the records are made of, all in one statement."""
    with reading.snapshot(), connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(id ORDER BY sort_key, id) FROM projects_project")
        (ids,) = cursor.fetchone()
        raw = connection.connection.cursor()
        statement = raw.mogrify(SELECT, {"ids": ids})
        begun = time.perf_counter()
        with raw.copy(f"COPY ({statement.strip()}) TO STDOUT") as rows:
            for _ in rows:
                pass
        return time.perf_counter() - begun
