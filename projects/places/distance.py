"""Straight-line distance on the globe."""

from django.db.models import F, Value
from django.db.models.functions import ASin, Cos, Least, Power, Radians, Sin, Sqrt

EARTH_RADIUS_MILES = 6371.0088 / 1.609344  # the IUGG mean radius


def haversine_miles(latitude, longitude):
    """Return an expression: miles from the point (degrees) to the row's latitude and longitude.

    The haversine formula (R. W. Sinnott, "Virtues of the Haversine", 1984): at most 0.6 % off the
    distance on the ellipsoid.
    """
    half_north = Sin(Radians(F("latitude") - Value(latitude)) / 2.0)
    half_east = Sin(Radians(F("longitude") - Value(longitude)) / 2.0)
    across = Cos(Radians(Value(latitude))) * Cos(Radians(F("latitude")))
    root = Sqrt(Power(half_north, 2) + across * Power(half_east, 2))
    return 2 * EARTH_RADIUS_MILES * ASin(Least(root, Value(1.0)))
