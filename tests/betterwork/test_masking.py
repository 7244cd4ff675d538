"""The log holds no address that opens somebody's page."""

import logging

import pytest
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


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("/account/stay/12-1700000000~{0}/", "/account/stay/…/"),
        ("/account/stay/12-1700000000~short?x=1", "/account/stay/…?x=1"),
        ("/messages/{0}?next=1", "/messages/…?next=1"),
        ("/join/{0}.", "/join/…."),
        ('"/registrations/{0}"', '"/registrations/…"'),
        (
            "/account/?next=%2Fmessages%2F{0}%2F",
            "/account/?next=%2Fmessages%2F…%2F",
        ),
        (
            "/account/sign-in/?next=%252freviews%252f{0}",
            "/account/sign-in/?next=%252freviews%252f…",
        ),
        ("?next=%2Faccount%2Fstay%2F12-1%7E{0}%2F&a=b", "?next=%2Faccount%2Fstay%2F…&a=b"),
        ("/account/password/forgotten/2x-c0-{0}/", "/account/password/forgotten/…/"),
        ("?next=/account/password/forgotten/2x-c0?a", "?next=/account/password/forgotten/…?a"),
        ("?next=%2Fpassword%2Fforgotten%2F2x-c0%2F", "?next=%2Fpassword%2Fforgotten%2F…"),
    ],
)
def test_whatever_stands_around_it(line, shown):
    for token in (new_token(), "F" * 43, "-" * 43, "_" * 43):
        assert masked("%s", line.format(token)) == shown


def test_other_lines_stay_as_they_are():
    assert masked("%s is %d", "/projects/a/", 3) == "/projects/a/ is 3"
    for line in (f"/projects/{'a' * 44}/", "/account/password/forgotten/sent/", "/account/stay/"):
        assert masked(line) == line


def test_every_line_that_is_written_goes_through_it():
    handlers = settings.LOGGING["handlers"].values()
    assert all("mask_secrets" in handler["filters"] for handler in handlers)
