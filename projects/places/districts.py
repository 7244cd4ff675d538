"""Postcode districts that we do not hold (those of Northern Ireland), asked of postcodes.io.

Off unless PLACE_SEARCH_ASKS_POSTCODES_IO is set. Only the outward code leaves this site ("BT48"),
from the server, and what comes back is added to our districts, so that each is asked for once.
"""

import logging

from django.conf import settings
from django.db import DatabaseError, transaction

from projects.models import Area, Outcode
from projects.places.answers import is_known_as_nothing, keep
from projects.places.names import last_postcode, name_keys, split_postcode
from projects.places.outside import POSTCODES_IO, Unavailable, ask
from projects.places.surroundings import nearest_known
from projects.refresh import raise_revision

# For somebody who waits for a page, whatever GEOCODER_SECONDS allows a job.
SECONDS = 2.0
LONGEST_TEXT = 200

logger = logging.getLogger(__name__)


def learn_district(text):
    """Ask for the district of the postcode that the text is, or ends with, if we do not hold it.

    To be called before a place search, and before the page's transaction is opened. Takes two
    seconds at most. A failure is logged and changes nothing.
    """
    if not settings.PLACE_SEARCH_ASKS_POSTCODES_IO:
        return
    text = text[:LONGEST_TEXT]
    parts = split_postcode(text) or split_postcode(last_postcode(text))
    if not parts:
        return
    outcode = parts[0]
    try:
        if not _is_settled(outcode):
            _add(outcode, ask(POSTCODES_IO, outcode, SECONDS))
    except (Unavailable, DatabaseError) as error:
        logger.warning("District %s was not looked up: %s", outcode, error)


def _is_settled(outcode):
    return Outcode.objects.filter(pk=outcode).exists() or is_known_as_nothing(POSTCODES_IO, outcode)


@transaction.atomic
def _add(outcode, answer):
    council = answer.is_found and _council(answer)
    if not council:
        keep(POSTCODES_IO, outcode, type(answer)(label="No council that we know."))
        return
    row = Outcode(
        outcode=outcode, latitude=answer.latitude, longitude=answer.longitude, council=council
    )
    Outcode.objects.bulk_create([row], ignore_conflicts=True)
    raise_revision()  # or pages that said "not known" would be answered from before


def _council(answer):
    """Of the councils that share the district, the one of the nearest place that we know."""
    wanted = set().union(*map(name_keys, answer.councils))
    named = [area for area in Area.objects.councils() if wanted & name_keys(area.name)]
    if len(named) < 2:
        return named[0] if named else None
    nearest = nearest_known(answer.latitude, answer.longitude)
    if nearest and nearest.council in named:
        return nearest.council
    return min(
        named,
        key=lambda area: (
            abs(area.latitude - answer.latitude) + abs(area.longitude - answer.longitude)
        ),
    )
