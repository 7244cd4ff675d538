"""A stand-in for a geocoder on loopback that can fail in every way that a real one has failed.

It speaks through bare sockets, because a web server would refuse to answer so badly.
"""

import contextlib
import json
import os
import socket
import struct
import threading
import time

from projects.places import outside

LARGE = 64 * 1024 * 1024


def http(body, status="200 OK", **headers):
    """A whole answer; headers are given with underscores: Retry_After="3600"."""
    body = body.encode() if isinstance(body, str) else body
    fields = {"Content-Type": "application/json", "Content-Length": len(body), **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


def found(latitude=51.47, longitude=-0.11, **more):
    """What Nominatim answers where it knows the place: a house in Stockwell."""
    place = {"lat": str(latitude), "lon": str(longitude), "display_name": "1 Here, Stockwell"}
    return http(json.dumps([place | {"place_rank": 30, "importance": 0.9} | more]))


def postcode(text="SW9 8HQ", latitude=51.46, longitude=-0.11):
    """What postcodes.io answers about a postcode."""
    result = {"postcode": text, "latitude": latitude, "longitude": longitude}
    return http(json.dumps({"status": 200, "result": result | {"admin_district": "Lambeth"}}))


def district(text, latitude, longitude, *councils):
    """What postcodes.io answers about a postcode district."""
    result = {"outcode": text, "latitude": latitude, "longitude": longitude}
    return http(json.dumps({"status": 200, "result": result | {"admin_district": councils}}))


NOTHING_THERE = http("[]")
NO_POSTCODE = http('{"status":404,"error":"Postcode not found"}', "404 Not Found")


def silent(connection, over):
    """Take the question and say nothing."""
    over.wait()


def one_byte_at_a_time(connection, over):
    """Send a good answer so slowly that each byte comes in time, and the whole never."""
    _drip(connection, over, found())


def body_one_byte_at_a_time(connection, over):
    """Send the head at once and drip the body only."""
    head, _, body = found().partition(b"\r\n\r\n")
    connection.sendall(head + b"\r\n\r\n")
    _drip(connection, over, body)


def _drip(connection, over, answer):
    for byte in answer:
        connection.sendall(bytes([byte]))
        if over.wait(0.1):
            return


def reset(connection, over):
    """Break the connection off instead of closing it."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def empty(connection, over):
    """Close without a word."""


def malformed_chunk(connection, over):
    """Announce chunks and send none."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n[]\r\n")


def random_bytes(connection, over):
    """Send what is not HTTP at all."""
    connection.sendall(os.urandom(4096))


def sixty_four_megabytes(connection, over):
    """Send a body that never seems to end."""
    connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {LARGE}\r\n\r\n".encode())
    for _ in range(LARGE // 65536):
        connection.sendall(b" " * 65536)


def redirect(address):
    """An answer that leads elsewhere."""
    return http("", "302 Found", Location=address)


class GeocoderServer:
    """Answers as `answer` says: bytes, or a function of the connection and an event.

    `requests` has a (time, request line and headers) for each question, `sent_all` whether the
    last answer was taken to its end.
    """

    def __init__(self):
        self.answer, self.requests, self.sent_all = NOTHING_THERE, [], None
        self._over = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._serve, daemon=True)]
        self._threads[0].start()

    @property
    def paths(self):
        """What was asked for."""
        return [head.split(" ")[1] for _, head in self.requests]

    def close(self):
        """Stop answering, and let slow answers end."""
        self._over.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join(5)

    def _serve(self):
        while not self._over.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._answer, args=[connection], daemon=True)
            self._threads.append(thread)
            thread.start()

    def _answer(self, connection):
        self.sent_all = False
        with connection, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                part = connection.recv(4096)
                if not part:
                    return
                head += part
            self.requests.append((time.monotonic(), head.decode("latin-1")))
            if callable(self.answer):
                self.answer(connection, self._over)
            else:
                connection.sendall(self.answer)
            self.sent_all = True


@contextlib.contextmanager
def geocoder_server():
    """Run a stand-in; gives the GeocoderServer."""
    server = GeocoderServer()
    try:
        yield server
    finally:
        server.close()


@contextlib.contextmanager
def all_geocoders_led_here(settings, monkeypatch):
    """Switch every geocoder on, those outside at a stand-in; gives the GeocoderServer.

    It may be asked as often as a test likes.
    """
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr(outside, "SECONDS_BETWEEN", 0)
    with geocoder_server() as server:
        settings.GEOCODERS = ["postcodes", "gazetteer", "postcodes.io", "nominatim"]
        settings.POSTCODES_IO_URL = settings.NOMINATIM_URL = server.url
        settings.GEOCODER_USER_AGENT = "BetterWorkMap (https://map.example.org; us@example.org)"
        yield server
