"""Web Mercator as all slippy maps have it (spherical, EPSG:3857): degrees to pixels and back.

At zoom z the world is a square of 256 · 2^z pixels, x to the east and y to the south, with the
origin at 85.05° north, 180° west.
"""

import math

TILE_SIZE = 256


def to_pixels(latitude, longitude, zoom):
    """Return (x, y) in pixels of the world at this zoom. Degrees; latitude within ±85."""
    size = TILE_SIZE * 2**zoom
    angle = math.radians(latitude)
    x = (longitude + 180) / 360 * size
    y = (1 - math.asinh(math.tan(angle)) / math.pi) / 2 * size
    return x, y


def to_degrees(x, y, zoom):
    """Return (latitude, longitude), the reverse of to_pixels."""
    size = TILE_SIZE * 2**zoom
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / size))))
    return latitude, x / size * 360 - 180
