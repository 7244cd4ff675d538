"""What all addresses of the API share."""

from functools import wraps

from django.db import InterfaceError, OperationalError
from rest_framework.views import APIView

from projects.api.problems import NotUnderstood, problem, unavailable
from projects.filters import ProjectFilter
from projects.views.public import public_page

METHODS = ["GET", "HEAD", "OPTIONS"]


class PublicView(APIView):
    """A view that knows nobody: read-only, without session, user or cookie.

    The settings (REST_FRAMEWORK) say how it answers: as JSON, and errors as problem documents.
    """

    http_method_names = ["get", "head"]

    @classmethod
    def at(cls):
        """Return what an address leads to: the view, public as a page is."""
        return api_page(cls.as_view())


def api_page(view):
    """Make a public page of a view of the API, whose errors are problem documents too.

    projects.api.cors answers OPTIONS, and lets other sites read all answers.
    """
    page = public_page(view)

    @wraps(page)
    def answer(request, *args, **kwargs):
        if request.method not in METHODS:
            response = problem(405, f"This address answers {', '.join(METHODS)} only.")
            response["Allow"] = ", ".join(METHODS)
            return response
        try:
            return page(request, *args, **kwargs)
        except (OperationalError, InterfaceError):
            return unavailable()

    return answer


def understood(filter_class, data):
    """Return the filter that a query string (a QueryDict) asks for.

    Raises NotUnderstood: a value makes no sense, where a page would leave it out.
    """
    found = filter_class.read(data)
    if found.problems:
        raise NotUnderstood(found.problems)
    return found


def project_filter(request):
    """Return the ProjectFilter of a request. Raises NotUnderstood."""
    return understood(ProjectFilter, request.GET)
