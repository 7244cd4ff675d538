"""Badges of areas: how many projects serve the whole of an area without a pin of their own.

Councils that stand close together at a zoom share one badge that counts areas, not projects: one
project may serve all of them, so their projects do not add up. Wider areas never share.
"""

from collections import defaultdict

from projects.map.mercator import to_pixels
from projects.models import Area

# As clusters of pins: pixels of the square in which councils share a badge.
SQUARE = 64


def shared_badges(areas, zoom):
    """Return [[area, …], …], the areas of each badge at this zoom, in the order given."""
    groups = defaultdict(list)
    for area in areas:
        x, y = to_pixels(area.latitude, area.longitude, zoom)
        is_council = area.kind == Area.Kind.COUNCIL
        groups[(x // SQUARE, y // SQUARE) if is_council else area.slug].append(area)
    return list(groups.values())


def as_json(areas):
    """Return the areas, annotated with `count`, as /map/areas.json gives them."""
    return [
        {
            "slug": area.slug,
            "name": area.name,
            "kind": area.kind,
            "lat": area.latitude,
            "lng": area.longitude,
            "count": area.count,
        }
        for area in areas
    ]
