import math
import random

import pytest
from django.http import QueryDict

from projects.filters import ProjectFilter
from projects.map import clusters
from projects.map.mercator import to_degrees, to_pixels
from projects.map.merging import SMALLEST_RADIUS, merged, radius_of
from projects.map.svg import draw_map
from projects.map.viewpoint import Viewpoint
from tests.builders import make_project


def marker(name, across, zoom=8):
    """A marker so many pixels east of the corner of four cells in the Midlands."""
    x, y = to_pixels(52.5, -1.9, zoom)
    lat, lng = to_degrees(x // 64 * 64 + across, y // 64 * 64 + 20, zoom)
    return {"lat": lat, "lng": lng, "name": name}


def names(found):
    return [each["name"] for each in found["markers"]]


def test_markers_further_apart_than_one_is_wide_stay_two():
    found = merged({"clusters": [], "markers": [marker("a", -12), marker("b", 12.1)]}, 8)
    assert (sorted(names(found)), found["clusters"]) == (["a", "b"], [])


def test_markers_that_would_cover_each_other_are_a_cluster_between_them():
    a, b = marker("a", -10), marker("b", 10)
    found = merged({"clusters": [], "markers": [a, b]}, 8)
    (cluster,) = found["clusters"]
    assert not found["markers"]
    assert cluster["count"] == 2
    assert cluster["lng"] == pytest.approx((a["lng"] + b["lng"]) / 2, abs=1e-6)
    assert cluster["bounds"] == (a["lat"], a["lng"], b["lat"], b["lng"])
    assert "members" not in cluster, "a closer look parts them"


def test_at_the_last_zoom_what_is_joined_can_be_told_apart():
    pair = [marker("a", -10, 18), marker("b", 10, 18)]
    (cluster,) = merged({"clusters": [], "markers": pair}, 18)["clusters"]
    assert sorted(each["name"] for each in cluster["members"]) == ["a", "b"]


def test_pins_at_one_point_that_nothing_covers_keep_their_members():
    point = {"lat": 52.5, "lng": -1.9}
    alone = {**point, "count": 2, "bounds": (52, -2, 53, -1), "members": (point, point)}
    (cluster,) = merged({"clusters": [alone], "markers": []}, 8)["clusters"]
    assert len(cluster["members"]) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("zoom", [4, 6, 8, 10, 18])
def test_what_is_drawn_is_what_there_is_and_nothing_covers_the_middle_of_another(zoom):
    chance = random.Random(zoom)
    spread = min(2, 400 / 2**zoom)
    middle = (52.5, -1.9)
    make_project(
        pins=[
            (
                middle[0] + chance.uniform(-spread, spread),
                middle[1] + chance.uniform(-spread, spread),
            )
            for _ in range(120)
        ]
    )
    project_filter = ProjectFilter.read(QueryDict(""))
    view = Viewpoint(zoom, *middle)
    found = clusters.tiles(project_filter.pins(), zoom, view.tiles())
    result = merged(found, zoom)
    marks = [(each, each["count"]) for each in result["clusters"]]
    marks += [(each, 1) for each in result["markers"]]
    in_tiles = len(found["markers"]) + sum(each["count"] for each in found["clusters"])
    assert sum(count for _, count in marks) == in_tiles > 0
    for index, (one, count) in enumerate(marks):
        for other, another in marks[:index]:
            apart = math.dist(
                to_pixels(one["lat"], one["lng"], zoom), to_pixels(other["lat"], other["lng"], zoom)
            )
            assert apart > radius_of(max(count, another)) + SMALLEST_RADIUS - 0.1
    drawing = draw_map(project_filter, view)
    assert drawing.shown + drawing.outside == 120
