"""One request to a web server that may be hostile: bounded in time and size, public hosts only.

The name is resolved once, every address found must be allowed, and the connection goes to one of
those addresses itself: a name that answers differently the second time gains nothing. Redirects
are not followed here; whoever follows one asks again, and is checked again.
"""

import http.client
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

from projects.websites.guard import is_public
from projects.websites.outcomes import Fails
from projects.websites.targets import target_of
from projects.websites.timed import Deadline, TimedSocket, connect, look_up

MOST_ADDRESSES = 4
MOST_BYTES = 64 * 1024


@dataclass(frozen=True)
class Answer:
    """What a server said; `location` is "" where it does not lead on."""

    status: int
    location: str = ""
    sets_cookie: bool = False
    body: bytes = b""


@dataclass
class Fetcher:
    """How to ask, and whom: tests give it other rules and another resolver."""

    user_agent: str
    is_allowed: Callable = is_public
    resolve: Callable = look_up
    ports: tuple = (80, 443)
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def ask(self, method, address, seconds, with_body=False):
        """Send one request and return the Answer; the body is cut at 64 kB.

        seconds: for everything together, from the name to the last byte. Raises Fails and
        CannotTell.
        """
        target = target_of(address, self.ports)
        deadline = Deadline(seconds)
        try:
            connection = self._connect(target, deadline)
            try:
                return self._talk(method, target, TimedSocket(connection, deadline), with_body)
            finally:
                connection.close()
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Fails(_in_words(error)) from error

    def _connect(self, target, deadline):
        addresses = self.resolve(target.host, deadline.left())
        if not all(map(self.is_allowed, addresses)):
            raise Fails("it leads into a private network")
        connection = connect(addresses[:MOST_ADDRESSES], target.port, deadline)
        if target.scheme == "http":
            return connection
        try:
            connection.settimeout(deadline.left())
            return self.tls.wrap_socket(connection, server_hostname=target.host)
        except BaseException:
            connection.close()
            raise

    def _talk(self, method, target, timed_socket, with_body):
        client = http.client.HTTPConnection(target.host, target.port)
        client.sock = timed_socket
        headers = {
            "Host": target.site.partition("://")[2],
            "User-Agent": self.user_agent,
            "Accept": "text/html, */*;q=0.5",
            "Connection": "close",
        }
        client.request(method, target.path, headers=headers)
        with client.getresponse() as response:
            return Answer(
                response.status,
                response.getheader("Location", "") if 300 <= response.status < 400 else "",
                response.getheader("Set-Cookie") is not None,
                response.read(MOST_BYTES) if with_body else b"",
            )


def _in_words(error):
    match error:
        case TimeoutError():
            return "no answer in time"
        case socket.gaierror():
            return "there is no such host name"
        case ssl.SSLCertVerificationError():
            return f"its certificate is not valid: {error.verify_message}"[:200]
        case ssl.SSLError():
            return "no secure connection is possible"
        case ConnectionRefusedError():
            return "the server refuses the connection"
        case http.client.HTTPException() | ConnectionError():
            return "the server breaks the connection off or answers nonsense"
        case OSError():
            return "the server cannot be reached"
    return "it makes no sense as an address"
