"""A connection to the server that stays open, and does as little as it can.

It runs on the processors of the server that it measures, so its own work is in every figure.
"""

import socket
from dataclasses import dataclass

SECONDS_TO_ANSWER = 30


@dataclass(frozen=True)
class Answer:
    """A response: its status, its header lines in small letters, and its body's length in bytes."""

    status: int
    headers: dict
    length: int


class Connection:
    """HTTP/1.1 GET over one TCP connection, made again when the server has closed it."""

    def __init__(self, host, port):
        self._address = (host, port)
        self._socket = None

    def get(self, path, headers=()):
        """Return the Answer. Raises OSError or ValueError where none comes."""
        for is_last in (False, True):
            is_new = self._socket is None
            try:
                return self._ask(path, headers)
            except OSError:
                self.close()
                # The server closes a connection that was idle: once more with a new one.
                if is_new or is_last:
                    raise
            except ValueError:
                self.close()
                raise
        raise AssertionError("the second attempt returns or raises")

    def close(self):
        """Close the connection, if one is open."""
        if self._socket:
            self._socket.close()
        self._socket = None

    def _ask(self, path, headers):
        if self._socket is None:
            self._socket = socket.create_connection(self._address, SECONDS_TO_ANSWER)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        host, port = self._address
        lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}", "Accept-Encoding: identity"]
        lines += [f"{name}: {value}" for name, value in headers]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode("ascii"))
        head, body = self._read_head()
        status = int(head[0].split(" ", 2)[1])
        found = dict(line.lower().split(": ", 1) for line in head[1:])
        length = 0 if status in (204, 304) else self._read_body(body, found)
        if found.get("connection") == "close":
            self.close()
        return Answer(status, found, length)

    def _read_head(self):
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._receive()
        head, body = data.split(b"\r\n\r\n", 1)
        return head.decode("latin-1").split("\r\n"), body

    def _read_body(self, data, headers):
        """Read to the end of the body; return its length."""
        if "content-length" in headers:
            length, got = int(headers["content-length"]), len(data)
            while got < length:
                got += len(self._receive())
            return length
        if headers.get("transfer-encoding") != "chunked":
            raise ValueError("The answer does not say how long it is.")
        while not data.endswith(b"0\r\n\r\n"):
            data += self._receive()
        return len(data)

    def _receive(self):
        data = self._socket.recv(65_536)
        if not data:
            raise ConnectionError("The server closed the connection.")
        return data
