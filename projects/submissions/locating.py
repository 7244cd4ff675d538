"""Looking up where a proposed project happens: by a job, after the submission is saved.

A lookup may take seconds, so no row is locked and no transaction is open meanwhile. What is found
is written only if nobody has changed the address or set a pin in the meantime.
"""

import contextlib
import logging
import time
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from procrastinate.contrib.django import app

from projects.locks import Lock
from projects.models import Submission
from projects.places.answers import forget as forget_answers
from projects.places.chain import NotFound, locate, queries
from projects.places.outside import Unavailable
from projects.submissions.notifications import UNDO_MINUTES
from projects.submissions.values import only_place, values_of
from projects.submissions.writing import InvalidValues, put_on_the_map, tidy_postcode

Geocoding = Submission.Geocoding
State = Submission.State

# What is not confirmed is not looked up: anybody may send anything.
LOOKED_UP = [State.PENDING, State.NEEDS_INFORMATION, State.APPROVED]
# After a service could not be reached; the try after the last pause is the last one.
PAUSES = [
    timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6),
    timedelta(days=1), timedelta(days=1), timedelta(days=1),
]  # fmt: skip
SECONDS_AT_ONCE = 20  # then other jobs, such as mail, have their turn

logger = logging.getLogger(__name__)


def needs_lookup(payload):
    """Whether the values hold an address or postcode, and no pin that somebody set."""
    return not _has_pin(payload) and bool(payload.get("address") or payload.get("postcode"))


def retry(submission):
    """Look an address up once more that was not found or could not be looked up.

    Returns whether it will be: not where somebody has set a pin or it has a point already.
    """
    with transaction.atomic():
        row = Submission.objects.select_for_update(of=["self"]).get(pk=submission.pk)
        again = needs_lookup(row.as_known) and row.latitude is None
        if again:
            Submission.objects.filter(pk=row.pk).update(
                geocoding=Geocoding.WAITING,
                geocoding_reason="",
                geocoding_tries=0,
                geocode_again_at=None,
            )
            wake()
    return again


def wake():
    """Have the job run as soon as this transaction is committed.

    A job for each time, as with mail: of two that run at once, one finds nothing to do.
    """
    app.configure_task("projects.tasks.locate_submissions").defer()


def locate_waiting(now=timezone.now, seconds=SECONDS_AT_ONCE):
    """Look up what waits and is due, for about so many seconds; return how many were looked at.

    Does nothing while another process is at it. Raises RuntimeError inside a transaction.
    """
    start, count = time.monotonic(), 0
    with _alone() as is_alone:
        with transaction.atomic(durable=True):
            keys = list(_due(now()).values_list("pk", flat=True)) if is_alone else []
        for key in keys:
            if time.monotonic() - start > seconds:
                wake()
                break
            _locate_one(key, now)
            count += 1
    return count


