"""Looking at one address: redirects, HEAD and GET, robots.txt, and what counts as broken."""

import time

import pytest

from projects.websites.guard import is_public
from projects.websites.looking import look
from projects.websites.outcomes import Outcome
from projects.websites.robots import Robots
from projects.websites.timed import look_up
from tests.projects.websites.servers import dripping, endless, fetcher_of, page, silent, verdict_on

ANSWERS, FAILS, CANNOT_TELL = Outcome.ANSWERS, Outcome.FAILS, Outcome.CANNOT_TELL


def look_at(server, path="/", seconds=10, **rules):
    return verdict_on(server.address(path), fetcher_of(server, **rules), seconds)


@pytest.mark.parametrize("status", [200, 204, 304, 400, 401, 403, 405, 429, 451, 999])
def test_a_server_that_answers_or_refuses_robots_is_not_broken(serve, status):
    assert look_at(serve({"/": page(status)})).outcome is ANSWERS


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (404, "the server answers 404 (not found)"),
        (410, "the server answers 410 (gone)"),
        (500, "the server answers 500 (internal server error)"),
        (503, "the server answers 503 (service unavailable)"),
        (599, "the server answers 599"),
    ],
)
def test_a_page_that_is_gone_or_a_server_that_fails_is_broken(serve, status, problem):
    verdict = look_at(serve({"/": page(status)}))
    assert (verdict.outcome, verdict.problem) == (FAILS, problem)


def test_a_page_that_answers_get_alone_is_not_broken(serve):
    server = serve({"HEAD /": page(404), "GET /": page(200)})
    assert look_at(server).outcome is ANSWERS
    assert server.asked == ["GET /robots.txt", "HEAD /", "GET /"]


def test_where_head_answers_nothing_more_is_asked(serve):
    server = serve({"/": page(200)})
    look_at(server)
    assert server.asked == ["GET /robots.txt", "HEAD /"]


def test_a_server_that_is_silent_on_head_is_asked_with_get(serve):
    server = serve({"HEAD /": silent, "GET /": page(200)})
    assert look_at(server, seconds=0.4).outcome is ANSWERS


@pytest.mark.parametrize("behaviour", [silent, dripping])
def test_a_slow_server_is_left_when_its_time_is_up(serve, behaviour):
    server, begun = serve({"/": behaviour}), time.monotonic()
    verdict = look_at(server, seconds=0.4)
    assert (verdict.outcome, verdict.problem) == (FAILS, "no answer in time")
    assert time.monotonic() - begun < 1


def test_a_redirect_is_followed_on_the_same_site_and_to_others(serve):
    other = serve({"/found": page(200)})
    server = serve(
        {"/": page(301, Location="/a"), "/a": page(302, Location=other.address("/found"))}
    )
    verdict = verdict_on(server.address(), fetcher_of(server, other))
    assert verdict.outcome is ANSWERS
    assert other.asked == ["GET /robots.txt", "HEAD /found"]


def test_a_redirect_to_nowhere_is_broken(serve):
    server = serve({"/": page(301, Location="/gone")})
    assert look_at(server).problem == "the server answers 404 (not found)"


def test_a_redirect_without_end_is_broken_unless_a_cookie_would_end_it(serve):
    server = serve({"/": page(302, Location="/"), "/c": page(302, Location="/c", Set_Cookie="a=b")})
    assert look_at(server).outcome is FAILS
    assert server.asked.count("HEAD /") == 6
    assert look_at(server, "/c").outcome is CANNOT_TELL


INWARDS = ["127.0.0.1", "[::1]", "2130706433", "localhost"]


def to_resolve(host, seconds):
    """The site of the test is public; all else is as the system says."""
    return ["127.0.0.1"] if host == "site.test" else look_up(host, seconds)


@pytest.mark.parametrize("host", [*INWARDS, "169.254.169.254"])
def test_a_redirect_into_the_private_network_is_not_followed(serve, host):
    inside = serve({"/": page(200)})
    server = serve({"/": page(302, Location=f"http://{host}:{inside.port}/")})
    allowed = iter([True, True])  # robots.txt and the page of the first site

    def is_allowed(address):
        return next(allowed, False) or is_public(address)

    fetcher = fetcher_of(server, inside, is_allowed=is_allowed, resolve=to_resolve)
    verdict = verdict_on(server.address(), fetcher)
    assert (verdict.outcome, verdict.problem) == (FAILS, "it leads into a private network")
    assert (server.asked, inside.asked) == (["GET /robots.txt", "HEAD /"], [])


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "localhost"])
def test_with_the_guard_off_the_private_server_is_reached(serve, host):
    """The negative control."""
    inside = serve({"/": page(200)})
    server = serve({"/": page(302, Location=f"http://{host}:{inside.port}/")})
    fetcher = fetcher_of(server, inside, is_allowed=lambda address: True, resolve=to_resolve)
    assert verdict_on(server.address(), fetcher).outcome is ANSWERS
    assert inside.asked == ["GET /robots.txt", "HEAD /"]


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "gopher://site.test/", "http://[", "\xff"]
)
def test_a_redirect_to_what_is_no_web_page_is_a_failure(serve, location):
    answer = page(302, Location="x").replace(b": x", b": " + location.encode("latin-1"))
    assert look_at(serve({"/": answer})).outcome is FAILS


def test_what_robots_txt_forbids_is_not_looked_at(serve):
    rules = b"User-agent: BetterWorkMap\nDisallow: /private\n\nUser-agent: *\nDisallow: /"
    server = serve({"/robots.txt": page(200, rules), "/": page(200), "/private/x": page(404)})
    assert look_at(server, "/private/x").outcome is CANNOT_TELL
    assert look_at(server, "/").outcome is ANSWERS
    assert "HEAD /private/x" not in server.asked


def test_robots_txt_holds_for_where_a_redirect_leads_too(serve):
    other = serve({"/robots.txt": page(200, b"User-agent: *\nDisallow: /"), "/": page(404)})
    server = serve({"/": page(301, Location=other.address())})
    verdict = verdict_on(server.address(), fetcher_of(server, other))
    assert verdict.outcome is CANNOT_TELL
    assert other.asked == ["GET /robots.txt"]


def test_robots_txt_of_a_site_is_read_once(serve):
    server = serve({"/": page(200), "/b": page(200)})
    fetcher = fetcher_of(server)
    robots = Robots(fetcher)
    for path in ("/", "/b"):
        list(look(server.address(path), fetcher, robots))
    assert server.asked == ["GET /robots.txt", "HEAD /", "HEAD /b"]


@pytest.mark.parametrize(
    "rules",
    [
        page(404),
        page(403),
        page(200, b"\xff\0"),
        page(200, b"User-agent: *\nDisallow: //["),
        page(200, "User-agent: *\nCrawl-delay: ²\n".encode()),
        page(302, Location="/robots.txt"),
        page(302, Location="ftp://site.test/"),
        endless,
        b"",
    ],
)
def test_a_robots_txt_that_says_nothing_allows_all(serve, rules):
    assert look_at(serve({"/robots.txt": rules, "/": page(200)})).outcome is ANSWERS


def test_a_server_that_fails_at_its_robots_txt_is_not_asked_for_more(serve):
    server = serve({"/robots.txt": page(503), "/": page(200)})
    assert look_at(server).problem == "the server answers 503"
    assert server.asked == ["GET /robots.txt"]
