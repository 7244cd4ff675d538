"""The log holds no address that opens somebody's page."""

import logging

from django.conf import settings

from betterwork.masking import MaskSecrets
from projects.models.submission import new_token


def masked(message, *arguments):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, arguments, None)
    assert MaskSecrets().filter(record)
    return record.getMessage()


def test_the_secret_part_of_an_address_is_masked():
    token = new_token()
    assert masked("%s: %s", "Not Found", f"/submissions/{token}/edit/") == (
        "Not Found: /submissions/…/edit/"
    )
    assert token not in masked(f"/reviews/{token}/ failed")


def test_other_lines_stay_as_they_are():
    assert masked("%s is %d", "/projects/a/", 3) == "/projects/a/ is 3"


def test_every_line_that_is_written_goes_through_it():
    handlers = settings.LOGGING["handlers"].values()
    assert all("mask_secrets" in handler["filters"] for handler in handlers)
