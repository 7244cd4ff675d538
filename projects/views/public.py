"""What all public pages share: safe methods only, one snapshot of the data, one ETag."""

import hashlib
from contextlib import contextmanager
from functools import wraps

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe

from projects.places.districts import learn_district
from projects.refresh import current_revision


def public_page(view):
    """Make a view of a public page: GET and HEAD, read in one snapshot, revalidated by ETag.

    The page may depend on the address, the data, the release and the date, and on nothing else:
    not on the session, the user or other headers. An unchanged page is answered before the view
    is called.
    """

    @csrf_exempt  # there is nothing to forge, and another method is told 405, not 403
    @require_safe
    @wraps(view)
    def page(request, *args, **kwargs):
        # A broken token cookie would be mended with a new one, on a page that has no form.
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
        if near := request.GET.get("near"):
            learn_district(near)  # a service may be slow, and the snapshot is read-only
        with snapshot():
            etag = _etag(request)
            response = get_conditional_response(request, etag=etag)
            if response is None:
                response = view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response["ETag"] = etag
        response["Cache-Control"] = "no-cache"
        return response

    return page


def dated_page(view):
    """Make a view of a public page that depends on more than the revision, such as the clock.

    Like public_page, but for the ETag: it is that of what the page says, so the view is called each
    time.
    """

    @csrf_exempt  # as there
    @require_safe
    @conditional_page
    @wraps(view)
    def page(request, *args, **kwargs):
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False  # as there
        with snapshot():
            response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-cache"
        return response

    return page


@contextmanager
def snapshot():
    """Read everything inside from one state of the database, so that totals and facets agree."""
    if connection.in_atomic_block:  # a transaction is open already: tests, commands
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _etag(request):
    parts = [
        current_revision(),
        settings.RELEASE,
        timezone.localdate().isoformat(),
        request.build_absolute_uri(),
    ]
    digest = hashlib.sha256("\n".join(map(str, parts)).encode("utf-8", "replace"))
    return f'"{digest.hexdigest()[:32]}"'
