"""Tiles seen from afar, counted from the bits of the pins (see projects.bitmaps).

Such a tile may have a million pins, too many to look at each. Their bits say how many stand in each
square, exactly, and where their middle on the map is, to half a pixel. Squares with few pins are
made from the pins themselves, as all others are (projects.map.clusters): these may be markers, or
pins at one very point.
"""

from dataclasses import dataclass

from django.db.models.expressions import RawSQL

from projects.bitmaps.layout import AXIS_BITS, CELL_ZOOM, CHUNKS_IN_CELL, PINS_IN_CHUNK
from projects.map.clusters import (
    FEW_ENOUGH,
    LEVELS_BELOW_TILE,
    clustered,
    deinterleave,
    interleave,
    make_cluster,
)
from projects.map.mercator import to_degrees
from projects.models import Location
from projects.reading import connection

# In deeper tiles a step of a pin's position would be longer than a pixel.
LAST_ZOOM = AXIS_BITS + 1

# Those of one chunk that have one of the values.
_MASK = """(
    SELECT chunk, bit_or(bits) AS bits FROM projects_bitmap
    WHERE kind = 'pin' AND value = ANY(%({name})s) AND {inside} GROUP BY chunk
) AS {name}"""
_SQUARES = "SELECT chunk, chunk >> {shift} AS square, {bits} AS bits FROM {masks}"
# Squares smaller than a cell are made of it by the first digits of the pins' positions.
_QUARTERS = """
SELECT chunk, square * 4 + quarter AS square,
    bits & CASE WHEN quarter & 1 = 1 THEN x ELSE ~x END
        & CASE WHEN quarter & 2 = 2 THEN y ELSE ~y END AS bits
FROM ({squares}) AS whole, generate_series(0, 3) AS quarter, LATERAL (
    SELECT coalesce(bit_or(bits) FILTER (WHERE value = 'x:{digit}'), whole.bits # whole.bits) AS x,
        coalesce(bit_or(bits) FILTER (WHERE value = 'y:{digit}'), whole.bits # whole.bits) AS y
    FROM projects_bitmap AS digit
    WHERE kind = 'pin' AND value IN ('x:{digit}', 'y:{digit}') AND digit.chunk = whole.chunk
) AS digits"""
# For each chunk how many pins it has, and their bits where the square has few; then for each square
# how many of its pins have a 1 in each digit of their position. `+ 0` keeps PostgreSQL from looking
# up each chunk's digits one by one, which takes several times as long.
_COUNT = """
WITH found AS MATERIALIZED ({squares}), counted AS (
    SELECT chunk, square, bits, bit_count(bits) AS pins,
        sum(bit_count(bits)) OVER (PARTITION BY square) AS together
    FROM found
)
SELECT square, chunk, pins, '', CASE WHEN together <= {few} THEN varbit_send(bits) END
FROM counted WHERE pins > 0
UNION ALL
SELECT square, NULL, sum(bit_count(digit.bits & found.bits))::bigint, value, NULL
FROM projects_bitmap AS digit JOIN found ON found.chunk = digit.chunk + 0
WHERE kind = 'pin' AND value = ANY(%(digits)s) AND {inside_digit}
GROUP BY square, value
"""
_IN_SLOTS = """
SELECT location_id FROM projects_pinslot
JOIN unnest(%s::bigint[], %s::int[]) AS asked (cell, slot) USING (cell, slot)
"""


def tiles(masks, z, coordinates):
    """Return what clusters.tiles does, of the pins of projects that suit all of the masks.

    masks: lists of facet values, of each of which a project has one. z: at most LAST_ZOOM.
    """
    digits = max(z - 1, 0)  # so many that a step of the position is a pixel
    squares = {}
    for number, chunk, pins, digit, bits in _count(masks, z, coordinates, digits):
        square = squares.setdefault(number, _Square())
        if digit:
            square.add_digit(digit, pins)
        else:
            square.add_chunk(chunk, pins, bits)
    few = [slot for square in squares.values() for slot in square.slots]
    found = clustered(_in_slots(few), z) if few else {"clusters": [], "markers": []}
    for number, square in sorted(squares.items()):
        if square.pins > FEW_ENOUGH:
            lat, lng = square.middle(digits)
            found["clusters"].append(make_cluster(z, number, square.pins, lat, lng))
    return found


