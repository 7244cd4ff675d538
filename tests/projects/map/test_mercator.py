import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.map.mercator import to_degrees, to_pixels


def test_the_middle_of_the_world_is_the_middle_of_its_square():
    assert to_pixels(0, 0, 3) == pytest.approx((1024, 1024))


def test_greenwich_lies_in_the_tile_that_slippy_maps_give_it():
    x, y = to_pixels(51.4779, -0.0015, 10)
    assert (x // 256, y // 256) == (511, 340)


@given(st.floats(-85, 85), st.floats(-180, 180), st.integers(0, 18))
def test_degrees_become_pixels_and_degrees_again(latitude, longitude, zoom):
    assert to_degrees(*to_pixels(latitude, longitude, zoom), zoom) == pytest.approx(
        (latitude, longitude), abs=1e-6
    )
