from datetime import timedelta

import pytest
from django.utils import timezone

from projects.models import GeocoderAnswer
from projects.places.answers import forget, forget_old, keep, look_up
from projects.places.outside import NOMINATIM, Answer
from tests import geocoder_server as stand_in

pytestmark = pytest.mark.django_db

FOUND = Answer(51.4, -0.1, "exact", "1 Here")


def kept_days_ago(days, answer, query="1 Here"):
    keep(NOMINATIM, query, answer)
    then = timezone.now() - timedelta(days=days)
    GeocoderAnswer.objects.filter(query=query.lower()).update(asked_at=then)


@pytest.mark.parametrize(
    ("days", "answer", "asked"),
    [(179, FOUND, 0), (181, FOUND, 1), (29, Answer(label="No."), 0), (31, Answer(), 1)],
)
def test_a_place_is_asked_for_anew_after_half_a_year_a_no_after_a_month(
    service, days, answer, asked
):
    kept_days_ago(days, answer)
    service.answer = stand_in.found(51.5, -0.2)
    now = look_up(NOMINATIM, "1  here", 4)
    assert len(service.requests) == asked
    assert now == answer if not asked else now.latitude == 51.5
    assert GeocoderAnswer.objects.count() == 1


def test_old_answers_are_deleted_and_newer_ones_kept():
    kept_days_ago(181, FOUND, "a")
    kept_days_ago(100, FOUND, "b")
    kept_days_ago(31, Answer(), "c")
    kept_days_ago(20, Answer(), "d")
    assert forget_old() == 2
    assert set(GeocoderAnswer.objects.values_list("query", flat=True)) == {"b", "d"}


def test_what_was_asked_about_somebody_can_be_erased():
    keep(NOMINATIM, "1 Here", FOUND)
    keep(NOMINATIM, "2 There", FOUND)
    forget(["1 HERE", "SW98HQ"])
    assert GeocoderAnswer.objects.get().query == "2 there"
