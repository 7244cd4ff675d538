"""One request: what is asked, to whom the connection goes, and that it ends."""

import socket
import time

import pytest

from projects.websites import timed
from projects.websites.fetching import MOST_BYTES, Fetcher
from projects.websites.guard import is_public
from projects.websites.outcomes import CannotTell, Fails
from projects.websites.timed import look_up
from tests.projects.websites.servers import (
    dripping,
    endless,
    endless_headers,
    fetcher_of,
    page,
    silent,
)


def refusal(fetcher, address, seconds=5):
    """Why a request fails, in words."""
    with pytest.raises((Fails, CannotTell)) as raised:
        fetcher.ask("GET", address, seconds, with_body=True)
    return str(raised.value)


def test_a_request_says_who_asks_and_gets_the_answer(serve):
    server = serve({"/a%20b?c=%C3%A9": page(200, b"Hello", Set_Cookie="a=b")})
    answer = fetcher_of(server).ask("GET", server.address("/a b?c=é"), 5, with_body=True)
    assert (answer.status, answer.body, answer.location, answer.sets_cookie) == (
        200,
        b"Hello",
        "",
        True,
    )
    assert "User-Agent: BetterWorkMap/1.0 (+https://map.test/)\r\n" in server.heard[0]
    assert f"Host: site.test:{server.port}\r\n" in server.heard[0]


def test_a_head_request_reads_no_body(serve):
    server = serve({"HEAD /": page(200)})
    assert fetcher_of(server).ask("HEAD", server.address(), 5).status == 200
    assert server.asked == ["HEAD /"]


@pytest.mark.parametrize(
    "behaviour", [silent, dripping, endless_headers], ids=["silent", "dripping", "headers"]
)
def test_a_server_that_never_gets_to_the_point_is_left(serve, behaviour):
    server, begun = serve({"/": behaviour}), time.monotonic()
    why = refusal(fetcher_of(server), server.address(), seconds=0.3)
    assert why in ("no answer in time", "the server breaks the connection off or answers nonsense")
    assert time.monotonic() - begun < 1


def test_a_timeout_for_each_read_would_wait_for_a_dripping_server(serve):
    """The negative control of the deadline for everything together."""
    server = serve({"/": dripping})
    with socket.create_connection(("127.0.0.1", server.port), timeout=0.3) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
        begun = time.monotonic()
        while time.monotonic() - begun < 0.6:
            assert connection.recv(1)


def test_a_body_without_end_is_cut(serve):
    server = serve({"/": endless})
    answer = fetcher_of(server).ask("GET", server.address(), 5, with_body=True)
    assert len(answer.body) == MOST_BYTES


@pytest.mark.parametrize(
    "nonsense",
    [b"", b"\0\xff" * 50, b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"x" * 70000],
)
def test_nonsense_is_a_failure_and_no_exception_of_another_kind(serve, nonsense):
    server = serve({"/": nonsense})
    assert "nonsense" in refusal(fetcher_of(server), server.address())


def test_a_server_that_speaks_no_tls_is_a_failure(serve):
    server = serve({"/": page()})
    address = server.address().replace("http:", "https:")
    assert refusal(fetcher_of(server), address) == "no secure connection is possible"


def test_a_server_that_is_not_there_is_a_failure(serve):
    server = serve({})
    server.stop()
    assert refusal(fetcher_of(server), server.address()) == "the server refuses the connection"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://site.test/", "it does not lead to a web page"),
        ("javascript:alert(1)", "it does not lead to a web page"),
        ("file:///etc/passwd", "it does not lead to a web page"),
        ("http://", "it does not lead to a web page"),
        ("http://[::1", "it makes no sense as an address"),
        ("http://site.test:99999/", "it makes no sense as an address"),
        (f"http://{'a' * 70}.test/", "it makes no sense as an address"),
        ("http://site.test/" + "a" * 2000, "it leads to an address that is too long"),
        ("http://site.test:22/", "it leads to port 22"),
        ("http://site.test:8080/", "it leads to port 8080"),
        ("http://bank@site.test/", "it holds a user name or a password"),
        ("http://:secret@site.test/", "it holds a user name or a password"),
    ],
)
def test_odd_addresses_are_refused_before_anything_is_looked_up(address, why):
    def never(host, seconds):
        raise AssertionError(host)

    assert refusal(Fetcher("Test", resolve=never), address) == why


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:7f00:1]"]
)
def test_an_address_of_this_machine_is_refused_however_it_is_written(serve, host):
    server = serve({"/": page()})
    fetcher = fetcher_of(server, is_allowed=is_public, resolve=look_up)
    assert refusal(fetcher, server.address(host=host)) == "it leads into a private network"
    assert server.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1"])
def test_with_the_guard_off_the_same_addresses_are_reached(serve, host):
    """The negative control."""
    server = serve({"/": page()})
    fetcher = fetcher_of(server, is_allowed=lambda address: True, resolve=look_up)
    assert fetcher.ask("GET", server.address(host=host), 5).status == 200


def test_one_private_address_among_public_ones_is_enough_to_refuse(serve):
    server = serve({"/": page()})
    found = ["8.8.8.8", "127.0.0.1"]
    fetcher = fetcher_of(server, is_allowed=is_public, resolve=lambda host, seconds: found)
    assert refusal(fetcher, server.address()) == "it leads into a private network"


def test_a_name_is_resolved_once_so_that_it_cannot_answer_differently(serve):
    """DNS rebinding: public when it is checked, this machine when it is connected to."""
    server, answers = serve({"/": page()}), iter([["127.0.0.2"], ["127.0.0.1"]])
    asked = []

    def resolve(host, seconds):
        asked.append(host)
        return next(answers)

    fetcher = fetcher_of(server, is_allowed=lambda a: a == "127.0.0.2", resolve=resolve)
    assert refusal(fetcher, server.address()) == "the server refuses the connection"
    assert (asked, server.asked) == (["site.test"], [])
    # The negative control: who resolves again after the check reaches the private server.
    assert fetcher.resolve("site.test", 5) == ["127.0.0.1"]
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert connection.recv(15) == b"HTTP/1.1 200 So"


def test_the_next_address_is_tried_where_one_is_dead(serve):
    server = serve({"/": page()})
    found = ["::1", "127.0.0.2", "127.0.0.1"]
    fetcher = fetcher_of(
        server, is_allowed=lambda address: True, resolve=lambda host, seconds: found
    )
    assert fetcher.ask("GET", server.address(), 5).status == 200


def test_a_name_that_nobody_has_is_a_failure():
    def resolve(host, seconds):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    assert refusal(Fetcher("Test", resolve=resolve), "http://gone.test/") == (
        "there is no such host name"
    )


def test_a_resolver_that_hangs_is_left_in_time(monkeypatch):
    monkeypatch.setattr(timed.socket, "getaddrinfo", lambda *_, **__: time.sleep(2))
    begun = time.monotonic()
    assert refusal(Fetcher("Test"), "http://slow.test/", seconds=0.1) == "no answer in time"
    assert time.monotonic() - begun < 1
