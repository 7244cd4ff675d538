"""Error pages that need nothing of the site to work: no database, session or request context.

A middleware never sees what a view raised, because Django turns it into a response first; what
became of it is decided here, in the handlers that betterwork.urls names.
"""

import logging
import sys

from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.template import loader

from projects.views.problems import problem

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 30
# Down, too many connections, a statement or a lock that took too long: all these pass by.
PASSING = (OperationalError, InterfaceError)


def bad_request(request, exception=None):
    """400: what was sent makes no sense."""
    return _page(request, "400.html", 400, "Bad request")


def forbidden(request, exception=None, reason=""):
    """403, also for a form whose CSRF token is missing.

    A view that has `when_refused` may answer itself, so that what was typed is kept.
    """
    match = request.resolver_match
    keep = getattr(match.func, "when_refused", None) if match and reason else None
    return (keep and keep(request, reason)) or _page(request, "403.html", 403, "Forbidden")


def not_found(request, exception=None):
    """404."""
    return _page(request, "404.html", 404, "Not found")


def server_error(request):
    """What became of an unexpected exception: 503 where trying again helps, 400 or 500."""
    raised = list(_chain(sys.exc_info()[1]))
    if any(isinstance(error, PASSING) for error in raised):
        response = _page(request, "503.html", 503, "Temporarily unavailable")
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    if any(_cannot_be_stored(error) for error in raised):
        return bad_request(request)
    return _page(request, "500.html", 500, "Something went wrong")


def _chain(error):
    """The exception and those that led to it."""
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _cannot_be_stored(error):
    """Whether the request held a NUL or half a character, which PostgreSQL has no room for."""
    return (isinstance(error, DataError) and "NUL" in str(error)) or (
        isinstance(error, UnicodeEncodeError) and "surrogates" in error.reason
    )


def _page(request, template, status, words):
    if request.path.startswith("/api/"):  # programs read it
        response = problem(status, words, f"{words}: {request.path}")
    else:
        response = HttpResponse(_body(template, words), status=status)
    response["Cache-Control"] = "no-store"
    return response


def _body(template, words):
    try:
        return loader.get_template(template).render()
    except Exception:  # an error page must not fail, whatever is wrong with its template
        logger.exception("cannot render %s", template)
        return f"<!doctype html><html lang=en><title>{words}</title><h1>{words}</h1>"
