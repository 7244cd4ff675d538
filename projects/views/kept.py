"""Where a form could not be taken in: a page that holds all that was typed, to send or to copy.

It needs no database, session or user.
"""

import logging

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template import loader

from projects.submissions import reports
from projects.submissions.values import LABELS

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 30
# Down, too many connections, a statement or a lock that took too long: all these pass by.
PASSING = (OperationalError, InterfaceError)
WORDS = (
    LABELS
    | reports.LABELS
    | {
        "your_name": "Your name",
        "your_email": "Your e-mail",
        "note": "Anything else we should know",
        "frequency": "How often",
    }
)
# What forms hold besides what people type.
UNSEEN = {"form_token", "subject", "version", "seen", "opened", "as_new", "carry", "entry", "next"}
UNSEEN |= {"do", "key"}  # of the pages of an account
UNSEEN |= {"query"}  # of an alert


def passes_by(error):
    """Whether an exception, or one that led to it, comes of a database that does not answer."""
    seen = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, PASSING):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False


def unavailable(request):
    """503: the database cannot be reached; everything is kept."""
    response = _page(request, "projects/submit/unavailable.html", 503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def refused(request, reason):
    """403 for a form whose cookie was lost, with everything kept; None for one from elsewhere.

    What another site has sent in somebody's name must not be one press away from being taken.
    """
    # "none": the person's own doing, such as loading the page again.
    is_from_elsewhere = request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")
    if is_from_elsewhere or "Origin" in reason or "Referer" in reason:
        return None
    return _page(request, "projects/submit/refused.html", 403)


def gone(request, status):
    """404 or 410: the entry it is about is not on the map; what was typed can be copied."""
    return _page(request, "projects/submit/gone.html", status)


def signed_out(request):
    """403: whoever sent it is not signed in any more; everything is kept."""
    return _page(request, "projects/submit/signed_out.html", 403)


def _words(name):
    return WORDS.get(name) or name.replace("_", " ").capitalize()


def _page(request, template, status):
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    context = {
        "csrf_token": get_token(request),
        "address": request.path,
        "sent": sent,
        "typed": [
            (_words(name), reports.ABOUT.get(value, value) if name == "about" else value)
            for name, value in sent
            if name not in UNSEEN and value.strip()
        ],
    }
    response = HttpResponse(loader.get_template(template).render(context), status=status)
    response["Cache-Control"] = "no-store"
    return response
