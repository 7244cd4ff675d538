"""Which pins a place or a box leaves on the map, and how far they are: read from indexes alone."""

import sys
from array import array
from dataclasses import asdict
from functools import cached_property

from projects.bitmaps import Ids
from projects.finding.cells import Box, Circle, ranges
from projects.finding.hints import hints
from projects.models import Area
from projects.places.distance import EARTH_RADIUS_MILES
from projects.reading import connection

# projects.places.distance.haversine_miles in SQL: the same numbers to the last digit.
_MILES = """(%(diameter)s * asin(least(sqrt(
    power(sin(radians(pin.latitude - %(latitude)s) / 2.0), 2)
    + cos(radians(%(latitude)s)) * cos(radians(pin.latitude))
    * power(sin(radians(pin.longitude - %(longitude)s) / 2.0), 2)
), 1.0)))"""
_IN_CIRCLE = f"{_MILES} <= %(miles)s"
_IN_BOX = """(pin.latitude BETWEEN %(south)s AND %(north)s
    AND pin.longitude BETWEEN %(west)s AND %(east)s)"""

# Only in parts of the map that lie across the edge each pin is measured.
_PARTS = """projects_location AS pin
JOIN unnest(%(first)s::bigint[], %(last)s::bigint[], %(inside)s::bool[])
    AS part (first, last, is_inside) ON pin.cell BETWEEN part.first AND part.last
WHERE pin.on_map AND (part.is_inside OR {measured})"""
_COUNCILS = (
    "projects_location AS pin WHERE pin.on_map AND pin.council_id = ANY(%(councils)s::bigint[])"
)
_OF_PROJECTS = (
    "projects_location AS pin WHERE pin.on_map AND pin.project_id = ANY(%(ids)s::bigint[])"
)

# The project of each pin, in two strings of eight bytes each: numbers come fastest so. is_close: of
# pins where the work happens in the circle.
_PROJECTS = """
SELECT is_close, string_agg(int8send(project_id), '') FROM ({pins}) AS pins GROUP BY is_close
"""
_NEAREST = (
    f"SELECT pin.project_id, min({_MILES}) FROM {{pins}} AND pin.role = 'delivery' GROUP BY 1"
)


class Pins:
    """The pins that a place, a box or both leave; LocationQuerySet.near says which these are.

    place: a projects.places.search.FoundPlace or None. bounds: anything with south, west, north
    and east, or None. They are looked for once, when they are needed first.
    """

    def __init__(self, place=None, bounds=None):
        self.place = place
        self.bounds = bounds

    @cached_property
    def ids(self):
        """The Ids of the projects that have one, whether they are published or not."""
        return Ids.of(self._projects[False]) | self.delivering

    @cached_property
    def delivering(self):
        """The Ids of those that have one where the work happens within the place's miles."""
        return Ids.of(self._projects[True])

    def count(self, ids):
        """Return how many of the pins are of some projects (Ids)."""
        longest = max(ids.bits.bit_length(), self.ids.bits.bit_length())
        data = ids.bits.to_bytes(longest // 8 + 1, "little")
        every = (each for pins in self._projects.values() for each in pins)
        return sum(data[each >> 3] >> (each & 7) & 1 for each in every)

    @cached_property
    def _projects(self):
        """{whether they are close: the project of each pin}."""
        found = {True: [], False: []}
        for is_close, data in self._rows():
            found[is_close] = array("q", data)
            if sys.byteorder == "little":
                found[is_close].byteswap()
        return found

    def _rows(self):
        values, in_box = {}, ""
        if self.bounds:
            box = Box(*(getattr(self.bounds, edge) for edge in Box.__dataclass_fields__))
            values, in_box = asdict(box), f" AND {_IN_BOX}"
        if not self.place:
            pins = _PARTS.format(measured=_IN_BOX)
            return _rows(_PROJECTS.format(pins=_select(pins, "false")), values | _parts(box))
        inside = Area.objects.inside(self.place.area_slug)
        values["councils"] = list(inside.values_list("pk", flat=True))
        pins = _select(_COUNCILS + in_box, "false")
        if self.place.has_point:
            circle = circle_round(self.place, self.place.miles)
            values |= _circle(circle)
            close = _select(_PARTS.format(measured=_IN_CIRCLE) + in_box, "pin.role = 'delivery'")
            pins = f"{close} UNION ALL {pins} AND NOT {_IN_CIRCLE}"
        return _rows(_PROJECTS.format(pins=pins), values)


def circle_round(place, miles):
    """Return the Circle of so many miles round a place that has a point."""
    return Circle(place.latitude, place.longitude, miles)


def nearest_within(circle):
    """Return [(project id, miles to the nearest of its places of delivery in the circle)]."""
    pins = _PARTS.format(measured=_IN_CIRCLE)
    return _rows(_NEAREST.format(pins=pins), _circle(circle))


def nearest_of(place, ids):
    """Return [(project id, miles)] as nearest_within of some projects, however far they are."""
    values = _point(place) | {"ids": list(ids)}
    return _rows(_NEAREST.format(pins=_OF_PROJECTS), values)


def _select(pins, is_close):
    return f"SELECT pin.project_id, {is_close} AS is_close FROM {pins}"


def _point(place):
    diameter = 2 * EARTH_RADIUS_MILES
    return {"diameter": diameter, "latitude": place.latitude, "longitude": place.longitude}


def _circle(circle):
    return _point(circle) | {"miles": circle.miles} | _parts(circle)


def _parts(shape):
    found = ranges(shape)
    return {name: [each[n] for each in found] for n, name in enumerate(("first", "last", "inside"))}


def _rows(statement, values):
    # Other processes would take longer to begin than all of this takes.
    alone = hints(max_parallel_workers_per_gather="0", work_mem="32MB")
    with alone, connection().cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
