import pytest
from django.http import QueryDict

from projects.filters import Bounds, ProjectFilter
from projects.map.mercator import to_pixels
from projects.map.viewpoint import DEEPEST_FIT, UK, Viewpoint, bounds_of, edges
from tests.builders import make_project, make_uk


def bounds_for(query):
    return bounds_of(ProjectFilter.read(QueryDict(query)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6/53.4/-2.25", Viewpoint(6, 53.4, -2.25)),
        ("18/51/0", Viewpoint(18, 51.0, 0.0)),
        ("5.5/55/-3.4", Viewpoint(5, 55.0, -3.4)),
        ("5.75/55/-3.4", Viewpoint(5, 55.0, -3.4)),
    ],
)
def test_zoom_latitude_and_longitude_are_read(text, expected):
    assert Viewpoint.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "6",
        "6/53.4",
        "6/53.4/-2.2/1",
        "3/53.4/-2.2",
        "19/53.4/-2.2",
        "6/nan/-2.2",
        "6/inf/0",
        "6/1e2/0",
        "6/40/-2",
        "6/53/120",
        "٦/53/0",
        "6/53/0\n",
        "6/53/0'",
        "9" * 10_000,
    ],
)
def test_what_is_no_view_of_the_uk_is_left_out(text):
    assert Viewpoint.parse(text) is None


def test_a_view_written_down_is_read_as_itself():
    view = Viewpoint(9, 53.48075, -2.24263)
    assert Viewpoint.parse(str(view)) == view


def test_the_whole_uk_is_in_view_with_shetland_and_scilly():
    view = Viewpoint.fitting(UK)
    left, top = view.corner()
    for latitude, longitude in [(60.86, -0.87), (49.86, -6.4), (54.6, -8.15), (52.48, 1.76)]:
        x, y = to_pixels(latitude, longitude, view.zoom)
        assert 0 < x - left < 440
        assert 0 < y - top < 550


def test_a_single_point_is_not_fitted_deeper_than_its_surroundings():
    assert Viewpoint.fitting(Bounds(51.5, -0.1, 51.5, -0.1)).zoom == DEEPEST_FIT


def test_a_move_keeps_the_zoom_and_goes_by_pixels():
    view = Viewpoint(8, 53.0, -2.0)
    east = view.moved(across=256)
    assert east.zoom == 8
    assert east.longitude == pytest.approx(-2 + 360 / 2**8, abs=1e-4)
    assert east.latitude == pytest.approx(53.0, abs=1e-4)


def test_a_move_out_of_reach_is_none():
    assert Viewpoint(18, 53.0, -2.0).moved(zoom=1) is None
    assert Viewpoint(4, 60.0, -2.0).moved(down=-275) is None


def test_the_tiles_of_a_view_cover_its_corners_and_no_more():
    view = Viewpoint(8, 53.0, -2.0)
    left, top = view.corner()
    tiles = view.tiles()
    for x, y in [(left, top), (left + 440, top + 550)]:
        assert (int(x // 256), int(y // 256)) in tiles
    assert len(tiles) == len(set(tiles)) <= 12


@pytest.mark.django_db
def test_without_a_filter_the_whole_uk_suits():
    make_project(pins=[(51.5, -0.1)])
    assert bounds_for("") == bounds_for("sort=name") == UK


@pytest.mark.django_db
def test_a_filter_is_fitted_to_the_pins_that_it_finds():
    make_project(status="past", pins=[(51.5, -0.1), (53.5, -2.2)])
    make_project(status="current", pins=[(57.0, -4.0)])
    assert edges(bounds_for("status=past")) == [51.5, -2.2, 53.5, -0.1]


@pytest.mark.django_db
def test_a_filter_that_finds_no_pin_shows_the_whole_uk():
    make_project(status="past")
    assert bounds_for("status=past") == UK


@pytest.mark.django_db
def test_a_part_of_the_map_is_kept_to():
    assert bounds_for("bbox=-2,53,-1,54") == Bounds(53, -2, 54, -1)


@pytest.mark.django_db
def test_an_area_is_fitted_to_its_councils():
    make_uk()
    assert edges(bounds_for("area=greater-manchester")) == [53.48, -2.3, 53.49, -2.24]
    assert bounds_for("area=uk") == UK


@pytest.mark.django_db
def test_a_place_is_in_the_middle_of_its_miles():
    areas = make_uk()
    areas["salford"].places.create(
        name="Swinton", key="swinton", latitude=53.5, longitude=-2.3, population=20_000
    )
    south, west, north, east = edges(bounds_for("near=Swinton&within=69"))
    assert (south + north) / 2 == pytest.approx(53.5)
    assert (west + east) / 2 == pytest.approx(-2.3)
    assert north - south == pytest.approx(2)


@pytest.mark.django_db
def test_the_box_of_many_pins_holds_all_of_them_and_little_more(monkeypatch):
    make_project(status="past", pins=[(51.5, -0.1), (53.5, -2.2), (51.5, -0.1)])
    make_project(status="current", pins=[(57.0, -4.0)])
    monkeypatch.setattr("projects.map.viewpoint.FEW_PINS", 2)
    south, west, north, east = edges(bounds_for("status=past"))
    # A square at that zoom is 0.71 degrees wide.
    assert 50.7 < south <= 51.5
    assert 53.5 <= north < 54.3
    assert -3 < west <= -2.2
    assert -0.1 <= east < 0.7
