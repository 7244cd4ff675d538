"""Reading the fixture files."""

import csv
import json

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError

from projects.models import Audience
from projects.places.names import name_key


class BadFixture(Exception):
    """A fixture file is missing or not in its form. The text says which and why."""


# What Python, Django and PostgreSQL raise for a value that is missing or not of its kind.
WRONG = (
    LookupError, TypeError, ValueError, AttributeError,
    ValidationError, IntegrityError, DataError,
)  # fmt: skip


def reason(error):
    """Return in one line what is wrong with a record."""
    if isinstance(error, KeyError):
        return f"{error} is missing"
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        parts = [f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items()]
        return "; ".join(part.removeprefix(f"{NON_FIELD_ERRORS}: ") for part in parts)
    return str(error).partition("\n")[0]


def read_areas(folder):
    """Return the records of areas.csv, parents before their children as the file has them."""
    records = _read_csv(folder / "areas.csv", _area)
    return _with_slugs("areas.csv", records)


def _area(row):
    parents = [slug for slug in row["parents"].split(";") if slug]
    return _with_point(row) | {"code": row["code"] or None, "parents": parents}


def read_taxonomy(folder):
    """Return the records of taxonomy.json by kind, each with its place in the order."""
    try:
        by_kind = _by_kind(_read_json(folder / "taxonomy.json"))
    except WRONG as error:
        raise BadFixture(f"taxonomy.json cannot be read: {reason(error)}") from error
    return {kind: _with_slugs("taxonomy.json", records) for kind, records in by_kind.items()}


def _by_kind(lists):
    groups = {label: value for value, label in Audience.Group.choices}
    approaches = [
        {**approach, "strand": strand["slug"]}
        for strand in lists["strands"]
        for approach in strand["approaches"]
    ]
    audiences = [{**each, "group": groups[each["group"]]} for each in lists["audiences"]]
    by_kind = {
        "offer": lists["offers"],
        "strand": [{k: v for k, v in s.items() if k != "approaches"} for s in lists["strands"]],
        "approach": approaches,
        "audience": audiences,
        "sector": lists["sectors"],
        "delivery_mode": lists["delivery_modes"],
    }
    numbered = {
        kind: [{**record, "order": order} for order, record in enumerate(records)]
        for kind, records in by_kind.items()
    }
    # A migration has made these, and began with one.
    topics = [{**record, "order": order} for order, record in enumerate(lists["topics"], start=1)]
    return numbered | {"topic": topics}


def read_records(folder, name):
    """Return the records of a JSON file."""
    return _with_slugs(name, _read_json(folder / name))


def read_places(folder):
    """Return the rows of places.csv, with the key under which each is looked up."""
    return _read_csv(
        folder / "places.csv", lambda row: _with_point(row) | {"key": name_key(row["name"])}
    )


def read_outcodes(folder):
    """Return the rows of outcodes.csv."""
    return _read_csv(folder / "outcodes.csv", _with_point)


def _with_slugs(name, records):
    if not isinstance(records, list):
        raise BadFixture(f"{name} cannot be read: it holds no list of records")
    for number, record in enumerate(records, start=1):
        slug = record.get("slug") if isinstance(record, dict) else None
        if not isinstance(slug, str) or not slug:
            raise BadFixture(f"{name} cannot be read: record {number} has no slug")
    return records


def _with_point(row):
    latitude, longitude = float(row["latitude"]), float(row["longitude"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # neither is NaN
        raise ValueError(f"{latitude}, {longitude} is no point on Earth")
    return row | {"latitude": latitude, "longitude": longitude}


def _read_csv(path, as_record):
    line = 1
    try:
        with path.open(encoding="utf-8", newline="") as file:
            records, rows = [], csv.DictReader(file, strict=True)
            for row in rows:
                line = rows.line_num
                records.append(as_record(row))
            return records
    except (OSError, csv.Error, *WRONG) as error:
        raise BadFixture(f"{path.name} cannot be read: line {line}: {reason(error)}") from error


def _read_json(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadFixture(f"{path.name} cannot be read: {error}") from error
