"""Addresses that fail in every way that the error pages tell apart."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DataError, OperationalError
from django.http import Http404
from django.urls import path

from betterwork.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

FAILURES = {
    "operational": OperationalError("canceling statement due to statement timeout"),
    "bug": ValueError("a bug"),
    "nul": DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes"),
    "data": DataError("integer out of range"),
    "forbidden": PermissionDenied(),
    "suspicious": SuspiciousOperation(),
    "missing": Http404(),
}


def fail(request, how):
    """Raise what is asked for."""
    if how == "surrogate":
        "\ud800".encode()
    if how == "while-handling":
        try:
            raise FAILURES["operational"]
        except OperationalError as error:
            raise RuntimeError("closing the transaction failed as well") from error
    raise FAILURES[how]


urlpatterns = [path("fail/<how>", fail)]
