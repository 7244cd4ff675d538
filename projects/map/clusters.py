"""Clusters and markers of Web Mercator tiles, from the integer cell of each pin.

A tile (z, x, y) of 256 pixels is one range of cells; its clusters are squares of 64 pixels, that is
cells two levels deeper than the tile.
"""

from dataclasses import asdict, dataclass

from django.db.models import Avg, Count, F, Max, Min, Q

from projects.map.mercator import TILE_SIZE, to_degrees

GRID_ZOOM = 26
LAST_ZOOM = 18
LEVELS_BELOW_TILE = 2
# So many pins at one very point are told apart at once; more only at the last zoom.
FEW_ENOUGH = 50


@dataclass(frozen=True)
class Cluster:
    """Several pins in one cell; lat and lng (degrees) are their mean, bounds are the cell's."""

    lat: float
    lng: float
    count: int
    bounds: tuple
    members: tuple | None = None


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
    shift = 2 * (GRID_ZOOM - z - LEVELS_BELOW_TILE)
    there = pins.order_by().filter(_in_tiles(z, coordinates))
    squares = list(
        there.annotate(square=F("cell").bitrightshift(shift))
        .values("square")
        .annotate(
            count=Count("pk"),
            lat=Avg("latitude"),
            lng=Avg("longitude"),
            first=Min("cell"),
            last=Max("cell"),
            only=Min("pk"),
        )
        .order_by("square")
    )
    crowded = [square for square in squares if square["count"] > 1]
    single = [square["only"] for square in squares if square["count"] == 1]
    members = _members(there, shift, [each for each in crowded if _stays_together(each, z)])
    return {
        "clusters": [_cluster(each, z, members.get(each["square"])) for each in crowded],
        "markers": _markers_of(pins, single),
    }


def _in_tiles(z, coordinates):
    depth = 2 * (GRID_ZOOM - z)
    wanted = Q(pk__in=[])
    for x, y in coordinates:
        first = interleave(x, y) << depth
        wanted |= Q(cell__gte=first, cell__lt=first + (1 << depth))
    return wanted


def _stays_together(square, z):
    at_one_point = square["first"] == square["last"] and square["count"] <= FEW_ENOUGH
    return z == LAST_ZOOM or at_one_point


def _cluster(square, z, members):
    cluster = Cluster(
        lat=round(square["lat"], 6),
        lng=round(square["lng"], 6),
        count=square["count"],
        bounds=cell_bounds(square["square"], z + LEVELS_BELOW_TILE),
        members=members,
    )
    return {key: value for key, value in asdict(cluster).items() if value is not None}


def _markers_of(pins, ids):
    if not ids:
        return []
    found = {row.pop("pk"): row for row in _rows(pins.model.objects.filter(pk__in=ids))}
    return [found[pk] for pk in ids]


def _members(there, shift, squares):
    """The markers of each of these squares, by its number."""
    found = {square["square"]: [] for square in squares}
    if found:
        placed = there.annotate(square=F("cell").bitrightshift(shift)).filter(square__in=found)
        for row in _rows(placed, "square").order_by("project__sort_key", "pk"):
            row.pop("pk")
            found[row.pop("square")].append(row)
    return {square: tuple(rows) for square, rows in found.items()}


def _rows(pins, *more):
    return pins.values(
        "pk", *more, lat=F("latitude"), lng=F("longitude"), slug=F("project__slug"),
        name=F("project__name"), summary=F("project__summary"), status=F("project__status"),
    )  # fmt: skip


def interleave(x, y):
    """Return the Morton code of column x and row y: x on the even bits, y on the odd ones."""
    code = 0
    for bit in range(GRID_ZOOM):
        code |= (x >> bit & 1) << (2 * bit) | (y >> bit & 1) << (2 * bit + 1)
    return code


def deinterleave(code):
    """Return (x, y), the reverse of interleave."""
    x = y = 0
    for bit in range(GRID_ZOOM):
        x |= (code >> (2 * bit) & 1) << bit
        y |= (code >> (2 * bit + 1) & 1) << bit
    return x, y


def cell_bounds(code, zoom):
    """Return (south, west, north, east) in degrees of the cell with this code at this zoom."""
    x, y = deinterleave(code)
    north, west = to_degrees(x * TILE_SIZE, y * TILE_SIZE, zoom)
    south, east = to_degrees((x + 1) * TILE_SIZE, (y + 1) * TILE_SIZE, zoom)
    return round(south, 6), round(west, 6), round(north, 6), round(east, 6)
