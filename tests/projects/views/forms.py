"""Filling in the site's forms as a browser would: everything that the page holds is sent."""

import re
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser

from django.utils import timezone

from projects.models import Decision
from projects.submissions.guarding import new_form_token
from projects.submissions.notifications import UNDO_MINUTES

LONG_AGO = 1_700_000_000  # seconds of the epoch: nobody was too fast


class _Controls(HTMLParser):
    """The controls of the form with the id "proposal", as pairs (name, value)."""

    def __init__(self):
        super().__init__()
        self.pairs, self.is_inside, self.area, self.select = [], False, None, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.is_inside = attrs.get("id") == "proposal"
        name = attrs.get("name")
        if not self.is_inside:
            return
        if tag == "input" and name:
            if attrs.get("type") in ("checkbox", "radio") and "checked" not in attrs:
                return
            usual = "on" if attrs.get("type") == "checkbox" else ""
            self.pairs.append((name, attrs.get("value", usual)))
        elif tag == "textarea":
            self.area = [name, ""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in attrs:
            self.pairs.append((self.select, attrs.get("value", "")))

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            # A browser drops the first line end and sends the others as two characters.
            text = self.area[1].replace("\r\n", "\n").removeprefix("\n")
            self.pairs.append((self.area[0], text.replace("\n", "\r\n")))
            self.area = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.is_inside = False


def filled_in(response):
    """Return {name: [values]} that a browser would send from the page as it stands.

    The form's token is one that was given out long ago.
    """
    parser = _Controls()
    parser.feed(response.content.decode())
    data = {}
    for name, value in parser.pairs:
        data.setdefault(name, []).append(value)
    if "form_token" in data:
        data["form_token"] = [new_form_token(LONG_AGO).text]
    data.pop("csrfmiddlewaretoken", None)
    return data


def settle():
    """Let so much time pass since every decision that none can be undone any more."""
    long_ago = timezone.now() - timedelta(minutes=UNDO_MINUTES, seconds=1)
    Decision.objects.update(when=long_ago)


def text_of(response):
    """Return the words of a page."""
    html = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


def proposal(**changes):
    """Return what somebody types who fills in the least that a new project needs."""
    return {
        "name": "Warehouse Ladder",
        "organisation": "Salford Skills Trust",
        "offers": ["help-for-workers"],
        "status": "current",
        "summary": "Courses for night staff in warehouses.",
        "coverage": ["salford"],
        "how_to_join": "Ask your manager.",
        "your_name": "Ada Ali",
        "your_email": "ada@example.org",
        "form_token": new_form_token(LONG_AGO).text,
    } | changes


TYPED = ["Warehouse Ladder", "Salford Skills Trust", "Courses for night staff", "Ask your manager."]


def everything_is_kept(response):
    """Whether the page still holds what `proposal` typed."""
    html = response.content.decode()
    return all(words in html for words in TYPED) and filled_in(response)["coverage"] == ["salford"]
