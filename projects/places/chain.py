"""From an address to a point: our own tables first, then the services that are switched on."""

import re
from dataclasses import dataclass

from django.conf import settings

from projects.models import Area, Location, Outcode, Postcode
from projects.places.answers import look_up
from projects.places.names import last_postcode, split_postcode
from projects.places.outside import NOMINATIM, POSTCODES_IO, Unavailable, is_on
from projects.places.plausible import why_not
from projects.places.search import NotOnePlace, find_place

OWN_POSTCODES, OWN_PLACES = "postcodes", "gazetteer"
_MOST_PARTS = 4


@dataclass(frozen=True)
class Point:
    """A point in degrees of WGS 84, a Location.Precision, and who found it."""

    latitude: float
    longitude: float
    precision: str
    found_by: str


class NotFound(Exception):
    """Nobody knows the place, or not for certain. Its text is the reason, for staff."""


def locate(address, postcode="", *, coverage=(), ask_others=True):
    """Return the Point of an address, a postcode or both. Raises NotFound and Unavailable.

    Asked in turn: our postcodes, our gazetteer if the address is only the name of a town,
    postcodes.io, Nominatim; then, if no service is silent, our gazetteer for the town at the end of
    the address, and the postcode's district. coverage: slugs of the areas in which it should lie.
    ask_others=False keeps the text on this site. Takes up to 10 seconds; never to be called inside
    a transaction.
    """
    address, postcode = _apart(address, postcode)
    if not (address or postcode):
        raise NotFound("There is no address or postcode.")
    others = [_by_postcodes_io, _by_nominatim] if ask_others else []
    reasons, silent = [], None
    for find in [_by_own_postcode, _by_bare_name, *others, _by_town, _by_district]:
        if silent and find is _by_town:
            raise silent
        try:
            found = find(address, postcode)
        except Unavailable as error:
            silent = error
            continue
        if isinstance(found, Point):
            reasons.append(why_not(found.latitude, found.longitude, postcode, coverage))
            if not reasons[-1]:
                return found
        else:
            reasons.append(found)
    known = list(dict.fromkeys(filter(None, reasons)))
    raise NotFound(" ".join(known) or "No service that is switched on knows this place.")


def queries(address, postcode=""):
    """Return the texts that services are asked for this address and postcode."""
    address, postcode = _apart(address, postcode)
    return [text for text in (postcode, _whole(address, postcode)) if text]


def _apart(address, postcode):
    """The address without a postcode at its end, and the postcode, which may be that."""
    address = " ".join((address or "").replace("\0", "").split())
    postcode = (postcode or "").replace("\0", "").strip()
    if split_postcode(address):
        address, postcode = "", postcode or address
    elif at_end := last_postcode(address.rstrip(" ,.")):
        address = re.sub(r"[\s,]+$", "", address.rstrip(" ,.")[: -len(at_end)])
        postcode = postcode or at_end
    parts = split_postcode(postcode)
    return address, "".join(parts) if parts else ""


def _by_own_postcode(address, postcode):
    row = OWN_POSTCODES in settings.GEOCODERS and Postcode.objects.filter(pk=postcode).first()
    return row and Point(
        row.latitude, row.longitude, Location.Precision.POSTCODE, "our postcode table"
    )


def _by_bare_name(address, postcode):
    """A text that is nothing but the name of a town, and so is as fine as it gets."""
    return "" if postcode else _named([address])


def _by_postcodes_io(address, postcode):
    # A district is known to be coarse: Nominatim may know the address.
    if not is_on(POSTCODES_IO) or len(postcode) <= 4:
        return None
    return _asked(POSTCODES_IO, postcode)


def _by_nominatim(address, postcode):
    if not is_on(NOMINATIM):
        return None
    return _asked(NOMINATIM, _whole(address, postcode))


def _whole(address, postcode):
    spaced = " ".join(filter(None, split_postcode(postcode) or ()))
    return ", ".join(filter(None, [address, spaced]))


def _by_town(address, postcode):
    """The town in an address: "12 High Street, Brixton, London" is in Brixton.

    A county is no area of ours, so what stands before "Devon" counts if there is only one of it.
    """
    parts = [part.strip() for part in address.split(",") if part.strip()][-_MOST_PARTS:]
    found = _named([", ".join(parts[start:]) for start in range(len(parts))])
    if not isinstance(found, Point) and len(parts) > 1:
        found = _named(reversed(parts[1:]), is_only_one=True) or found
    return found


def _by_district(address, postcode):
    parts = split_postcode(postcode) if OWN_POSTCODES in settings.GEOCODERS else None
    row = parts and Outcode.objects.filter(pk=parts[0]).first()
    return row and Point(
        row.latitude, row.longitude, Location.Precision.AREA, "our table of postcode districts"
    )


def _asked(service, query):
    answer = look_up(service, query, settings.GEOCODER_SECONDS)
    if answer.is_found:
        return Point(answer.latitude, answer.longitude, answer.precision, service)
    return answer.label or f"{service} does not know it."


def _named(texts, is_only_one=False):
    """The first of these that names a town; why not, where one is not clear.

    is_only_one: leave out a name that several places have, however large one of them is.
    """
    if OWN_PLACES not in settings.GEOCODERS:
        return None
    reason = ""
    for text in filter(None, texts):
        try:
            place = find_place(text)
        except NotOnePlace as problem:
            if problem.is_ambiguous:
                reason = f"There is more than one {text}."
            continue
        if not place.has_point or (is_only_one and place.others):
            continue
        if _is_only_the_centre(place):
            reason = reason or f"Of this, only the council is known: {place.area_name}."
            continue
        return Point(place.latitude, place.longitude, Location.Precision.TOWN, "our gazetteer")
    return reason


def _is_only_the_centre(place):
    """A council stands at its town of the same name or, where it has none, somewhere inside."""
    centre = Area.objects.filter(
        slug=place.area_slug, latitude=place.latitude, longitude=place.longitude
    )
    return place.precision == "council" and centre.exists()
