"""One GET of a web address that can neither last, grow nor lead elsewhere.

Standard library only: it is used in a process of its own that needs neither Django nor a database.
"""

import contextlib
import signal
from dataclasses import dataclass
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

LARGEST = 256 * 1024  # bytes; the longest true answer of a geocoder is a few thousand
_CHUNK = 16 * 1024


class TooLarge(OSError):
    """The body is larger than LARGEST."""


class TooSlow(TimeoutError):
    """The time is over."""


@dataclass(frozen=True)
class Fetched:
    """An answer of whatever status; the names of its headers are in small letters."""

    status: int
    headers: dict
    body: bytes


def fetch(url, headers, seconds):
    """Return what is at this http or https address. Redirects are not followed but returned.

    Everything together, from finding the host to the last byte, takes so many seconds at most. To
    be called in the main thread. Raises TooSlow, TooLarge, other OSErrors and HTTPException.
    """
    # No handler for errors and redirects, so that every answer is simply returned; and none for
    # file: and ftp:. Proxies are those of the environment.
    opener = OpenerDirector()
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler()):
        opener.add_handler(handler)
    with _alarm(seconds), opener.open(Request(url, headers=headers), timeout=seconds) as response:
        body = bytearray()
        while chunk := response.read1(_CHUNK):
            body += chunk
            if len(body) > LARGEST:
                raise TooLarge(f"more than {LARGEST} bytes")
        fields = {name.lower(): value for name, value in response.headers.items()}
        return Fetched(response.status, fields, bytes(body))


@contextlib.contextmanager
def _alarm(seconds):
    """A socket's timeout starts anew with each byte; the alarm of the operating system does not."""

    def ring(_number, _frame):
        raise TooSlow(f"no whole answer within {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
