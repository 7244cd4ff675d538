"""What every answer gets, and what is refused before any page sees it."""

from contextlib import suppress

from csp.constants import HEADER as CSP_HEADER
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed, SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpResponseNotAllowed

from projects.reading import replica
from projects.views import public

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
PERMISSIONS = "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class PermissionsPolicy:
    """Let a page ask for nothing but where the visitor is, and that only for itself."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer the request with the header added."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class ContentSecurityPolicy:
    """Add the policy of the settings, as django-csp writes it, but not anew for each answer.

    Its own middleware takes longer for that than finding out that a page has not changed. Only the
    addresses in CSP_OF_PAGES have a policy of their own, whatever they answer; none has a nonce.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = build_policy()
        self.of_pages = {
            path: build_policy(replace=own) for path, own in settings.CSP_OF_PAGES.items()
        }

    def __call__(self, request):
        """Answer the request with the header added; Django's pages for DEBUG go without."""
        response = self.get_response(request)
        if "frame-ancestors" in settings.CSP_OF_PAGES.get(request.path_info, ()):
            # The older header for the same knows nothing between "nobody" and "this site".
            response.headers.pop("X-Frame-Options", None)
        if not (settings.DEBUG and response.status_code in (404, 500)):
            policy = self.of_pages.get(request.path_info, self.policy)
            response.headers.setdefault(CSP_HEADER, policy)
        return response


class RefuseOddRequests:
    """Refuse methods that no page has, and paths that PostgreSQL could not store.

    Django answers TRACE on a page that names no methods with 200; and a NUL or half a character
    in a path would be an error of the database, so 500, in the first page that looks it up.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer 405, raise SuspiciousOperation (which becomes 400), or hand the request on."""
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if any(c == "\0" or "\ud800" <= c <= "\udfff" for c in request.path):
            raise SuspiciousOperation("The path has a character that no address has.")
        return self.get_response(request)


class AnswerUnchanged:
    """Answer 304 where somebody has the public page as it is now, before any other work is done."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer the request, or hand it on."""
        return public.unchanged(request) or self.get_response(request)


class ShowWhatWasSent:
    """Let whoever has sent something see what became of it, however far a replica is behind."""

    def __init__(self, get_response):
        if not replica.is_there():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        """Answer the request; what was sent brings the cookie of projects.reading.replica."""
        response = self.get_response(request)
        if request.method not in SAFE_METHODS:
            with suppress(DatabaseError):  # the answer is made, and the primary gone
                response.set_cookie(
                    replica.COOKIE,
                    replica.written(),
                    max_age=replica.COOKIE_SECONDS,
                    secure=settings.SESSION_COOKIE_SECURE,
                    httponly=True,
                    samesite="Lax",
                )
        return response


class KeepPrivate:
    """Let no browser or proxy store what somebody sees who is signed in.

    A public page reads neither session nor user, so it stays as it is.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer the request; where it was answered to somebody, say that it is theirs alone."""
        response = self.get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        return response
