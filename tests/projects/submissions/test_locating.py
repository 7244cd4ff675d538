"""The job that looks up where proposed projects happen, against a geocoder that may fail."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from projects import tasks
from projects.models import GeocoderAnswer, Location, Postcode, Submission, Turn
from projects.places import chain
from projects.submissions import locating, workflow
from projects.submissions.locating import PAUSES, locate_waiting, needs_lookup, retry
from tests import geocoder_server as stand_in
from tests.builders import make_location, make_project, make_staff, make_submission, make_uk
from tests.geocoder_server import http
from tests.projects.submissions.addresses import SOMEWHERE, after_a_round, pin_of, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(service):
    """The stand-in, which knows every address."""
    service.answer = stand_in.found(51.4621, -0.1133)
    return service


@pytest.fixture
def uk():
    return make_uk()


@pytest.mark.parametrize(
    ("payload", "needed"),
    [
        ({"address": "12 High Street"}, True),
        ({"postcode": "SW9"}, True),
        ({"address": "", "postcode": ""}, False),
        ({}, False),
        ({"postcode": "SW9", "latitude": 51.4, "longitude": -0.1}, False),
        ({"postcode": "SW9", "latitude": None, "longitude": None}, True),
    ],
)
def test_an_address_without_a_pin_is_looked_up(payload, needed):
    assert needs_lookup(payload) is needed


def test_what_is_found_is_written_to_the_submission(uk, service):
    before = waiting()
    found = after_a_round(before)
    assert pin_of(found) == (51.4621, -0.1133, "found")
    assert (found.precision, found.found_by) == ("exact", "nominatim")
    # Nobody edited anything: a form that staff have open is still that of this version.
    assert found.version == before.version


def test_submitting_defers_the_job_and_the_job_finds_the_place(uk, service):
    submission = waiting()
    job = ProcrastinateJob.objects.filter(task_name="projects.tasks.locate_submissions").last()
    tasks.locate_submissions(**job.args)
    assert pin_of(submission)[2] == "found"


FAULTS = {
    "500": http("", "500 Internal Server Error"),
    "NaN": stand_in.found(latitude="NaN"),
    "silent": stand_in.silent,
    "64 MB": stand_in.sixty_four_megabytes,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failing_service_leaves_the_submission_without_a_pin_to_be_tried_again(
    uk, service, settings, fault
):
    settings.GEOCODER_SECONDS = 1.5
    service.answer = FAULTS[fault]
    submission = waiting()
    start = time.monotonic()
    submission = after_a_round(submission)
    assert time.monotonic() - start < 3
    assert pin_of(submission) == (None, None, "waiting")
    assert submission.geocoding_tries == 1 and submission.geocoding_reason
    assert submission.geocode_again_at > timezone.now() + timedelta(minutes=4)
    asked = len(service.requests)
    locate_waiting()  # it is not due
    assert len(service.requests) == asked


def test_it_is_tried_with_growing_pauses_and_then_given_to_staff(uk, service):
    service.answer = http("", "500 Internal Server Error")
    submission, now = waiting(), timezone.now()
    for pause in PAUSES:
        Turn.objects.all().delete()  # the pauses are longer than a service is left alone
        locate_waiting(now=lambda moment=now: moment)
        submission.refresh_from_db()
        assert submission.geocode_again_at == now + pause
        now += pause
    assert not Submission.objects.without_a_pin().exists()
    Turn.objects.all().delete()
    locate_waiting(now=lambda: now)
    assert pin_of(submission) == (None, None, "given-up")
    assert "status 500" in submission.geocoding_reason
    assert list(Submission.objects.without_a_pin()) == [submission]
    assert len(service.requests) == len(PAUSES) + 1


def test_a_service_that_is_left_alone_does_not_cost_the_others_a_try(uk, service):
    service.answer = http("", "429 Too Many Requests", Retry_After="3600")
    first, second = waiting(), waiting(address="14 High Street, Stockwell")
    locate_waiting()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.geocoding_tries, second.geocoding_tries) == (1, 0)
    for each in (first, second):
        assert each.geocode_again_at > timezone.now() + timedelta(minutes=59)
    assert len(service.requests) == 1


def test_what_is_not_found_stands_in_the_work_list_with_its_reason(uk, service):
    service.answer = stand_in.found(55.95, -3.19)  # Edinburgh
    submission = after_a_round(waiting(coverage=["lambeth"]))
    assert submission.geocoding == "not-found"
    assert "far from the areas" in submission.geocoding_reason
    assert list(Submission.objects.without_a_pin()) == [submission]


def test_staff_can_have_it_tried_again(uk, service):
    service.answer = stand_in.NOTHING_THERE
    submission = after_a_round(waiting())
    assert submission.geocoding == "not-found"
    GeocoderAnswer.objects.all().delete()
    service.answer = stand_in.found(51.4621, -0.1133)
    assert retry(submission)
    assert pin_of(after_a_round(submission))[2] == "found"
    assert not retry(submission)  # it has its point


def test_what_is_not_confirmed_or_was_rejected_is_not_looked_up(uk, service):
    make_submission(state="unconfirmed", **SOMEWHERE)
    rejected = waiting()
    workflow.reject(rejected, make_staff(), "Not for us", rejected.version)
    assert locate_waiting() == 0
    assert service.requests == []


def test_a_private_place_is_asked_of_nobody(uk, service):
    council = uk["lambeth"]
    Postcode.objects.create(postcode="SW98HQ", latitude=51.46, longitude=-0.11, council=council)
    known = waiting(address="The Refuge", postcode="SW9 8HQ", place_is_private=True)
    unknown = waiting(address="The Refuge", postcode="SW9 9ZZ", place_is_private=True)
    project = make_project()
    make_location(project, public=False, address="The Refuge")
    change = waiting(kind="change", project=project, address="The Other Refuge")
    locate_waiting()
    assert pin_of(known)[2] == "found"
    assert pin_of(unknown)[2] == pin_of(change)[2] == "not-found"
    assert service.requests == []


def test_a_change_of_the_address_alone_is_looked_up_with_the_entrys_postcode(uk, service):
    project = make_project()
    make_location(project, address="1 Old Street", postcode="SW9 8HQ")
    service.answer = stand_in.postcode("SW9 8HQ", 51.46, -0.11)
    change = make_submission(
        "change", project=project, address="2 New Street", postcode="SW9 8HQ",
        latitude=None, longitude=None,
    )  # fmt: skip
    assert "postcode" not in change.payload
    assert after_a_round(change).found_by == "postcodes.io"
    assert Location.objects.get().address == "1 Old Street"  # the entry stays as it is


def test_one_that_cannot_be_handled_does_not_hold_up_the_others(uk, service, monkeypatch, caplog):
    bad, good = waiting(address="Bad"), waiting()

    def ask(address, *arguments, **options):
        if address == "Bad":
            raise ZeroDivisionError
        return chain.locate(address, *arguments, **options)

    monkeypatch.setattr(locating, "locate", ask)
    locate_waiting()
    assert pin_of(good)[2] == "found"
    assert pin_of(bad)[2] == "waiting"
    assert bad.geocoding_tries == 1
    assert bad.reference in caplog.text and "High Street" not in caplog.text


def test_a_round_ends_in_time_and_the_rest_is_done_by_another_job(uk, service):
    for number in range(3):
        waiting(address=f"{number} High Street")
    jobs = ProcrastinateJob.objects.filter(task_name="projects.tasks.locate_submissions")
    before = jobs.count()
    assert locate_waiting(seconds=0) <= 1
    assert jobs.count() == before + 1


def test_what_services_answered_is_forgotten_with_the_submission(uk, service):
    submission = after_a_round(waiting())
    assert GeocoderAnswer.objects.exists()
    locating.forget(submission)
    assert not GeocoderAnswer.objects.exists()
