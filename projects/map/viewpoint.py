"""Which part of the world a map shows, as `at=zoom/latitude/longitude` in its address says it.

It changes only what is in view, never what is found or counted.
"""

import math
import re
from dataclasses import dataclass

from django.db.models import Max, Min

from projects.filters import Bounds
from projects.map.clusters import LAST_ZOOM
from projects.map.mercator import TILE_SIZE, to_degrees, to_pixels
from projects.map.tiles import tiles
from projects.models import Area

FIRST_ZOOM = 4
# Fitting a view to few pins goes no deeper: closer up, the coastline has nothing to show.
DEEPEST_FIT = 10
# The size that a view is fitted to, in pixels; the server draws it at this size.
WIDTH, HEIGHT, MARGIN = 440, 550, 24
# Scilly to Shetland, and the middles that a view may have: enough sea around to pan.
UK = Bounds(south=49.85, west=-8.65, north=60.88, east=1.8)
REACH = Bounds(south=44, west=-20, north=65, east=13)
# No pin stands further out: the database keeps every point inside (projects.models.points).
PINS = Bounds(south=49, west=-9.5, north=61.5, east=2.5)
# The box of more pins than this is that of their clusters at this zoom.
FEW_PINS, COARSE_ZOOM = 2_000, 7

_AT = re.compile(
    r"(\d{1,2})(?:\.(?:25|5|75))?/(-?\d{1,2}(?:\.\d{1,9})?)/(-?\d{1,3}(?:\.\d{1,9})?)", re.ASCII
)


@dataclass(frozen=True)
class Viewpoint:
    """Zoom (4 to 18) and the point in the middle (degrees).

    The script also knows quarters of zooms; drawn by the server they are the next wider one.
    """

    zoom: int
    latitude: float
    longitude: float

    def __str__(self):
        return f"{self.zoom}/{round(self.latitude, 5)}/{round(self.longitude, 5)}"

    @classmethod
    def parse(cls, text):
        """Return what the text says; None unless it is a zoom and a point in or near the UK."""
        if not (match := _AT.fullmatch(text)):
            return None
        zoom, latitude, longitude = int(match[1]), float(match[2]), float(match[3])
        in_reach = REACH.south <= latitude <= REACH.north and REACH.west <= longitude <= REACH.east
        return (
            cls(zoom, latitude, longitude) if FIRST_ZOOM <= zoom <= LAST_ZOOM and in_reach else None
        )

    @classmethod
    def fitting(cls, bounds, width=WIDTH, height=HEIGHT, margin=MARGIN, deepest=DEEPEST_FIT):
        """Return the deepest view of this size (pixels) that shows the whole box."""
        left, top = to_pixels(bounds.north, bounds.west, 0)
        right, bottom = to_pixels(bounds.south, bounds.east, 0)
        across = (width - 2 * margin) / max(right - left, 1e-9)
        down = (height - 2 * margin) / max(bottom - top, 1e-9)
        zoom = min(deepest, max(FIRST_ZOOM, math.floor(math.log2(min(across, down)))))
        return cls(zoom, *to_degrees((left + right) / 2, (top + bottom) / 2, 0))

    def moved(self, across=0, down=0, zoom=0):
        """Return the view so many pixels further east and south, then so many zooms deeper.

        None where that is out of reach.
        """
        x, y = to_pixels(self.latitude, self.longitude, self.zoom)
        latitude, longitude = to_degrees(x + across, y + down, self.zoom)
        return self.parse(str(Viewpoint(self.zoom + zoom, latitude, longitude)))

    def closer(self, latitude, longitude):
        """Return the view two zooms deeper, where a cluster parts, round a point."""
        return Viewpoint(min(self.zoom + 2, LAST_ZOOM), latitude, longitude)

    def corner(self, width=WIDTH, height=HEIGHT):
        """Return (x, y) of the view's north-west corner in pixels of the world at its zoom."""
        x, y = to_pixels(self.latitude, self.longitude, self.zoom)
        return x - width / 2, y - height / 2

    def tiles(self, width=WIDTH, height=HEIGHT):
        """Return [(x, y), …] of the tiles that the view touches."""
        left, top = self.corner(width, height)
        return _tiles_between(self.zoom, left, top, left + width, top + height)


def bounds_of(project_filter):
    """Return the box that suits a query: its place, its part of the map, its area or its pins.

    The whole UK where the query has none of these.
    """
    place, data = project_filter.place, project_filter.data
    if place and place.has_point:
        return _around(place.latitude, place.longitude, place.miles)
    if project_filter.bounds:
        return project_filter.bounds
    areas = [place.area_slug] if place else data.getlist("area")
    if len(areas) == 1 and (box := _extent(Area.objects.councils().inside(areas[0]))):
        return UK if areas == ["uk"] else box
    return (set(data) - {"sort", "wider"} and _extent_of_pins(project_filter)) or UK


def _around(latitude, longitude, miles):
    height = miles / 69
    width = height / math.cos(math.radians(latitude))
    return Bounds(latitude - height, longitude - width, latitude + height, longitude + width)


def _extent_of_pins(project_filter):
    if project_filter.placing()["locations"] <= FEW_PINS:
        return _extent(project_filter.pins())
    left, top = to_pixels(PINS.north, PINS.west, COARSE_ZOOM)
    right, bottom = to_pixels(PINS.south, PINS.east, COARSE_ZOOM)
    found = tiles(
        project_filter, COARSE_ZOOM, _tiles_between(COARSE_ZOOM, left, top, right, bottom)
    )
    boxes = [each["bounds"] for each in found["clusters"]]
    boxes += [(each["lat"], each["lng"]) * 2 for each in found["markers"]]
    if not boxes:
        return None
    south, west, north, east = zip(*boxes, strict=True)
    return Bounds(min(south), min(west), max(north), max(east))


def _tiles_between(zoom, left, top, right, bottom):
    """The tiles [(x, y), …] that a box touches, in pixels of the world at this zoom."""
    last = 2**zoom - 1
    columns = range(max(0, int(left // TILE_SIZE)), min(last, int(right // TILE_SIZE)) + 1)
    rows = range(max(0, int(top // TILE_SIZE)), min(last, int(bottom // TILE_SIZE)) + 1)
    return [(x, y) for y in rows for x in columns]


def _extent(points):
    edges = points.order_by().aggregate(
        south=Min("latitude"), west=Min("longitude"), north=Max("latitude"), east=Max("longitude")
    )
    return None if edges["south"] is None else Bounds(**edges)


def edges(bounds):
    """Return [south, west, north, east] in degrees, as precise as a map needs them."""
    return [round(edge, 5) for edge in (bounds.south, bounds.west, bounds.north, bounds.east)]
