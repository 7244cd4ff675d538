"""Badges of areas: how many projects serve the whole of an area without a pin of their own.

Councils that stand close together at a zoom share one badge with the number of different projects:
one project may serve several of them. Wider areas never share.
"""

from collections import defaultdict
from dataclasses import dataclass

from projects.bitmaps import count_values
from projects.bitmaps.together import count_any, values_of
from projects.map.mercator import to_pixels
from projects.models import Area

# As clusters of pins: pixels of the square in which councils share a badge.
SQUARE = 64


@dataclass(frozen=True)
class Served:
    """The areas of one badge (one, or councils close together), and how many projects serve them.

    count: of different projects; None where it is not said.
    """

    areas: tuple
    count: int | None = None

    @property
    def is_shared(self):
        """Whether several areas have the badge together."""
        return len(self.areas) > 1

    @property
    def latitude(self):
        """Of the point amid the areas, in degrees."""
        return sum(area.latitude for area in self.areas) / len(self.areas)

    @property
    def longitude(self):
        """Of the point amid the areas, in degrees."""
        return sum(area.longitude for area in self.areas) / len(self.areas)


def served_areas(ids):
    """Return the areas that these projects (projects.bitmaps.Ids) serve directly.

    Each has `count`, how many of them do; those with most come first.
    """
    areas = _all_areas()
    counts = count_values(areas, ids)
    for value, count in counts.items():
        areas[value].count = count
    served = [area for value, area in areas.items() if value in counts]
    return sorted(served, key=lambda area: -area.count)


def badges_of(ids):
    """Return [Served, …], a badge for each area that these projects serve directly."""
    return [Served((area,), area.count) for area in served_areas(ids)]


def badges_at(zoom, ids, areas=None):
    """Return [Served, …], the badges of these projects at a whole zoom, largest numbers first.

    areas: those that they serve, if they are known already.
    """
    if areas is None:  # to ask which they are is faster than to count each
        known = _all_areas()
        values = values_of(known, ids)
        areas = [area for value, area in known.items() if value in values]
    groups = in_groups(areas, zoom)
    counted = [group for group in groups if _count_known(group) is None]
    counts = count_any([[_value(area) for area in group] for group in counted], ids)
    badges = [Served(group, count) for group, count in zip(counted, counts, strict=True)]
    badges += [Served(group, _count_known(group)) for group in groups if group not in counted]
    return sorted(badges, key=lambda badge: -badge.count)


def _count_known(group):
    """The number of an area that stands alone, where served_areas has counted it."""
    return getattr(group[0], "count", None) if len(group) == 1 else None


def in_groups(areas, zoom):
    """Return [(area, …), …], the areas of each badge at this zoom, in the order given."""
    groups = defaultdict(list)
    for area in areas:
        x, y = to_pixels(area.latitude, area.longitude, zoom)
        is_council = area.kind == Area.Kind.COUNCIL
        groups[(x // SQUARE, y // SQUARE) if is_council else area.slug].append(area)
    return [tuple(group) for group in groups.values()]


def as_json(badges):
    """Return [Served, …] as /map/areas.json gives them: {"areas", "shared"}."""
    return {
        "areas": [_own(*each.areas, each.count) for each in badges if not each.is_shared],
        "shared": [_shared(each) for each in badges if each.is_shared],
    }


def _own(area, count):
    return {
        "slug": area.slug,
        "name": area.name,
        "kind": area.kind,
        "lat": area.latitude,
        "lng": area.longitude,
        "count": count,
    }


def _shared(served):
    return {
        "areas": [area.slug for area in served.areas],
        "lat": round(served.latitude, 6),
        "lng": round(served.longitude, 6),
        "count": served.count,
    }


def _all_areas():
    """All areas by what the bits of those that serve them are called."""
    areas = Area.objects.order_by("name", "pk").only(
        "slug", "name", "kind", "latitude", "longitude"
    )
    return {_value(area): area for area in areas}


def _value(area):
    """What the bits of those that serve an area are called."""
    return f"serves:{area.slug}"
