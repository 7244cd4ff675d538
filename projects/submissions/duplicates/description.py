"""What of an entry, or of what somebody types, tells whether another is the same project."""

import math
import re
from dataclasses import dataclass

from projects.models import Location, Postcode
from projects.places.distance import EARTH_RADIUS_MILES
from projects.places.names import split_postcode

# A point less exact than this is the middle of a town: nearness to it says nothing.
EXACT = {Location.Precision.EXACT, Location.Precision.POSTCODE}


@dataclass(frozen=True)
class Description:
    """Whatever is known; "" or () where nothing is.

    points: (latitude, longitude) in degrees; area_slugs: the areas it serves; postcodes: as typed.
    """

    name: str
    organisation: str = ""
    website: str = ""
    postcodes: tuple = ()
    points: tuple = ()
    area_slugs: tuple = ()
    contact_email: str = ""
    contact_phone: str = ""


def describe_project(project):
    """Return the Description of an entry, without anything of a private location.

    Uses what was prefetched: lead_organisation, locations, coverage.
    """
    public = [each for each in project.locations.all() if each.public]
    return Description(
        name=project.name,
        organisation=project.lead_organisation.name,
        website=project.website,
        postcodes=tuple(each.postcode for each in public if each.postcode),
        points=tuple((each.latitude, each.longitude) for each in public if each.precision in EXACT),
        area_slugs=tuple(area.slug for area in project.coverage.all()),
        contact_email=project.contact_email,
        contact_phone=project.contact_phone,
    )


def describe_values(values, point=None):
    """Return the Description of a submission's payload, however little of it there is.

    point: (latitude, longitude) that a geocoder found; else the pin in it, else its postcode's.
    """

    def text(name):
        value = values.get(name)
        # Without NUL and lone surrogates, which PostgreSQL refuses.
        return re.sub("[\0\ud800-\udfff]", "", value).strip() if isinstance(value, str) else ""

    points = [point] if point else _pins(values)
    postcode = text("postcode")
    if not points and (parts := split_postcode(postcode)) and parts[1]:
        known = Postcode.objects.filter(postcode="".join(parts)).first()
        points = [(known.latitude, known.longitude)] if known else []
    coverage = values.get("coverage")
    slugs = coverage if isinstance(coverage, list | tuple) else []
    return Description(
        name=text("name"),
        organisation=text("organisation"),
        website=text("website"),
        postcodes=(postcode,) if postcode else (),
        points=tuple(points),
        area_slugs=tuple(slug for slug in slugs if isinstance(slug, str)),
        contact_email=text("contact_email"),
        contact_phone=text("contact_phone"),
    )


def _pins(values):
    try:
        pin = float(values["latitude"]), float(values["longitude"])
    except (KeyError, TypeError, ValueError):
        return []
    return [pin] if all(map(math.isfinite, pin)) else []


def host_and_path(website):
    """Return ("example.org", "/projects/x") of an address, without what does not tell it apart."""
    found = re.match(
        r"\s*(?:[a-z]+:)?(?://)?(?:www\.)?([^/?#\s:]+)(?::\d+)?([^?#\s]*)", website, re.I
    )
    if not found:
        return "", ""
    path = re.sub(r"/(index|home|default)\.\w+$", "", found[2].lower())
    return found[1].lower(), path.rstrip("/")


def miles_between(one, other):
    """Return the straight-line miles between two points, by the haversine formula."""
    (north, east), (other_north, other_east) = one, other
    a = math.sin(math.radians(other_north - north) / 2) ** 2
    b = math.sin(math.radians(other_east - east) / 2) ** 2
    across = math.cos(math.radians(north)) * math.cos(math.radians(other_north))
    return 2 * EARTH_RADIUS_MILES * math.asin(min(1.0, math.sqrt(a + across * b)))
