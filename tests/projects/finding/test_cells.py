"""The ranges of cells that stand for a circle or a box: no point is missed, few are measured."""

import random
from math import cos, radians

import pytest

from projects.finding.cells import ACROSS, INSIDE, OUTSIDE, Box, Circle, ranges
from projects.map.clusters import GRID_ZOOM, interleave
from projects.map.mercator import TILE_SIZE, to_pixels

LATITUDE, LONGITUDE = 53.48, -2.24


def cell_of(latitude, longitude):
    x, y = to_pixels(latitude, longitude, GRID_ZOOM)
    return interleave(int(x / TILE_SIZE), int(y / TILE_SIZE))


def said_of(points, shape):
    """Return [(what the shape says of a point, what the ranges say of it)]."""
    found = ranges(shape)
    answers = []
    for latitude, longitude in points:
        cell = cell_of(latitude, longitude)
        inside = next((inside for first, last, inside in found if first <= cell <= last), None)
        said = {True: INSIDE, False: ACROSS, None: OUTSIDE}[inside]
        answers.append((shape.relation_to(latitude, longitude, latitude, longitude), said))
    return answers


def points_about(height, width):
    dice = random.Random(5)
    for _ in range(300):
        latitude = LATITUDE + dice.uniform(-height, height)
        longitude = LONGITUDE + dice.uniform(-width, width)
        if 49 < latitude < 61.5 and -9.5 < longitude < 2.5:
            yield latitude, longitude


@pytest.mark.parametrize("miles", [0.1, 3, 10, 500])
def test_a_circle_has_all_its_points_and_most_need_not_be_measured(miles):
    height = miles / 69
    width = height / cos(radians(LATITUDE))
    answers = said_of(points_about(height, width), Circle(LATITUDE, LONGITUDE, miles))
    assert (INSIDE, OUTSIDE) not in answers
    assert (OUTSIDE, INSIDE) not in answers
    measured = sum(said == ACROSS for _true, said in answers)
    assert measured < 0.6 * len(answers)


@pytest.mark.parametrize(("height", "width"), [(0.001, 0.001), (0.2, 0.9), (8, 7)])
def test_a_box_has_all_its_points_and_most_need_not_be_measured(height, width):
    box = Box(LATITUDE - height, LONGITUDE - width, LATITUDE + height, LONGITUDE + width)
    answers = said_of(points_about(1.3 * height, 1.3 * width), box)
    assert (INSIDE, OUTSIDE) not in answers
    assert (OUTSIDE, INSIDE) not in answers
    measured = sum(said == ACROSS for _true, said in answers)
    assert measured < 0.6 * len(answers)


def test_a_box_beside_the_uk_has_no_range():
    assert ranges(Box(30, 20, 31, 21)) == []
