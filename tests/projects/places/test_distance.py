import pytest
from geopy.distance import great_circle

from projects.models import Location
from projects.places.distance import haversine_miles
from tests.builders import make_project

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "pair",
    [
        ((50.12, -5.54), (60.15, -1.15)),
        ((51.5, -0.12), (51.5, -0.12)),
        ((54.6, -5.93), (51.48, 1.4)),
    ],
)
def test_miles_agree_with_geopy(pair):
    here, there = pair
    make_project(pins=[there])
    miles = Location.objects.annotate(miles=haversine_miles(*here)).get().miles
    assert miles == pytest.approx(great_circle(here, there).miles, abs=0.001)


def test_the_box_before_the_circle_leaves_nothing_out():
    for latitude in (49.9, 60.8):
        for bearing in range(0, 360, 45):
            edge = great_circle(miles=19.99).destination((latitude, -2), bearing)
            make_project(pins=[(edge.latitude, edge.longitude)])
        assert Location.objects.within_miles(latitude, -2, 20).count() == 8
        Location.objects.all().delete()
