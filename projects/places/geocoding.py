"""Geocoders outside this site, asked by geopy in a process of their own.

`python -m projects.places.geocoding` says that it is ready with an empty line, reads one question
as JSON from its input and writes one answer as JSON. projects.places.outside runs it and ends it
when its time is over, because neither geopy nor the finding of a host's address can be relied upon
to end. It imports neither Django nor the database. Who is asked, and when, is said by
projects.places.chain.
"""

import json
import logging
import math
import sys
from http.client import HTTPException
from urllib.parse import quote, urlsplit

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter, get_retry_after
from geopy.exc import GeocoderParseError, GeocoderTimedOut, GeocoderUnavailable, GeopyError
from geopy.geocoders import Nominatim
from geopy.geocoders.base import NONE_RESULT, Geocoder
from geopy.location import Location

from projects.places.bounded_fetch import TooLarge, fetch

POSTCODES_IO, NOMINATIM = "postcodes.io", "nominatim"
_LONGEST_TEXT = 300

# Nominatim's place_rank: 26 and 27 are streets, 28 and more houses and what stands in them; 16 to
# 25 towns, villages and their parts; 12 to 15 councils and counties; less is larger than a county.
_HOUSE, _STREET, _TOWN, _COUNTY = 28, 26, 16, 12


class BoundedAdapter(BaseSyncAdapter):
    """geopy's way to the network: no retries, no redirects, a bounded body, one deadline."""

    def __init__(self, *, proxies, ssl_context):
        super().__init__(proxies=proxies, ssl_context=ssl_context)

    def get_text(self, url, *, timeout, headers):
        """Return the body. Raises AdapterHTTPError for a status that is not a success."""
        try:
            answer = fetch(url, headers, timeout)
        except TooLarge as error:
            raise GeocoderParseError(f"Its answer was too large: {error}.") from error
        except (OSError, HTTPException, ValueError) as error:
            # urllib wraps what happens before the first byte.
            if isinstance(getattr(error, "reason", error), TimeoutError):
                raise GeocoderTimedOut("It did not answer in time.") from error
            raise GeocoderUnavailable(f"It could not be reached: {_in_short(error)}.") from error
        text = answer.body.decode("utf-8", "replace")
        if not 200 <= answer.status < 300:
            message = f"It answered with the status {answer.status}."
            raise AdapterHTTPError(
                message, status_code=answer.status, headers=answer.headers, text=text
            )
        return text

    def get_json(self, url, *, timeout, headers):
        """Return the body as JSON. Raises GeocoderParseError, without the body in its text."""
        try:
            return json.loads(self.get_text(url, timeout=timeout, headers=headers))
        except (ValueError, RecursionError) as error:
            if isinstance(error, GeopyError):
                raise
            raise GeocoderParseError("Its answer was not JSON.") from None


class PostcodesIo(Geocoder):
    """https://postcodes.io, or one's own copy of it: whole postcodes and postcode districts."""

    def __init__(self, address, **options):
        super().__init__(scheme=urlsplit(address).scheme, **options)
        self.address = address.rstrip("/")

    def geocode(self, query):
        """Return the Location of a whole postcode or a district, or None if there is none."""
        kind = "postcodes" if len(query) > 4 else "outcodes"
        return self._call_geocoder(f"{self.address}/{kind}/{quote(query, safe='')}", self._parse)

    def _parse(self, answer):
        result = answer["result"]
        if result["latitude"] is None or result["longitude"] is None:
            return None  # Jersey, Guernsey and Man, and what is not measured yet
        name = result.get("postcode") or result["outcode"]
        return Location(str(name), _point(result["latitude"], result["longitude"]), result)

    def _geocoder_exception_handler(self, error):
        # Its own 404 says so in JSON; a page that is missing at a wrong address is something else.
        if isinstance(error, AdapterHTTPError) and error.status_code == 404:
            try:
                if json.loads(error.text)["status"] == 404:
                    return NONE_RESULT
            except (ValueError, LookupError, TypeError, RecursionError):
                pass
        return None


class StrictNominatim(Nominatim):
    """Nominatim that takes an empty list for "not found", and nothing else."""

    def _parse_json(self, places, exactly_one):
        if not isinstance(places, list):
            raise GeocoderParseError("Its answer was not a list of places.")
        return self._parse_code(places[0]) if places else None

    def _parse_code(self, place):
        point = _point(place["lat"], place["lon"])
        return Location(str(place.get("display_name", "")), point, place)


def answer(question):
    """Return the answer to {"service", "query", "address", "user_agent", "seconds"}.

    It has an "outcome": "found", with latitude and longitude in degrees, precision (a
    Location.Precision), label and councils (names); "nothing", with a reason if there is one; or
    "unavailable", with a reason and perhaps retry_after in seconds. Never raises.
    """
    try:
        location = _ask(question)
        if location is None:
            return {"outcome": "nothing", "reason": ""}
        return _found(question["service"], location)
    except GeopyError as error:
        cause = error.__cause__
        retry_after = get_retry_after(cause.headers) if hasattr(cause, "headers") else None
        return _unavailable(str(error), retry_after)
    except Exception as error:  # whatever a strange answer leads to: it is not available
        return _unavailable(f"Its answer made no sense ({type(error).__name__}).")


def _ask(question):
    options = {
        "timeout": question["seconds"],
        "user_agent": question["user_agent"],
        "adapter_factory": BoundedAdapter,
    }
    address, query = question["address"], question["query"]
    if question["service"] == POSTCODES_IO:
        return PostcodesIo(address, **options).geocode(query)
    parts = urlsplit(address)
    service = StrictNominatim(domain=parts.netloc + parts.path, scheme=parts.scheme, **options)
    return service.geocode(query, country_codes="gb")


def _found(service, location):
    raw = location.raw
    if service == NOMINATIM:
        precision, councils = _precision(raw), []
        if precision is None:
            return {"outcome": "nothing", "reason": "It knows only the region or nation of this."}
    else:
        precision = "postcode" if "postcode" in raw else "area"
        districts = raw.get("admin_district") or []
        councils = [districts] if isinstance(districts, str) else [str(each) for each in districts]
    return {
        "outcome": "found",
        "latitude": location.latitude,
        "longitude": location.longitude,
        "precision": precision,
        "label": location.address[:_LONGEST_TEXT],
        "councils": councils,
    }


def _precision(place):
    rank = int(place.get("place_rank", _TOWN))
    if rank >= _HOUSE:
        return "exact"
    if rank >= _STREET or place.get("type") == "postcode":
        return "postcode"
    if rank >= _TOWN:
        return "town"
    return "area" if rank >= _COUNTY else None


def _point(latitude, longitude):
    """Return (latitude, longitude) as finite degrees; geopy lets infinity and 91° pass or turns
    them into something else."""
    latitude, longitude = float(latitude), float(longitude)
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        raise GeocoderParseError("Its coordinates are not finite.")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise GeocoderParseError("Its coordinates are not on the globe.")
    return latitude, longitude


def _unavailable(reason, retry_after=None):
    finite = retry_after is not None and math.isfinite(retry_after)
    return {
        "outcome": "unavailable",
        "reason": reason[:_LONGEST_TEXT],
        "retry_after": retry_after if finite else None,
    }


def _in_short(error):
    """The kind of a fault of the network; its text may hold whatever the other side sent."""
    reason = getattr(error, "reason", error)
    return getattr(reason, "strerror", None) or type(reason).__name__


def main():
    """Answer one question from standard input."""
    logging.disable()  # geopy logs what a service sent
    sys.stdout.write("\n")
    sys.stdout.flush()
    json.dump(answer(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