@dataclass
class _Square:
    """The sums over its pins: x and y in steps from the corner of the world, 256 to a cell."""

    pins: int = 0
    x: int = 0
    y: int = 0
    slots: tuple = ()

    def add_chunk(self, chunk, pins, bits):
        cell, part = divmod(chunk, CHUNKS_IN_CELL)
        column, row = deinterleave(cell)
        self.pins += pins
        self.x += pins * column << AXIS_BITS
        self.y += pins * row << AXIS_BITS
        if bits:  # behind their length in four bytes
            number = int.from_bytes(bytes(bits)[4:], "big")
            self.slots += tuple((cell, part * PINS_IN_CHUNK + place) for place in _ones(number))

    def add_digit(self, digit, pins):
        axis, power = digit.split(":")
        setattr(self, axis, getattr(self, axis) + (pins << int(power)))

    def middle(self, digits):
        """Return (latitude, longitude) of the mean on the map, known to so many digits."""
        half = 2 ** (AXIS_BITS - digits) / 2
        x, y = self.x / self.pins + half, self.y / self.pins + half
        # A world of 256 · 2^zoom pixels: at this zoom a step is a pixel.
        return to_degrees(x, y, CELL_ZOOM + AXIS_BITS - 8)


def _count(masks, z, coordinates, digits):
    names = [f"mask{n}" for n in range(len(masks))]
    statement = _COUNT.format(
        squares=_squares(names, z, coordinates),
        few=FEW_ENOUGH,
        inside_digit=_inside(z, coordinates, "digit.chunk"),
    )
    highest = range(AXIS_BITS - digits, AXIS_BITS)
    parameters = dict(zip(names, map(list, masks), strict=True))
    parameters["digits"] = [f"{axis}:{digit}" for axis in "xy" for digit in highest]
    with connection().cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def _squares(names, z, coordinates):
    """SQL: the squares with the bits of each chunk in them that suit the masks of these names."""
    first, *others = [_MASK.format(name=name, inside=_inside(z, coordinates)) for name in names]
    depth = min(z + LEVELS_BELOW_TILE, CELL_ZOOM)
    statement = _SQUARES.format(
        shift=_chunk_shift(depth),
        bits=" & ".join(f"{name}.bits" for name in names),
        masks=" JOIN ".join([first, *(f"{other} USING (chunk)" for other in others)]),
    )
    for level in range(z + LEVELS_BELOW_TILE - depth):
        statement = _QUARTERS.format(squares=statement, digit=AXIS_BITS - 1 - level)
    return statement


def _inside(z, coordinates, column="chunk"):
    """SQL: whether the chunk is in one of the tiles. A range around all first, for the index."""
    shift = _chunk_shift(z)
    firsts = [interleave(x, y) << shift for x, y in coordinates]
    ranges = [(first, first + (1 << shift) - 1) for first in firsts]
    around = (min(firsts), max(firsts) + (1 << shift) - 1)
    tests = [f"{column} BETWEEN {first} AND {last}" for first, last in [around, *ranges]]
    return tests[0] if len(ranges) == 1 else f"{tests[0]} AND ({' OR '.join(tests[1:])})"


def _chunk_shift(zoom):
    """By how many bits a chunk's number is longer than that of a cell of this zoom."""
    return (CHUNKS_IN_CELL.bit_length() - 1) + 2 * (CELL_ZOOM - zoom)


def _ones(number):
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number -= lowest


def _in_slots(slots):
    cells, numbers = map(list, zip(*slots, strict=True))
    return Location.objects.filter(pk__in=RawSQL(_IN_SLOTS, (cells, numbers)))
