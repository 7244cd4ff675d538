"""Looking at one web address the way a visitor would follow it."""

import http
import time

from projects.websites.outcomes import CannotTell, Fails, Outcome, Verdict
from projects.websites.targets import follow, target_of

SECONDS = 10
MOST_REDIRECTS = 5
# With the likes of 500, what says that a website is broken. 401, 403, 405, 429 and 999 do not: they
# are said to what is no browser, while visitors get the page.
GONE = {404, 410}


def look(address, fetcher, robots, seconds=SECONDS):
    """Generate the host that is to be asked next, before each request; return the Verdict.

    Whoever runs it goes on when it is that host's turn. The requests for the page and whatever it
    leads on to have so many seconds in all.
    """
    left, has_cookies = seconds, False
    try:
        for _ in range(MOST_REDIRECTS + 1):
            target = target_of(address, fetcher.ports)
            if not (yield from robots.allow(target)):
                return Verdict(Outcome.CANNOT_TELL, "its robots.txt asks us to stay away")
            yield target.host
            answer, spent = _ask(fetcher, "HEAD", address, min(left, seconds / 2))
            left -= spent
            if _is_failure(answer) and left > 0:  # many servers know no HEAD
                yield target.host
                answer, spent = _ask(fetcher, "GET", address, left)
                left -= spent
            if isinstance(answer, Fails):
                raise answer
            if not answer.location:
                return _verdict(answer)
            has_cookies = has_cookies or answer.sets_cookie
            address = follow(address, answer.location)
            if left <= 0:
                raise Fails("no answer in time")
    except (Fails, CannotTell) as found:
        return found.verdict
    if has_cookies:  # a browser brings them back, and may be let in
        return Verdict(Outcome.CANNOT_TELL, "it leads on without end")
    return Verdict(Outcome.FAILS, "it leads on without end")


def _ask(fetcher, method, address, seconds):
    """Return the Answer, or the Fails that was raised, and the seconds that it took."""
    begun = time.monotonic()
    try:
        answer = fetcher.ask(method, address, seconds)
    except Fails as fails:
        answer = fails
    return answer, time.monotonic() - begun


def _is_failure(answer):
    return isinstance(answer, Fails) or answer.status in GONE or 500 <= answer.status < 600


def _verdict(answer):
    if not _is_failure(answer):
        return Verdict(Outcome.ANSWERS)
    try:
        words = f"{answer.status} ({http.HTTPStatus(answer.status).phrase.lower()})"
    except ValueError:
        words = str(answer.status)
    return Verdict(Outcome.FAILS, f"the server answers {words}")
