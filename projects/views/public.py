"""What all public pages share: safe methods only, one snapshot of the data, one ETag."""

import hashlib
from functools import wraps

from django.conf import settings
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from projects import reading
from projects.places.districts import learn_district

# Tells the ETags of public pages from those of files and of other pages.
MARK = '"page-'
# Looked up as it came: Django's request.headers are made anew for each request.
IF_NONE_MATCH = "HTTP_IF_NONE_MATCH"


def public_page(view):
    """Make a view of a public page: GET and HEAD, read in one snapshot, revalidated by ETag.

    The page may depend on the address, the data, the release and the date, and on nothing else:
    not on the session, the user or other headers. An unchanged page is answered before the view
    is called. The view may be called twice, if the replica that it reads fails.
    """

    @gzip_page  # nothing in it is secret, so its length gives nothing away
    @csrf_exempt  # there is nothing to forge, and another method is told 405, not 403
    @require_safe
    @wraps(view)
    def page(request, *args, **kwargs):
        # A broken token cookie would be mended with a new one, on a page that has no form.
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
        if near := request.GET.get("near"):
            learn_district(near)  # a service may be slow, and the snapshot is read-only

        def answer(database):
            with reading.snapshot(database):
                etag = etag_of(request)
                response = get_conditional_response(request, etag=etag)
                if response is None:
                    response = view(request, *args, **kwargs)
            if response.status_code in (200, 304):
                response["ETag"] = etag
            return response

        return revalidated(reading.read(request, answer))

    return page


def dated_page(view):
    """Make a view of a public page that depends on more than the revision, such as the clock.

    Like public_page, but for the ETag: it is that of what the page says, so the view is called each
    time.
    """

    @gzip_page
    @csrf_exempt  # as there
    @require_safe
    @conditional_page
    @wraps(view)
    def page(request, *args, **kwargs):
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False  # as there

        def answer(database):
            with reading.snapshot(database):
                return view(request, *args, **kwargs)

        return revalidated(reading.read(request, answer))

    return page


def unchanged(request):
    """Return the 304 that a public page would answer, or None; one query, and none for other pages.

    It need not know which page that is: the ETag names the address, and only a public page that was
    there, and is as it was, has given it out.
    """
    if MARK not in request.META.get(IF_NONE_MATCH, ""):
        return None
    if settings.PLACE_SEARCH_ASKS_POSTCODES_IO and "near" in request.GET:
        return None  # there may be something to learn first
    etag = reading.read(request, lambda database: etag_of(request, database))
    response = get_conditional_response(request, etag=etag)
    if response is None or response.status_code != 304:
        return None
    response["ETag"] = etag
    patch_vary_headers(response, ["Accept-Encoding"])  # as on the page itself
    return revalidated(response)


def revalidated(response):
    """Let browsers and shared caches keep it, and ask each time if it is still right."""
    response["Cache-Control"] = "no-cache"
    return response


def etag_of(request, database=None):
    """Return the ETag of a public page: of its address, the data, the release and the date."""
    parts = [
        reading.edition(database),
        settings.RELEASE,
        timezone.localdate().isoformat(),
        request.build_absolute_uri(),
    ]
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "replace"))
    return f'{MARK}{digest.hexdigest()[:32]}"'
