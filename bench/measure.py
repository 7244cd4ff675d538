"""Asks the server and takes the time."""

import statistics
import threading
import time
from collections import Counter
from dataclasses import dataclass
from itertools import count

CONNECTIONS = 4


@dataclass(frozen=True)
class Limits:
    """When one measurement ends: after so many answers or seconds, but not before `fewest`."""

    fewest: int = 5
    most: int = 200
    seconds: float = 6


@dataclass(frozen=True)
class Figures:
    """What was measured of one case; times in milliseconds, memory in MiB of the larger worker.

    The times are those of right answers only. `refused` counts 503 (the page ran into the
    statement timeout), `wrong` every other status that is not the right one; 0 is no answer.
    """

    median: float | None
    p95: float | None
    per_second: float
    memory: float
    answers: int
    refused: int
    wrong: dict
    bytes: int


def measure(server, case, limits=None):
    """Return the Figures of a case: times on one connection, then answers a second on four."""
    limits = limits or Limits()
    headers = _conditions(server, case)
    right = 304 if case.revalidates else 200
    _ask(server, case, headers, Limits(fewest=1, most=4 * CONNECTIONS, seconds=3), CONNECTIONS)
    server.forget_peak()
    alone, _ = _ask(server, case, headers, limits, 1)
    together, seconds = _ask(server, case, headers, limits, CONNECTIONS)
    times = sorted(1000 * taken for status, taken, _ in alone if status == right)
    statuses = Counter(status for status, _, _ in [*alone, *together])
    done = sum(status == right for status, _, _ in together)
    lengths = [length for status, _, length in alone if status == right]
    return Figures(
        median=statistics.median(times) if times else None,
        p95=times[min(len(times) - 1, int(0.95 * len(times)))] if times else None,
        per_second=done / seconds,
        memory=server.peak_memory(),
        answers=statuses[right],
        refused=statuses[503],
        wrong={status: n for status, n in statuses.items() if status not in (right, 503)},
        bytes=round(statistics.mean(lengths)) if lengths else 0,
    )


def _conditions(server, case):
    """Return {path: headers}; the ETags come from the server."""
    if not case.revalidates:
        return dict.fromkeys(case.paths, ())
    connection = server.connect()
    found = {path: connection.get(path).headers.get("etag", "") for path in case.paths}
    connection.close()
    return {path: [("If-None-Match", etag)] for path, etag in found.items()}


def _ask(server, case, headers, limits, connections):
    """Ask over so many connections; return [(status, seconds, bytes)] and the seconds it took."""
    answers, numbers = [], count()
    start = time.perf_counter()

    def keep_asking():
        connection = server.connect()
        while (number := next(numbers)) < limits.most:
            if number >= limits.fewest and time.perf_counter() - start > limits.seconds:
                break
            path = case.paths[number % len(case.paths)]
            answers.append(_time(connection, path, headers[path]))
        connection.close()

    threads = [threading.Thread(target=keep_asking) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers, time.perf_counter() - start


def _time(connection, path, headers):
    begun = time.perf_counter()
    try:
        answer = connection.get(path, headers)
        status, length = answer.status, answer.length
    except (OSError, ValueError):
        status, length = 0, 0
    return status, time.perf_counter() - begun, length
