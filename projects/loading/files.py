"""Reading the fixture files."""

import csv
import json

from projects.models import Audience
from projects.places.names import name_key


class BadFixture(Exception):
    """A fixture file is missing or not in its form. The text says which and why."""


def read_areas(folder):
    """Return the records of areas.csv, parents before their children as the file has them."""
    return [
        {
            **row,
            "code": row["code"] or None,
            "latitude": float(row["latitude"]),
            "longitude": float(row["longitude"]),
            "parents": [slug for slug in row["parents"].split(";") if slug],
        }
        for row in _read_csv(folder / "areas.csv")
    ]


def read_taxonomy(folder):
    """Return the records of taxonomy.json by kind, each with its place in the order."""
    lists = _read_json(folder / "taxonomy.json")
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
    return {
        kind: [{**record, "order": order} for order, record in enumerate(records)]
        for kind, records in by_kind.items()
    }


def read_records(folder, name):
    """Return the records of a JSON file."""
    return _read_json(folder / name)


def read_places(folder):
    """Return the rows of places.csv, with the key under which each is looked up."""
    return [{**row, "key": name_key(row["name"])} for row in _read_csv(folder / "places.csv")]


def read_outcodes(folder):
    """Return the rows of outcodes.csv."""
    return _read_csv(folder / "outcodes.csv")


def _read_csv(path):
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))
    except (OSError, ValueError, csv.Error) as error:
        raise BadFixture(f"{path.name} cannot be read: {error}") from error


def _read_json(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadFixture(f"{path.name} cannot be read: {error}") from error
