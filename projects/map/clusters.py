"""Clusters and markers of Web Mercator tiles, from the integer cell of each pin.

A tile (z, x, y) of 256 pixels is one range of cells; its clusters are squares of 64 pixels, that is
cells two levels deeper than the tile. projects.map.tiles makes those of a query, from here or, of
many pins seen from afar, from projects.map.tile_bits.
"""

from collections import defaultdict

from django.core.exceptions import EmptyResultSet
from django.db.models import F, Q

from projects.map.mercator import TILE_SIZE, to_degrees
from projects.reading import connection

GRID_ZOOM = 26
LAST_ZOOM = 18
LEVELS_BELOW_TILE = 2
# So many pins at one very point are told apart at once; more only at the last zoom.
FEW_ENOUGH = 50

# All that is asked for is in an index. OFFSET 0 keeps PostgreSQL from seeing that `square` follows
# from the cell: it would expect as many squares as cells, and sort all pins to group them.
_SQUARES = """
SELECT square, count(*), avg(lat), avg(lng), min(cell), max(cell)
FROM ({pins} OFFSET 0) AS pin GROUP BY square ORDER BY square
"""


def is_tile(z, x, y):
    """Whether there is such a tile: z from 0 to 18, x and y from 0 to 2^z - 1."""
    return 0 <= z <= LAST_ZOOM and 0 <= x < 2**z and 0 <= y < 2**z


def tile(pins, z, x, y):
    """Return {"clusters": […], "markers": […]} of the pins (a queryset) in one tile.

    Each pin is counted in exactly one tile of a zoom: as a marker where it is alone in its cell, in
    a cluster otherwise. Clusters that no zoom would take apart carry their members: all of the last
    zoom, and before it those of a few pins at one very point.
    """
    return tiles(pins, z, [(x, y)])


def tiles(pins, z, coordinates):
    """Return what `tile` returns, of several tiles [(x, y), …] of one zoom together."""
    return clustered(pins.filter(_in_tiles(z, coordinates)), z)


def clustered(pins, z):
    """Return the clusters and markers of all these pins at this zoom."""
    pins = pins.order_by().annotate(square=F("cell").bitrightshift(square_shift(z)))
    squares = _squares(pins)
    told = [each for each in squares if each["count"] == 1 or _stays_together(each, z)]
    members = _members(pins, told, z)
    clusters, markers = [], []
    for each in squares:
        there = members.get(each["square"])
        if each["count"] > 1:
            clusters.append(make_cluster(z, **each, members=there))
        else:
            markers += there
    return {"clusters": clusters, "markers": markers}


def make_cluster(z, square, count, lat, lng, members=None, **_):
    """Return a cluster as tiles have it; lat, lng (degrees) are its mean, bounds are the cell's."""
    cluster = {
        "lat": round(lat, 6),
        "lng": round(lng, 6),
        "count": count,
        "bounds": cell_bounds(square, z + LEVELS_BELOW_TILE),
    }
    return cluster | {"members": members} if members else cluster


def square_shift(z):
    """Return by how many bits a cell is deeper than the squares of a tile of this zoom."""
    return 2 * (GRID_ZOOM - z - LEVELS_BELOW_TILE)


def _in_tiles(z, coordinates):
    depth = 2 * (GRID_ZOOM - z)
    wanted = Q(pk__in=[])
    for x, y in coordinates:
        first = interleave(x, y) << depth
        wanted |= Q(cell__gte=first, cell__lt=first + (1 << depth))
    return wanted


def _squares(pins):
    """The squares with any of the pins, as dicts: square, count, lat, lng, first, last."""
    columns = pins.values("square", "cell", lat=F("latitude"), lng=F("longitude"))
    try:
        statement, parameters = columns.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection().cursor() as cursor:
        cursor.execute(_SQUARES.format(pins=statement), parameters)
        names = ("square", "count", "lat", "lng", "first", "last")
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _stays_together(square, z):
    at_one_point = square["first"] == square["last"] and square["count"] <= FEW_ENOUGH
    return z == LAST_ZOOM or at_one_point


def _members(pins, squares, z):
    """The markers of each of these squares, by its number."""
    found = defaultdict(list)
    if squares:
        # All of a square stand in its first cell, but for the last zoom, whose tiles are small.
        if z < LAST_ZOOM:
            pins = pins.filter(cell__in=[each["first"] for each in squares])
        rows = pins.values(
            "square", lat=F("latitude"), lng=F("longitude"), slug=F("project__slug"),
            name=F("project__name"), summary=F("project__summary"), status=F("project__status"),
        )  # fmt: skip
        for row in rows.order_by("project__sort_key", "pk"):
            found[row.pop("square")].append(row)
    return found


def interleave(x, y):
    """Return the Morton code of column x and row y: x on the even bits, y on the odd ones."""
    code = 0
    for bit in range(GRID_ZOOM):
        code |= (x >> bit & 1) << (2 * bit) | (y >> bit & 1) << (2 * bit + 1)
    return code


def deinterleave(code):
    """Return (x, y), the reverse of interleave."""
    digits = f"{code:0{2 * GRID_ZOOM}b}"
    return int(digits[1::2], 2), int(digits[::2], 2)


def cell_bounds(code, zoom):
    """Return (south, west, north, east) in degrees of the cell with this code at this zoom."""
    x, y = deinterleave(code)
    north, west = to_degrees(x * TILE_SIZE, y * TILE_SIZE, zoom)
    south, east = to_degrees((x + 1) * TILE_SIZE, (y + 1) * TILE_SIZE, zoom)
    return round(south, 6), round(west, 6), round(north, 6), round(east, 6)
