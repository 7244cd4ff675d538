import pytest

from projects.places.grid import to_grid, to_latitude_longitude


def test_the_grid_is_turned_into_degrees_as_ordnance_survey_does():
    # Caister water tower, from the Ordnance Survey guide: 52°39'28.72" N, 1°42'57.79" E.
    latitude, longitude = to_latitude_longitude(651409.903, 313177.270)
    assert latitude == pytest.approx(52.657978, abs=0.00005)
    assert longitude == pytest.approx(1.716053, abs=0.00005)
    assert to_grid(latitude, longitude) == pytest.approx((651409.903, 313177.270), abs=0.1)
