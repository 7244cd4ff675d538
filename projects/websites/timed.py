"""Network work that ends when it has to, however slowly the other side goes about it."""

import io
import queue
import socket
import threading
import time


class Deadline:
    """So many seconds from now, for all that is done until then together."""

    def __init__(self, seconds):
        self._end = time.monotonic() + seconds

    def left(self):
        """Return the seconds left, more than 0. Raises TimeoutError where none is."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def look_up(host, seconds):
    """Return the IP addresses of a host name, as texts. Raises OSError or ValueError.

    The system's resolver knows no deadline, so it is asked in a thread that is left behind where
    it takes too long.
    """
    answers = queue.SimpleQueue()

    def ask():
        try:
            answers.put(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
        except (OSError, ValueError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True, name="resolver").start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, Exception):
        raise answer
    return list(dict.fromkeys(sockaddr[0] for *_, sockaddr in answer))


def connect(addresses, port, deadline):
    """Return a socket connected to the first of the IP addresses that takes it. Raises OSError."""
    error = OSError("no address")
    for number, address in enumerate(addresses):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            # A silent address must leave time for the others.
            connection.settimeout(deadline.left() / (len(addresses) - number))
            connection.connect((address, port))
        except OSError as raised:
            connection.close()
            error = raised
        else:
            return connection
    raise error


class TimedSocket:
    """A connected socket as http.client uses it; all it does ends by one deadline.

    A socket's own timeout begins anew with every byte, so that one byte a second never ends.
    """

    def __init__(self, connection, deadline):
        self._connection, self._deadline = connection, deadline

    def sendall(self, data):
        """Send all of it. Raises OSError."""
        self._connection.settimeout(self._deadline.left())
        self._connection.sendall(data)

    def makefile(self, mode):
        """Return what is received as a file."""
        return io.BufferedReader(_Received(self._connection, self._deadline))

    def close(self):
        """Leave closing to whoever connected: http.client closes before it has read the body."""


class _Received(io.RawIOBase):
    def __init__(self, connection, deadline):
        self._connection, self._deadline = connection, deadline

    def readable(self):
        return True

    def readinto(self, buffer):
        self._connection.settimeout(self._deadline.left())
        return self._connection.recv_into(buffer)
