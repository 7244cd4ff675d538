"""What went wrong, as a problem document (RFC 9457): the form of every error of the API."""

from http import HTTPStatus

from django.http import Http404
from rest_framework.exceptions import APIException

from projects.filters import Problem
from projects.views import problems

RETRY_AFTER_SECONDS = 30


class Gone(APIException):
    """The entry was there and has been withdrawn."""

    status_code = HTTPStatus.GONE
    default_detail = "The entry has been withdrawn."


class NotUnderstood(APIException):
    """Something in the query has no meaning here. problems: projects.filters.Problem, a list."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, problems):
        super().__init__()
        self.problems = problems

    @classmethod
    def value(cls, parameter, value, message):
        """Return the exception for one value of one parameter."""
        return cls([Problem(parameter, value, message)])


def problem(status, detail):
    """Return the response: a status in its usual words, and a sentence on this case."""
    return problems.problem(int(status), HTTPStatus(status).phrase, detail)


def unavailable():
    """Return the 503 of a database that does not answer."""
    response = problem(503, "The database does not answer. Try again in half a minute.")
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def answer_exception(error, context):
    """Return the problem document of what a view has raised, or None: then it is a failure."""
    if isinstance(error, NotUnderstood):
        return problems.problem_document(error.problems)
    if isinstance(error, Http404):
        return problem(404, str(error) or "There is nothing at this address.")
    if isinstance(error, APIException):
        return problem(error.status_code, str(error.detail))
    return None
