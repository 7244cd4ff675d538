"""Web servers on loopback that behave as a test says."""

import contextlib
import socket
import threading
import time

from projects.websites.fetching import Fetcher
from projects.websites.looking import look
from projects.websites.robots import Robots


def page(status=200, body=b"", **headers):
    """The bytes of an answer; underscores in names of headers are hyphens."""
    lines = [f"HTTP/1.1 {status} So", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Server:
    """Answers each request as `answers` says, by "HEAD /path" or "/path"; else with 404.

    An answer is bytes, or a function that gets the connection. `asked` are the requests' lines,
    `heard` their texts.
    """

    def __init__(self, answers):
        self.answers, self.heard = answers, []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def asked(self):
        return [text.split(" HTTP/")[0] for text in self.heard]

    def address(self, path="/", host="site.test"):
        return f"http://{host}:{self.port}{path}"

    def stop(self):
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts
        self._listener.close()

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._talk, args=[connection], daemon=True).start()

    def _talk(self, connection):
        with connection, contextlib.suppress(OSError):
            text = connection.recv(65536).decode("latin-1")
            self.heard.append(text)
            line = text.split(" HTTP/")[0]
            path = line.partition(" ")[2]
            answer = self.answers.get(line, self.answers.get(path, page(404)))
            if isinstance(answer, bytes):
                connection.sendall(answer)
            else:
                answer(connection)


def silent(connection):
    """Take the request and say nothing."""
    time.sleep(3)


def dripping(connection):
    """Send one byte at a time, for much longer than anybody waits."""
    for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 1000:
        connection.sendall(bytes([byte]))
        time.sleep(0.03)


def endless(connection):
    """Send a body without end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"Disallow: /nowhere\n" * 1000)


def endless_headers(connection):
    """Send headers without end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: more\r\n" * 1000)


def fetcher_of(*servers, **rules):
    """A Fetcher that may go to loopback, on the ports of these servers, by any name."""
    rules.setdefault("is_allowed", lambda address: address == "127.0.0.1")
    rules.setdefault("resolve", lambda host, seconds: ["127.0.0.1"])
    rules.setdefault("ports", tuple(server.port for server in servers))
    return Fetcher("BetterWorkMap/1.0 (+https://map.test/)", **rules)


def verdict_on(address, fetcher, seconds=10):
    """Look at an address without waiting for turns."""
    looking = look(address, fetcher, Robots(fetcher), seconds)
    while True:
        try:
            next(looking)
        except StopIteration as end:
            return end.value
