"""Facts of an entry said in words."""

from django.utils import timezone
from django.utils.formats import date_format

from projects.models import Project

Status = Project.Status


def status_in_words(project):
    """Return one honest sentence without a full stop: is it running, and who says so?"""
    match project.status:
        case Status.CURRENT if project.checked_on:
            return f"Running, checked on {_day(project.checked_on)}"
        case Status.CURRENT:
            return "Listed as running by its source; not yet checked by us"
        case Status.PLANNED:
            return f"Planned to start in {project.start_year}" if project.start_year else "Planned"
        case Status.PAUSED:
            return "Paused for now"
        case Status.PAST:
            return f"Finished {project.end_year}" if project.end_year else "Finished"
    return "We don’t know if this still runs"


def checked_in_words(project):
    """Return when somebody last confirmed the entry, or that nobody has."""
    if project.checked_on:
        return f"Checked on {_day(project.checked_on)}"
    return "Not yet checked by us"


def in_vain_in_words(review):
    """Return what the pages say of a projects.models.Review that nobody answered, or "" of None."""
    if review is None or not review.times_asked:
        return ""
    times = {1: "once", 2: "twice", 3: "three times"}[min(review.times_asked, 3)]
    day = _day(timezone.localdate(review.asked_at))
    when = f", last on {day}" if review.times_asked > 1 else f" on {day}"
    return f"Its contact was asked {times}{when}, and has not answered."


def dates_in_words(project):
    """Return "2015 to 2018", "Since 2014", "Until 2018", or "" where no date is known."""
    start = _moment(project.start_date, project.start_year)
    end = _moment(project.end_date, project.end_year)
    if start and end:
        return start if start == end else f"{start} to {end}"
    if start:
        return f"Since {start}" if project.status == Status.CURRENT else f"From {start}"
    return f"Until {end}" if end else ""


def _moment(date, year):
    return _day(date) if date else str(year or "")


def _day(date):
    return date_format(date, "j F Y")
