"""When and where an event is, as people say it."""

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _


def when_in_words(event):
    """Return "Tuesday 3 February 2026, 2pm to 4.30pm", in London's time.

    GMT and BST are named only where the clocks change between its start and its end.
    """
    starts, ends = timezone.localtime(event.starts), timezone.localtime(event.ends)
    zones = [f" {each.tzname()}" for each in (starts, ends)]
    if zones[0] == zones[1]:
        zones = ["", ""]
    words = {
        "day": day_in_words(starts),
        "last_day": day_in_words(ends),
        "starts": time_in_words(starts) + zones[0],
        "ends": time_in_words(ends) + zones[1],
    }
    if starts.date() == ends.date():
        return _("%(day)s, %(starts)s to %(ends)s") % words
    return _("%(day)s, %(starts)s, to %(last_day)s, %(ends)s") % words


def place_in_words(event):
    """Return where it is: "Town Hall, Leeds", "Online", or both."""
    if not event.place:
        return _("Online")
    if event.joining_link:
        return _("%(place)s, and online") % {"place": event.place}
    return event.place


def day_in_words(moment):
    """Return "Tuesday 3 February 2026"."""
    return date_format(moment, "l j F Y")


def time_in_words(moment):
    """Return "2pm", "4.30pm", "noon" or "midnight"."""
    if moment.minute == 0 and moment.hour in (0, 12):
        return _("noon") if moment.hour else _("midnight")
    half = _("pm") if moment.hour >= 12 else _("am")
    minutes = f".{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{half}"
