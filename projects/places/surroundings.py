"""What lies around a point: the nearest place we know, and the council it is in."""

from projects.models import Outcode, Place, Postcode
from projects.places.distance import haversine_miles

# A box in which to look for known places: about 20 miles to every side.
HEIGHT, WIDTH = 0.3, 0.5


def nearest_known(latitude, longitude):
    """Return the nearest Postcode, Place or Outcode, with its `council` and `miles`, or None.

    Degrees of WGS 84. None where nothing we know is within about 20 miles.
    """
    found = []
    for model in (Postcode, Place, Outcode):
        close = model.objects.filter(
            latitude__range=(latitude - HEIGHT, latitude + HEIGHT),
            longitude__range=(longitude - WIDTH, longitude + WIDTH),
        )
        nearest = close.annotate(miles=haversine_miles(latitude, longitude)).order_by("miles", "pk")
        found += nearest.select_related("council")[:1]
    return min(found, key=lambda each: each.miles, default=None)


def council_at(latitude, longitude):
    """Return the council of the nearest place we know: likely, not certain. None if far away."""
    nearest = nearest_known(latitude, longitude)
    return nearest and nearest.council
