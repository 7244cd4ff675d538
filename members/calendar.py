"""Events as calendars read them: RFC 5545, by the library icalendar.

All moments are in UTC, which every calendar shows in its own time, so summer time is always right.
The joining link is never part of it: who has the address of a calendar need not be registered.
"""

import re
from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar
from icalendar import Event as Entry

from members.event_words import place_in_words

CONTENT_TYPE = "text/calendar; charset=utf-8"
NAME = "Better Work Network"
# Longer ones fill the telephone of whoever subscribes; the page has it whole.
LONGEST_DESCRIPTION = 2000  # letters
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def calendar_of(events):
    """Return the bytes of a calendar with these events."""
    calendar = Calendar()
    calendar.add("prodid", "-//Better Work Map//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME)
    calendar.add("x-wr-timezone", "Europe/London")
    for event in events:
        calendar.add_component(_entry(event))
    return calendar.to_ical()


def _entry(event):
    page = settings.SITE_URL + event.get_absolute_url()
    is_cancelled = event.state == event.State.CANCELLED
    entry = Entry()
    entry.add("uid", f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname}")
    entry.add("sequence", event.version)
    entry.add("dtstamp", _moment(event.updated))
    entry.add("created", _moment(event.created))
    entry.add("last-modified", _moment(event.updated))
    entry.add("dtstart", _moment(event.starts))
    entry.add("dtend", _moment(event.ends))
    entry.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    entry.add("summary", _line(event.title))
    entry.add("location", _line(place_in_words(event)))
    entry.add("description", _description(event, page))
    entry.add("url", page)
    return entry


def _moment(moment):
    return moment.astimezone(UTC).replace(microsecond=0)


def _line(text):
    return _CONTROL.sub("", " ".join(text.split()))


def _description(event, page):
    text = "\n".join((event.summary or event.description).splitlines())
    text = _CONTROL.sub("", text).strip()
    if len(text) > LONGEST_DESCRIPTION:
        text = text[: LONGEST_DESCRIPTION - 1].rstrip() + "…"
    return f"{text}\n\n{page}".strip()
