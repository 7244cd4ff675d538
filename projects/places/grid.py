"""British National Grid to latitude and longitude, and back.

Formulae and constants: Ordnance Survey, "A guide to coordinate systems in Great Britain", annexes
B and C (Airy 1830, transverse Mercator, seven-parameter Helmert shift to WGS84). The shift is good
to about five metres, half of what four decimals of a degree can say.
"""

from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin, sqrt, tan


@dataclass(frozen=True)
class Ellipsoid:
    """Semi-major axis `a` and semi-minor axis `b`, in metres."""

    a: float
    b: float

    @property
    def e2(self):
        """The squared eccentricity."""
        return 1 - (self.b / self.a) ** 2


AIRY = Ellipsoid(6377563.396, 6356256.909)
WGS84 = Ellipsoid(6378137.0, 6356752.3142)
SCALE = 0.9996012717
ORIGIN_LATITUDE, ORIGIN_LONGITUDE = radians(49), radians(-2)
ORIGIN_EASTING, ORIGIN_NORTHING = 400000, -100000
# Airy to WGS84: metres, parts per million, seconds of arc. The way back has every sign turned.
SHIFT = (446.448, -125.157, 542.060, -20.4894, 0.1502, 0.2470, 0.8421)


def to_latitude_longitude(easting, northing):
    """WGS84 (latitude, longitude) in degrees of a grid point given in metres."""
    latitude, longitude = _shift(*_from_grid(easting, northing), AIRY, WGS84, sign=1)
    return degrees(latitude), degrees(longitude)


def to_grid(latitude, longitude):
    """Grid (easting, northing) in metres of a WGS84 point given in degrees."""
    return _to_grid(*_shift(radians(latitude), radians(longitude), WGS84, AIRY, sign=-1))


def _meridian(latitude):
    n = (AIRY.a - AIRY.b) / (AIRY.a + AIRY.b)
    less, more = latitude - ORIGIN_LATITUDE, latitude + ORIGIN_LATITUDE
    return (
        AIRY.b
        * SCALE
        * (
            (1 + n + 5 / 4 * (n**2 + n**3)) * less
            - (3 * (n + n**2) + 21 / 8 * n**3) * sin(less) * cos(more)
            + 15 / 8 * (n**2 + n**3) * sin(2 * less) * cos(2 * more)
            - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
        )
    )


def _radii(latitude):
    """Radius nu across and rho along the meridian, and eta squared, as the guide names them."""
    part = 1 - AIRY.e2 * sin(latitude) ** 2
    nu = AIRY.a * SCALE / sqrt(part)
    rho = AIRY.a * SCALE * (1 - AIRY.e2) / part**1.5
    return nu, rho, nu / rho - 1


def _from_grid(easting, northing):
    north = northing - ORIGIN_NORTHING
    latitude = ORIGIN_LATITUDE + north / (AIRY.a * SCALE)
    while abs(rest := north - _meridian(latitude)) >= 0.00001:
        latitude += rest / (AIRY.a * SCALE)
    nu, rho, eta2 = _radii(latitude)
    t, east = tan(latitude), easting - ORIGIN_EASTING
    seven = t / (2 * rho * nu)
    eight = t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta2 - 9 * t**2 * eta2)
    nine = t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4)
    ten = 1 / (cos(latitude) * nu)
    eleven = ten / (6 * nu**2) * (nu / rho + 2 * t**2)
    twelve = ten / (120 * nu**4) * (5 + 28 * t**2 + 24 * t**4)
    twelve_a = ten / (5040 * nu**6) * (61 + 662 * t**2 + 1320 * t**4 + 720 * t**6)
    longitude = ten * east - eleven * east**3 + twelve * east**5 - twelve_a * east**7
    return (
        latitude - seven * east**2 + eight * east**4 - nine * east**6,
        ORIGIN_LONGITUDE + longitude,
    )


def _to_grid(latitude, longitude):
    nu, rho, eta2 = _radii(latitude)
    s, c, t = sin(latitude), cos(latitude), tan(latitude)
    p = longitude - ORIGIN_LONGITUDE
    two = nu / 2 * s * c
    three = nu / 24 * s * c**3 * (5 - t**2 + 9 * eta2)
    three_a = nu / 720 * s * c**5 * (61 - 58 * t**2 + t**4)
    four = nu * c
    five = nu / 6 * c**3 * (nu / rho - t**2)
    six = nu / 120 * c**5 * (5 - 18 * t**2 + t**4 + 14 * eta2 - 58 * t**2 * eta2)
    one = _meridian(latitude) + ORIGIN_NORTHING
    return (
        ORIGIN_EASTING + four * p + five * p**3 + six * p**5,
        one + two * p**2 + three * p**4 + three_a * p**6,
    )


def _shift(latitude, longitude, before, after, sign):
    nu = before.a / sqrt(1 - before.e2 * sin(latitude) ** 2)
    x = nu * cos(latitude) * cos(longitude)
    y = nu * cos(latitude) * sin(longitude)
    z = (1 - before.e2) * nu * sin(latitude)
    tx, ty, tz, ppm, rx, ry, rz = (sign * value for value in SHIFT)
    rx, ry, rz = (radians(seconds / 3600) for seconds in (rx, ry, rz))
    scale = 1 + ppm / 1e6
    x, y, z = (
        tx + scale * x - rz * y + ry * z,
        ty + rz * x + scale * y - rx * z,
        tz - ry * x + rx * y + scale * z,
    )
    flat = sqrt(x * x + y * y)
    latitude, last = atan2(z, flat * (1 - after.e2)), None
    while last is None or abs(latitude - last) > 1e-12:
        last = latitude
        nu = after.a / sqrt(1 - after.e2 * sin(latitude) ** 2)
        latitude = atan2(z + after.e2 * nu * sin(latitude), flat)
    return latitude, atan2(y, x)
