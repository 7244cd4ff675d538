"""The parts of the map that a circle or a box covers, as ranges of Location.cell.

Of most pins the range alone says that they lie inside; only those at the edge are measured.
"""

from dataclasses import dataclass
from itertools import product
from math import asin, cos, radians, sin, sqrt

from projects.map.mercator import TILE_SIZE, to_degrees
from projects.places.distance import EARTH_RADIUS_MILES

# The square parts that hold the UK, where every location lies: (Morton code, column, row).
WIDEST_ZOOM, UK = 4, [(0x35, 7, 4), (0x37, 7, 5), (0x60, 8, 4), (0x62, 8, 5)]
# Parts at the edge are divided in four until there are so many, or they are some metres wide.
ENOUGH_PARTS, SMALLEST_ZOOM = 30, 20
CELL_ZOOM = 26
# More than rounding can amount to, here and in the database: of a distance, in degrees.
ABOUT, A_BIT = 1.01, 1e-6

INSIDE, OUTSIDE, ACROSS = "inside", "outside", "across"


@dataclass(frozen=True)
class Circle:
    """All that is at most so many miles from a point, in degrees."""

    latitude: float
    longitude: float
    miles: float

    def relation_to(self, south, west, north, east):
        """Return whether a part of the map lies INSIDE, OUTSIDE or ACROSS the edge."""
        middle = (south + north) / 2, (west + east) / 2
        corners = product((south, north), (west, east))
        reach = max(_miles(*middle, *corner) for corner in corners) * ABOUT
        away = _miles(*middle, self.latitude, self.longitude)
        if away > self.miles * ABOUT + reach:
            return OUTSIDE
        return INSIDE if (away + reach) * ABOUT < self.miles else ACROSS


@dataclass(frozen=True)
class Box:
    """All between these edges, in degrees."""

    south: float
    west: float
    north: float
    east: float

    def relation_to(self, south, west, north, east):
        """Return whether a part of the map lies INSIDE, OUTSIDE or ACROSS the edge."""
        if not (
            self.south - A_BIT <= north
            and south <= self.north + A_BIT
            and self.west - A_BIT <= east
            and west <= self.east + A_BIT
        ):
            return OUTSIDE
        is_inside = (
            self.south + A_BIT < south
            and north < self.north - A_BIT
            and self.west + A_BIT < west
            and east < self.east - A_BIT
        )
        return INSIDE if is_inside else ACROSS


def ranges(shape):
    """Return [(first cell, last cell, whether all of it is inside)] that cover a shape."""
    found, parts = [], UK
    for zoom in range(WIDEST_ZOOM, SMALLEST_ZOOM + 1):
        across = []
        for part in parts:
            match shape.relation_to(*_bounds(part, zoom)):
                case "inside":
                    found.append(_range(part, zoom, is_inside=True))
                case "across":
                    across.append(part)
        if len(across) > ENOUGH_PARTS:
            break
        parts = [quarter for part in across for quarter in _quarters(*part)]
    found += [_range(part, zoom, is_inside=False) for part in across]
    return _joined(sorted(found))


def _bounds(part, zoom):
    _code, x, y = part
    north, west = to_degrees(x * TILE_SIZE, y * TILE_SIZE, zoom)
    south, east = to_degrees((x + 1) * TILE_SIZE, (y + 1) * TILE_SIZE, zoom)
    return south, west, north, east


def _quarters(code, x, y):
    return [
        (4 * code + 2 * down + right, 2 * x + right, 2 * y + down)
        for down, right in product((0, 1), repeat=2)
    ]


def _range(part, zoom, is_inside):
    shift = 2 * (CELL_ZOOM - zoom)
    return part[0] << shift, (part[0] + 1 << shift) - 1, is_inside


def _joined(found):
    """Make one of ranges that follow each other."""
    joined = []
    for first, last, is_inside in found:
        if joined and joined[-1][1] + 1 == first and joined[-1][2] == is_inside:
            joined[-1] = (joined[-1][0], last, is_inside)
        else:
            joined.append((first, last, is_inside))
    return joined


def _miles(latitude, longitude, other_latitude, other_longitude):
    """The haversine formula, as in projects.places.distance."""
    north = sin(radians(other_latitude - latitude) / 2)
    east = sin(radians(other_longitude - longitude) / 2)
    across = cos(radians(latitude)) * cos(radians(other_latitude))
    return 2 * EARTH_RADIUS_MILES * asin(min(1.0, sqrt(north**2 + across * east**2)))
