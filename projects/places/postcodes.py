"""Loading every postcode of Great Britain from the Ordnance Survey's Code-Point Open."""

import csv
import io
import zipfile

from django.db import connection, transaction

from projects.models import Area, Postcode
from projects.places.grid import to_latitude_longitude
from projects.refresh import raise_revision

# Councils whose ONS code changed while their borders hardly did: newer code to older. The file may
# have one and we the other, whichever way round (see load_areas).
RECODED = {"E08000038": "E08000016", "E08000039": "E08000019"}  # Barnsley, Sheffield
_EASTING, _NORTHING, _COUNCIL = 2, 3, 8


class NotCodePoint(Exception):
    """The file is not a zip of Code-Point Open. The text says why."""


@transaction.atomic
def load_postcodes(path):
    """Replace all postcodes by those of codepo_gb.zip; return (loaded, left out).

    Left out are postcodes without a position or a council that is known. Raises NotCodePoint, and
    then nothing has changed.
    """
    councils = dict(Area.objects.councils().exclude(code=None).values_list("code", "pk"))
    for pair in RECODED.items():
        for code, other in (pair, pair[::-1]):
            if other in councils:
                councils.setdefault(code, councils[other])
    Postcode.objects.all().delete()
    loaded = left_out = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY projects_postcode (postcode, latitude, longitude, council_id) FROM STDIN"
        ) as copy,
    ):
        for row in _rows(path):
            council = councils.get(row[_COUNCIL])
            if council is None or row[_EASTING] in ("", "0"):
                left_out += 1
                continue
            latitude, longitude = to_latitude_longitude(float(row[_EASTING]), float(row[_NORTHING]))
            copy.write_row(
                [row[0].replace(" ", ""), round(latitude, 5), round(longitude, 5), council]
            )
            loaded += 1
    if not loaded:
        raise NotCodePoint("there is no postcode in it whose council is known")
    raise_revision()  # what pages find near a place has changed
    return loaded, left_out


def _rows(path):
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.lower().endswith(".csv")]
            names = [name for name in names if "/csv/" in f"/{name.lower()}"]
            for name in names:
                with archive.open(name) as file:
                    for row in csv.reader(io.TextIOWrapper(file, "utf-8", newline="")):
                        if len(row) <= _COUNCIL:
                            raise NotCodePoint(f"{name} has a row with too few columns")
                        yield row
    except (OSError, zipfile.BadZipFile, ValueError, csv.Error) as error:
        raise NotCodePoint(str(error)) from error
