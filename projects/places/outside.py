"""Asking a geocoder outside this site: in a process that is ended in time, and not too often.

Nothing here may be called inside a transaction: it would stay open while a service thinks.
"""

import contextlib
import json
import os
import select
import subprocess
import sys
import time
from dataclasses import dataclass

from django.conf import settings

from projects.models.points import IN_THE_UK
from projects.places.turns import NotYet, postpone, seconds_until_turn, take_turn

POSTCODES_IO, NOMINATIM = "postcodes.io", "nominatim"

SECONDS_BETWEEN = 1.0  # the usage policy of nominatim.openstreetmap.org, for the site as a whole
PAUSE = 60  # seconds for which a service that failed is left alone
LONGEST_PAUSE = 3600  # a service may wish for a longer one
_LONGEST_QUERY = 400

_COMMAND = [sys.executable, "-m", "projects.places.geocoding"]
# What the process has no business to know, as it reads what strangers send.
_SECRETS = {"DATABASE_URL", "SECRET_KEY", "SECRET_KEY_FALLBACKS", "EMAIL_URL", "PGPASSWORD"}
_BOUNDS = dict(IN_THE_UK.children)


@dataclass(frozen=True)
class Answer:
    """What a service says to a question: a point in degrees, or none and perhaps a reason.

    precision is a Location.Precision; councils are names, as postcodes.io writes them.
    """

    latitude: float | None = None
    longitude: float | None = None
    precision: str = ""
    label: str = ""
    councils: tuple = ()

    @property
    def is_found(self):
        """Whether the service knows the place."""
        return self.latitude is not None


class Unavailable(Exception):
    """There is no answer now; there may be one later. Its text says why, for staff.

    after: seconds until it makes sense to ask again, or None; was_asked: whether the service was
    asked at all, or is only left alone for a while.
    """

    def __init__(self, service, reason, *, after=None, was_asked=True):
        super().__init__(f"{service}: {reason}")
        self.after = after
        self.was_asked = was_asked


def is_on(service):
    """Whether the operator lets the site ask this service for submissions."""
    return service in settings.GEOCODERS


def as_query(text):
    """Return the text as it is sent to a service: single spaces, 400 characters at most."""
    return " ".join(text.replace("\0", "").split())[:_LONGEST_QUERY]


def ask(service, query, seconds):
    """Return a service's Answer. All together takes at most so many seconds. Raises Unavailable.

    After a failure nobody asks the service for a minute, or for as long as it wishes.
    """
    deadline = time.monotonic() + seconds
    if (left := seconds_until_turn(service)) > seconds:
        raise _left_alone(service, left)
    with _process() as process:
        # A turn is taken once the process is up, so that it is used at once, and only if at least
        # half of the time is then left for the answer.
        if not _says_ready(process, deadline):
            raise Unavailable(service, "No process could be started in time.", was_asked=False)
        left = max(0.0, deadline - time.monotonic())
        try:
            take_turn(service, SECONDS_BETWEEN, left / 2)
        except NotYet as error:
            raise _left_alone(service, error.seconds) from error
        reply = _reply(process, _question(service, query, deadline), deadline)
    if reply["outcome"] == "unavailable":
        pause = min(max(reply.get("retry_after") or 0, PAUSE), LONGEST_PAUSE)
        postpone(service, pause)
        raise Unavailable(service, reply["reason"], after=pause)
    if reply["outcome"] == "nothing":
        return Answer(label=reply["reason"])
    return _inside_the_uk(reply)


def _left_alone(service, seconds):
    return Unavailable(
        service, "It is left alone for a while.", after=max(1.0, seconds), was_asked=False
    )


def _question(service, query, deadline):
    addresses = {POSTCODES_IO: settings.POSTCODES_IO_URL, NOMINATIM: settings.NOMINATIM_URL}
    return {
        "service": service,
        "query": query,
        "address": addresses[service],
        "user_agent": settings.GEOCODER_USER_AGENT,
        # A little less than we wait, so that it can say itself that its time is over.
        "seconds": max(0.05, deadline - time.monotonic() - 0.1),
    }


@contextlib.contextmanager
def _process():
    environment = {key: value for key, value in os.environ.items() if key not in _SECRETS}
    with subprocess.Popen(
        _COMMAND,
        bufsize=0,
        cwd=settings.BASE_DIR,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _says_ready(process, deadline):
    left = max(0.0, deadline - time.monotonic())
    readable, _, _ = select.select([process.stdout], [], [], left)
    return bool(readable) and process.stdout.readline() == b"\n"


def _reply(process, question, deadline):
    """What the process answers; that it is not available where it is silent, or has died."""
    left = max(0.0, deadline - time.monotonic())
    try:
        output, _ = process.communicate(json.dumps(question).encode(), timeout=left)
        return json.loads(output)
    except subprocess.TimeoutExpired:
        return {"outcome": "unavailable", "reason": "It did not answer in time."}
    except (OSError, ValueError):
        return {"outcome": "unavailable", "reason": "Its answer could not be read."}


def _inside_the_uk(reply):
    latitude, longitude = reply["latitude"], reply["longitude"]
    (south, north), (west, east) = _BOUNDS["latitude__range"], _BOUNDS["longitude__range"]
    if not (south <= latitude <= north and west <= longitude <= east):
        return Answer(label="The only match is outside the UK.")
    return Answer(latitude, longitude, reply["precision"], reply["label"], tuple(reply["councils"]))
