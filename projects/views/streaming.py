"""Public answers that are sent while they are read: files of any size, from one state of the data.

The snapshot of public_page ends when its view returns; that of a stream stays open until the last
byte has been sent, or the reader has gone away.
"""

import time
from contextlib import contextmanager
from contextvars import copy_context
from functools import wraps
from threading import BoundedSemaphore

from django.db import OperationalError
from django.http import FileResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from projects import reading
from projects.places.districts import learn_district
from projects.views.problems import problem
from projects.views.public import etag_of, revalidated

# A state of the data that is kept for long keeps the database from tidying up. So one statement
# may take as long as this, a reader who takes nothing is waited for so long, and nobody has longer
# than this in all. Seconds.
STATEMENT_SECONDS = 30
STALLED_SECONDS = 60
MOST_SECONDS = 1800

# A large answer keeps one thread of the web server busy, and pages need the others.
LARGE = 5_000  # rows
LARGE_AT_ONCE = 2  # in each process
RETRY_AFTER_SECONDS = 30

_turns = BoundedSemaphore(LARGE_AT_ONCE)
_gzip = GZipMiddleware(lambda request: None)
_LIMITS = """
SELECT set_config('statement_timeout', %s, true),
    set_config('idle_in_transaction_session_timeout', %s, true)
"""


class Busy(Exception):
    """So many large answers are being sent that another would leave no thread for pages."""


def streamed_page(view):
    """Make a view whose StreamingHttpResponse is read in one snapshot, to its end.

    GET and HEAD, revalidated by ETag, as public_page. An error before the first piece is an error
    page; one later breaks the connection, so that nobody takes a part of a file for the whole. A
    FileResponse is whole already: its snapshot ends at once. The view may be called twice, if the
    replica that it reads fails.
    """

    @csrf_exempt  # as on public pages
    @require_safe
    @wraps(view)
    def page(request, *args, **kwargs):
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
        _wait_no_longer(request)
        if near := request.GET.get("near"):
            learn_district(near)

        def answer(database):
            steps = _OwnContext(_steps(request, database, lambda: view(request, *args, **kwargs)))
            response = next(steps)
            if _is_read_while_sent(response):
                response.streaming_content = steps
            else:
                steps.close()
            return response

        try:
            response = reading.read(request, answer)
        except Busy:
            return _busy()
        if not isinstance(response, FileResponse):  # which is packed by itself
            response = _gzip.process_response(request, response)
        patch_vary_headers(response, ["Accept-Encoding"])  # as on a 304, whatever it is of
        return revalidated(response)

    return page


def _wait_no_longer(request):
    """Let gunicorn give up a reader who takes nothing: its thread would wait for good."""
    if reader := request.META.get("gunicorn.socket"):
        reader.settimeout(STALLED_SECONDS)


def _is_read_while_sent(response):
    return response.streaming and not isinstance(response, FileResponse)


def _steps(request, database, view):
    """Yield the response, then the pieces of its content, all in one snapshot."""
    until = time.monotonic() + MOST_SECONDS
    with reading.snapshot(database):
        with reading.connection().cursor() as cursor:
            cursor.execute(_LIMITS, [f"{STATEMENT_SECONDS}s", f"{STALLED_SECONDS}s"])
        etag = etag_of(request)
        response = get_conditional_response(request, etag=etag) or view()
        if response.status_code in (200, 304):
            response["ETag"] = etag
        pieces = response.streaming_content if _is_read_while_sent(response) else iter(())
        first = next(pieces, b"")  # whatever is wrong with the query or the database shows here
        yield response
        yield first
        for piece in pieces:
            if time.monotonic() > until:
                raise OperationalError("The file took too long to send.")
            yield piece


@contextmanager
def turn(size):
    """Hold one of the turns that a process has for large answers. size: their number of rows.

    Raises Busy where none is left.
    """
    if size < LARGE:
        yield
        return
    if not _turns.acquire(blocking=False):
        raise Busy
    try:
        yield
    finally:
        _turns.release()


def _busy():
    response = problem(503, "Busy", "Several large files are on their way. Try again soon.")
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


class _OwnContext:
    """Runs a generator in a context of its own.

    What it opens (the snapshot, which is a context variable) is so not open for anybody else in
    between. Whoever takes the first value has to go on to the end or to `close`.
    """

    def __init__(self, generator):
        self._generator, self._context = generator, copy_context()

    def __iter__(self):
        return self

    def __next__(self):
        return self._context.run(next, self._generator)

    def close(self):
        """End the generator where it stands."""
        self._context.run(self._generator.close)
