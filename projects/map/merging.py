"""Marks that would cover each other, shown as one.

Clusters are made per cell, so two of neighbouring cells may stand almost at one point. At the size
they are drawn, such marks become one cluster; what is counted stays what it was.
static/js/map/merging.js does the same in the browser.
"""

import math

from projects.map.clusters import LAST_ZOOM
from projects.map.mercator import to_pixels

# (Fewest places, radius in pixels of a cluster); also in static/js/map/marks.js.
RADII = [(1000, 26), (100, 22), (10, 18), (0, 15)]
# Half of the smallest mark that a finger can meet, in pixels.
SMALLEST_RADIUS = 12


def radius_of(count):
    """Return the radius of a mark of so many places, in pixels."""
    if count == 1:
        return SMALLEST_RADIUS
    return next(radius for fewest, radius in RADII if count >= fewest)


def merged(found, zoom):
    """Return the clusters and markers (as clusters.tiles gives them) with close ones made one.

    The smaller of two marks keeps its middle and SMALLEST_RADIUS around it clear of the other.
    """
    waiting = [_Mark.of_cluster(each, zoom) for each in found["clusters"]]
    waiting += [_Mark.of_marker(each, zoom) for each in found["markers"]]
    # The first is taken last: the same order everywhere, the largest first.
    waiting.sort(key=lambda mark: (mark.count, mark.y, mark.x))
    kept = []
    while waiting:
        mark = waiting.pop()
        close = next((other for other in kept if other.is_close_to(mark)), None)
        if close:
            kept.remove(close)
            waiting.append(close.joined(mark))
        else:
            kept.append(mark)
    return {
        "clusters": [mark.as_cluster(zoom) for mark in kept if mark.count > 1],
        "markers": [mark.members[0] for mark in kept if mark.count == 1],
    }


class _Mark:
    """A cluster or a marker at x, y in pixels of the world; members are None if unknown."""

    def __init__(self, latitude, longitude, count, bounds, members, zoom):
        self.latitude, self.longitude, self.count = latitude, longitude, count
        self.bounds, self.members, self.zoom = bounds, members, zoom
        self.x, self.y = to_pixels(latitude, longitude, zoom)
        self.radius = radius_of(count)
        self.is_whole = True

    @classmethod
    def of_cluster(cls, each, zoom):
        members = each.get("members")
        return cls(each["lat"], each["lng"], each["count"], each["bounds"], members, zoom)

    @classmethod
    def of_marker(cls, each, zoom):
        point = each["lat"], each["lng"]
        return cls(*point, 1, (*point, *point), (each,), zoom)

    def is_close_to(self, other):
        room = max(self.radius, other.radius) + SMALLEST_RADIUS
        return math.hypot(self.x - other.x, self.y - other.y) < room

    def joined(self, other):
        count = self.count + other.count
        south, west, north, east = zip(self.bounds, other.bounds, strict=True)
        known = self.members is not None and other.members is not None
        mark = _Mark(
            (self.latitude * self.count + other.latitude * other.count) / count,
            (self.longitude * self.count + other.longitude * other.count) / count,
            count,
            (min(south), min(west), max(north), max(east)),
            (*self.members, *other.members) if known else None,
            self.zoom,
        )
        mark.is_whole = False
        return mark

    def as_cluster(self, zoom):
        """As clusters.tiles gives it: what a closer look parts does not carry its members."""
        cluster = {
            "lat": round(self.latitude, 6),
            "lng": round(self.longitude, 6),
            "count": self.count,
            "bounds": self.bounds,
        }
        if self.members is not None and (self.is_whole or zoom >= LAST_ZOOM):
            cluster["members"] = self.members
        return cluster
