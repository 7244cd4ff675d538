"""Whether a point that a geocoder is sure of can be the place that somebody meant."""

from projects.models import Area, Outcode, Place
from projects.places.distance import haversine_miles
from projects.places.names import split_postcode

# A postcode district in the Highlands is forty miles across.
FARTHEST = 20.0


def why_not(latitude, longitude, postcode="", coverage=()):
    """Return why a point is not believed, as a sentence for staff, or "" where it may be right.

    A point belongs within 20 miles of the district of the postcode, and of something we know in
    the areas that the project serves (coverage, slugs). Degrees.
    """
    parts = split_postcode(postcode or "")
    district = Outcode.objects.filter(pk=parts[0]).first() if parts else None
    if district:
        row = Outcode.objects.filter(pk=district.pk)
        miles = row.annotate(miles=haversine_miles(latitude, longitude)).get().miles
        if miles > FARTHEST:
            return f"The only match is {miles:.0f} miles from {district}."
    if coverage and not _is_near_any(latitude, longitude, coverage):
        return "The only match is far from the areas that the project serves."
    return ""


def _is_near_any(latitude, longitude, slugs):
    inside = Area.objects.filter(outer_links__outer__slug__in=slugs).values("pk")
    if not inside:
        return True
    known = [
        Outcode.objects.filter(council__in=inside),
        Place.objects.filter(council__in=inside),
        Area.objects.councils().filter(pk__in=inside),
    ]
    return any(_within(latitude, longitude, rows).exists() for rows in known)


def _within(latitude, longitude, rows):
    # The band first, so that the distance is worked out for fewer; a degree is 69 miles.
    band = rows.filter(latitude__range=(latitude - FARTHEST / 68.5, latitude + FARTHEST / 68.5))
    near = band.annotate(miles=haversine_miles(latitude, longitude))
    return near.filter(miles__lte=FARTHEST)
