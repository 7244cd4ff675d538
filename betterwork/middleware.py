"""What every answer gets, and what is refused before any page sees it."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponseNotAllowed

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
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
