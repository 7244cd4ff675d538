"""Filling in the form to join, and opening what our mails lead to."""

import re

from projects.models import Mail
from projects.submissions.guarding import new_form_token
from tests.projects.views.forms import LONG_AGO

JOIN = "/join/"


def typed(**changes):
    """Return what somebody types who fills in the form, with a token of its own."""
    return {
        "name": "Ada Ali",
        "email": "ada@example.org",
        "organisation_name": "Salford Skills Trust",
        "kind": "support-provider",
        "interests": ["coaching"],
        "note": "I run a course.",
        "form_token": new_form_token(LONG_AGO).text,
    } | changes


def values(**changes):
    """Return the same as the workflow takes it."""
    return {name: value for name, value in typed(**changes).items() if name != "form_token"}


def page_in(mail):
    """Return the address, without the site's, of the private page that a mail leads to."""
    return re.search(r"/join/[\w-]{43}/", mail.text)[0]


def latest_mail():
    """Return the mail that was written last."""
    return Mail.objects.order_by("pk").last()
