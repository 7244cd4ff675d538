"""Submissions with an address that waits to be looked up."""

from projects.submissions.locating import locate_waiting
from tests.builders import make_submission

SOMEWHERE = {"address": "12 High Street, Stockwell", "postcode": ""}


def waiting(**values):
    """A submission whose address waits to be looked up."""
    submission = make_submission(**{**SOMEWHERE, **values})
    assert submission.geocoding == "waiting"
    return submission


def after_a_round(submission):
    """The submission after the job has run once."""
    locate_waiting()
    submission.refresh_from_db()
    return submission


def pin_of(submission):
    submission.refresh_from_db()
    return submission.latitude, submission.longitude, submission.geocoding
