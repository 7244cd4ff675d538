import random

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from projects.map import clusters
from projects.map.mercator import to_degrees, to_pixels
from projects.models import Location
from tests.builders import make_project

CELL = st.integers(0, 2**clusters.GRID_ZOOM - 1)


def pins():
    return Location.objects.on_map()


def tile_of(latitude, longitude, zoom):
    x, y = to_pixels(latitude, longitude, zoom)
    return int(x // 256), int(y // 256)


def count_of(found):
    return len(found["markers"]) + sum(cluster["count"] for cluster in found["clusters"])


def all_tiles(zoom):
    return [(x, y) for x in range(2**zoom) for y in range(2**zoom)]


@given(CELL, CELL)
def test_a_code_gives_back_its_column_and_row(x, y):
    assert clusters.deinterleave(clusters.interleave(x, y)) == (x, y)


@pytest.mark.django_db
def test_python_and_the_database_put_points_into_the_same_cells():
    chance = random.Random(1)
    points = [(chance.uniform(49, 61.5), chance.uniform(-9.5, 2.5)) for _ in range(2000)]
    points += [(52.123456, 0.0), (49.0, -9.5), (61.5, 2.5), (55.0, -5.625), (51.4779, -180.0)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT web_mercator_cell(latitude, longitude)"
            " FROM unnest(%s::float8[], %s::float8[]) WITH ORDINALITY AS p (latitude, longitude, n)"
            " ORDER BY n",
            list(map(list, zip(*points, strict=True))),
        )
        found = [code for (code,) in cursor.fetchall()]
    # At zoom 18 a pixel of the world is a cell.
    assert found == [
        clusters.interleave(*map(int, to_pixels(latitude, longitude, 18)))
        for latitude, longitude in points
    ]


@pytest.mark.parametrize(
    ("z", "x", "y", "expected"),
    [
        (0, 0, 0, True),
        (18, 2**18 - 1, 2**18 - 1, True),
        (19, 0, 0, False),
        (5, 32, 0, False),
        (5, 0, 32, False),
        (5, 31, 31, True),
    ],
)
def test_a_tile_exists_up_to_the_last_zoom_and_inside_the_world(z, x, y, expected):
    assert clusters.is_tile(z, x, y) is expected


@pytest.mark.django_db
def test_a_pin_alone_in_its_cell_is_a_marker_with_its_words():
    make_project("Fair Pay", slug="fair-pay", summary="Pays fairly.", pins=[(51.5, -0.1)])
    assert clusters.tile(pins(), 10, *tile_of(51.5, -0.1, 10)) == {
        "clusters": [],
        "markers": [
            {
                "lat": 51.5,
                "lng": -0.1,
                "slug": "fair-pay",
                "name": "Fair Pay",
                "summary": "Pays fairly.",
                "status": "current",
            }
        ],
    }


@pytest.mark.django_db
def test_pins_in_one_cell_are_a_cluster_at_their_mean_within_the_bounds_of_the_cell():
    make_project(pins=[(51.5000, -0.1000), (51.5004, -0.1004)])
    found = clusters.tile(pins(), 8, *tile_of(51.5, -0.1, 8))
    (cluster,) = found["clusters"]
    south, west, north, east = cluster["bounds"]
    assert (cluster["lat"], cluster["lng"], cluster["count"]) == (51.5002, -0.1002, 2)
    assert south < 51.5 < 51.5004 < north
    assert west < -0.1004 < -0.1 < east
    assert east - west == pytest.approx(360 / 2**10, abs=1e-5), "64 pixels wide"
    assert "members" not in cluster
    assert not found["markers"]


@pytest.mark.django_db
@pytest.mark.parametrize("zoom", [1, 4, 7, 10])
def test_a_pin_on_the_border_of_tiles_is_counted_once(zoom):
    north, west = to_degrees(*(256 * index for index in tile_of(53, -1.5, 10)), 10)
    make_project(pins=[(north, west), (north, -1.5), (53, west), (52.5, 0.0)])
    touched = {
        (x + across, y + down)
        for location in pins()
        for x, y in [tile_of(location.latitude, location.longitude, zoom)]
        for across in (-1, 0, 1)
        for down in (-1, 0, 1)
        if clusters.is_tile(zoom, x + across, y + down)
    }
    assert sum(count_of(clusters.tile(pins(), zoom, *xy)) for xy in touched) == 4


@pytest.mark.django_db
def test_several_tiles_together_are_the_sum_of_each():
    make_project(pins=[(50.3, -4.1), (55.9, -3.2), (55.9, -3.21), (51.5, -0.1), (54.6, -5.9)])
    for zoom in (0, 2, 3):
        together = clusters.tiles(pins(), zoom, all_tiles(zoom))
        each = [clusters.tile(pins(), zoom, x, y) for x, y in all_tiles(zoom)]
        for kind in ("clusters", "markers"):
            apart = [mark for tile in each for mark in tile[kind]]
            assert sorted(map(str, together[kind])) == sorted(map(str, apart))


@pytest.mark.django_db
def test_at_the_last_zoom_a_cluster_has_its_members_in_the_default_order():
    point = (51.5, -0.1)
    make_project("Bread", pins=[point], status="past")
    make_project("Roses", pins=[(51.500001, -0.100001)])
    (cluster,) = clusters.tile(pins(), 18, *tile_of(*point, 18))["clusters"]
    assert [member["name"] for member in cluster["members"]] == ["Roses", "Bread"]
    assert set(cluster["members"][0]) == {"lat", "lng", "slug", "name", "summary", "status"}


@pytest.mark.django_db
def test_pins_at_one_very_point_are_told_apart_at_any_zoom():
    for name in ("Bread", "Roses"):
        make_project(name, pins=[(51.5, -0.1)])
    (cluster,) = clusters.tile(pins(), 5, *tile_of(51.5, -0.1, 5))["clusters"]
    assert [member["name"] for member in cluster["members"]] == ["Bread", "Roses"]


@pytest.mark.django_db
def test_many_pins_at_one_very_point_are_told_apart_at_the_last_zoom_only():
    make_project(pins=[(51.5, -0.1)] * (clusters.FEW_ENOUGH + 1))
    (early,) = clusters.tile(pins(), 5, *tile_of(51.5, -0.1, 5))["clusters"]
    (last,) = clusters.tile(pins(), 18, *tile_of(51.5, -0.1, 18))["clusters"]
    assert "members" not in early
    assert len(last["members"]) == last["count"] == clusters.FEW_ENOUGH + 1


@pytest.mark.django_db
def test_an_empty_tile_takes_one_query_and_a_full_one_two(django_assert_num_queries):
    make_project(pins=[(51.5, -0.1), (51.5, -0.1), (54.5, -1.9)])
    with django_assert_num_queries(1):
        assert not count_of(clusters.tile(pins(), 5, 0, 0))
    with django_assert_num_queries(2):
        found = clusters.tile(pins(), 5, *tile_of(51.5, -0.1, 5))
    assert (len(found["clusters"]), len(found["markers"])) == (1, 1)
