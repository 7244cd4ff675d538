"""What others do while an address is being looked up."""

import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from projects.models import Location, Submission
from projects.places import chain
from projects.submissions import locating, workflow
from projects.submissions.locating import locate_waiting
from tests import geocoder_server as stand_in
from tests.at_once import at_once
from tests.builders import make_location, make_staff, make_uk
from tests.projects.submissions.addresses import after_a_round, pin_of, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(service):
    """The stand-in, which knows every address."""
    service.answer = stand_in.found(51.4621, -0.1133)
    return service


@pytest.fixture
def uk():
    return make_uk()


def set_a_pin_meanwhile(submission, monkeypatch):
    """Let staff set the pin while the geocoder is being asked."""
    staff = make_staff()

    def ask(*arguments, **options):
        found = chain.locate(*arguments, **options)
        workflow.place_pin(submission, staff, 51.5, -0.2, submission.version)
        return found

    monkeypatch.setattr(locating, "locate", ask)


def test_a_pin_that_staff_set_meanwhile_is_never_overwritten(uk, service, monkeypatch):
    submission = waiting()
    set_a_pin_meanwhile(submission, monkeypatch)
    locate_waiting()
    assert pin_of(submission) == (None, None, "not-needed")
    assert submission.as_known["latitude"] == 51.5


def test_without_looking_again_the_pin_would_be_overwritten(uk, service, monkeypatch):
    """The negative control of the test above."""
    submission = waiting()
    set_a_pin_meanwhile(submission, monkeypatch)

    def write(key, asked, result, now):
        Submission.objects.filter(pk=key).update(**result)

    monkeypatch.setattr(locating, "_write", write)
    locate_waiting()
    assert pin_of(submission) == (51.4621, -0.1133, "found")


def test_an_address_that_was_changed_meanwhile_does_not_get_the_old_point(uk, service, monkeypatch):
    submission = waiting()

    def ask(*arguments, **options):
        payload = submission.payload | {"address": "1 Elsewhere"}
        Submission.objects.filter(pk=submission.pk).update(payload=payload)
        return chain.locate(*arguments, **options)

    monkeypatch.setattr(locating, "locate", ask)
    locate_waiting()
    assert pin_of(submission) == (None, None, "waiting")


def accepted(**values):
    """A submission that was accepted before its address was found, a while ago."""
    submission = waiting(**values)
    staff = make_staff()
    workflow.approve(submission, staff, submission.payload, submission.version)
    submission.refresh_from_db()
    assert not submission.project.locations.exists()
    return submission


def test_what_was_accepted_before_it_was_found_is_put_on_the_map(uk, service):
    submission = accepted()
    assert locate_waiting() == 0  # it may still be undone
    locate_waiting(now=lambda: timezone.now() + timedelta(minutes=11))
    place = Location.objects.get(project=submission.project)
    assert (place.latitude, place.precision, place.source) == (51.4621, "exact", "geocoder")
    assert place.on_map and pin_of(submission)[2] == "found"


def test_what_is_found_while_it_is_accepted_waits_until_that_cannot_be_undone(
    uk, service, monkeypatch
):
    submission, staff = waiting(), make_staff()

    def ask(*arguments, **options):
        if submission.state == "pending":
            workflow.approve(submission, staff, submission.payload, submission.version)
            submission.refresh_from_db()
        return chain.locate(*arguments, **options)

    monkeypatch.setattr(locating, "locate", ask)
    locate_waiting()
    assert pin_of(submission) == (None, None, "waiting")
    workflow.undo(submission.decisions.exclude(who=None).get(), staff)
    assert pin_of(after_a_round(submission))[2] == "found"


def test_a_place_that_staff_gave_the_entry_meanwhile_stays(uk, service):
    submission = accepted()
    make_location(submission.project, latitude=51.5, longitude=-0.2)
    locate_waiting(now=lambda: timezone.now() + timedelta(minutes=11))
    assert submission.project.locations.get().latitude == 51.5
    submission.refresh_from_db()
    assert "has a place already" in submission.geocoding_reason
    assert list(Submission.objects.without_a_pin()) == [submission]  # which of the two is right?


@pytest.mark.django_db(transaction=True)
def test_of_two_jobs_at_once_one_finds_nothing_to_do(service):
    make_uk()
    for number in range(2):
        waiting(address=f"{number} High Street")
    assert sorted(at_once([locate_waiting, locate_waiting])) == [0, 2]
    assert len(service.requests) == 2


@pytest.mark.django_db(transaction=True)
def test_no_row_is_locked_while_a_service_thinks(service, settings):
    settings.GEOCODER_SECONDS = 2
    make_uk()
    submission = waiting()
    service.answer = stand_in.silent

    def edit_meanwhile():
        while not service.requests:
            time.sleep(0.02)
        start = time.monotonic()
        workflow.place_pin(submission, make_staff(), 51.5, -0.2, submission.version)
        return time.monotonic() - start

    looked_at, seconds = at_once([locate_waiting, edit_meanwhile])
    assert (looked_at, seconds < 1) == (1, True)
    assert pin_of(submission) == (None, None, "not-needed")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_looked_up_inside_a_transaction(service):
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        locate_waiting()