@contextlib.contextmanager
def _alone():
    """Whether no other process is at it. Unlike a job's lock, this one ends with the process."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [Lock.LOOKING_UP])
        (is_alone,) = cursor.fetchone()
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [Lock.LOOKING_UP])


def forget(submission):
    """Delete what services answered about its address, when whoever sent it wants it erased."""
    asked = _asked_for(submission)
    forget_answers(queries(asked["address"], asked["postcode"]))


def _due(now):
    """What waits and may be asked for now.

    What was accepted is left alone while that can be undone: its entry must not change meanwhile.
    """
    undoable = Q(state=State.APPROVED, decided_at__gt=now - timedelta(minutes=UNDO_MINUTES))
    return Submission.objects.filter(
        ~undoable,
        Q(geocode_again_at__isnull=True) | Q(geocode_again_at__lte=now),
        geocoding=Geocoding.WAITING,
        latitude__isnull=True,
        state__in=LOOKED_UP,
    ).order_by(F("geocode_again_at").asc(nulls_first=True), "pk")


def _locate_one(key, now):
    submission = Submission.objects.select_related("project").filter(pk=key).first()
    if submission is None:
        return
    if not needs_lookup(submission.as_known):
        Submission.objects.filter(pk=key).update(geocoding=Geocoding.NOT_NEEDED)
        return
    asked = _asked_for(submission)
    try:
        point = locate(
            asked["address"],
            asked["postcode"],
            coverage=asked["coverage"],
            # A refuge's address goes to nobody.
            ask_others=not asked["place_is_private"],
        )
    except NotFound as error:
        result = {"geocoding": Geocoding.NOT_FOUND, "geocoding_reason": str(error)[:300]}
    except Unavailable as error:
        result = _later(submission, str(error), now(), error.after, error.was_asked)
    except Exception:  # one that cannot be handled must not hold up the others for ever
        logger.exception("Submission %s could not be located", submission.reference)
        result = _later(submission, "The lookup failed on our side.", now())
    else:
        result = {
            "geocoding": Geocoding.FOUND,
            "geocoding_reason": "",
            "latitude": point.latitude,
            "longitude": point.longitude,
            "precision": point.precision,
            "found_by": point.found_by,
        }
    _write(key, asked, result, now())


def _later(submission, reason, now, after=None, was_asked=True):
    """What to note where no service could be reached: when again, or that it is given up.

    A try at which no service was asked, because it is left alone for a while, does not count.
    """
    tries = submission.geocoding_tries + was_asked
    result = {"geocoding_tries": tries, "geocoding_reason": reason[:300]}
    if tries > len(PAUSES):
        return result | {"geocoding": Geocoding.GIVEN_UP, "geocode_again_at": None}
    pause = timedelta(seconds=after or 0)
    if was_asked:
        pause = max(pause, PAUSES[tries - 1])
    return result | {"geocode_again_at": now + pause}


@transaction.atomic
def _write(key, asked, result, now):
    """Write a result if the submission still waits for just this.

    Where it has been accepted meanwhile, the entry gets the place too, unless it has one.
    """
    row = _due(now).select_for_update(of=["self"]).filter(pk=key).first()
    if row is None or not needs_lookup(row.as_known) or _asked_for(row) != asked:
        return
    _update(row, **result)
    is_accepted = row.state == State.APPROVED and row.project_id
    if is_accepted and row.latitude is not None and (problem := _put_on_the_map(row)):
        nowhere = {"latitude": None, "longitude": None}
        _update(row, geocoding=Geocoding.NOT_FOUND, geocoding_reason=problem[:300], **nowhere)


def _put_on_the_map(submission):
    """Give the entry its place; return why it did not get it, for staff, or ""."""
    try:
        with transaction.atomic():
            if put_on_the_map(submission):
                return ""
    except InvalidValues as error:
        return f"Found, but the entry cannot be changed: {error}"
    place = only_place(submission.project, private=True)
    wanted = (
        submission.as_known.get("address", ""),
        tidy_postcode(submission.as_known.get("postcode")),
    )
    if place and (place.address, tidy_postcode(place.postcode)) == wanted:
        return ""
    return "Found, but the entry has a place already. If it has moved, set the pin."


def _update(row, **fields):
    """Write these fields. Not by save(): nobody edited anything, so there is no new version."""
    for name, value in fields.items():
        setattr(row, name, value)
    Submission.objects.filter(pk=row.pk).update(**fields)


def _asked_for(submission):
    """What is looked up. What a change leaves out is as the entry has it."""
    entry = values_of(submission.project, private=True) if submission.project_id else {}
    values = entry | submission.as_known
    return {
        "address": values.get("address") or "",
        "postcode": values.get("postcode") or "",
        "coverage": values.get("coverage") or [],
        "place_is_private": bool(values.get("place_is_private")),
    }


def _has_pin(payload):
    return payload.get("latitude") is not None and payload.get("longitude") is not None
