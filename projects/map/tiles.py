"""The tiles of a query: clusters and markers, made in whichever way is fast."""

from django.db.models import F

from projects.bitmaps.suiting import Suits
from projects.map import clusters, tile_bits
from projects.models import Location


def tile(project_filter, z, x, y):
    """Return {"clusters": […], "markers": […]} of one tile of the query; see clusters.tile."""
    return tiles(project_filter, z, [(x, y)])


def tiles(project_filter, z, coordinates):
    """Return what `tile` returns, of several tiles [(x, y), …] of one zoom together."""
    if not coordinates or not project_filter.is_plain:
        return clusters.tiles(project_filter.pins(), z, coordinates)
    masks = list(project_filter.found.masks.values())
    if z <= tile_bits.LAST_ZOOM:
        return tile_bits.tiles(masks or [["pin"]], z, coordinates)
    pins = Location.objects.on_map().filter(Suits(F("project"), masks or [["published"]]))
    return clusters.tiles(pins, z, coordinates)
