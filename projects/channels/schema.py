"""What the columns of the tables are, for programs: a Frictionless Table Schema (version 1).

The format is that of https://specs.frictionlessdata.io/table-schema/; every value of the CSV file
is one of its column's type.
"""

from django.conf import settings
from django.urls import reverse

from projects.channels.cells import TABLE_COLUMNS
from projects.channels.columns import VERSION

# Type of a column: what it is in a table, where lists and words are texts.
_FIELDS = {
    **dict.fromkeys(
        ["string", "text", "term", "terms", "strings", "locations", "resources"],
        {"type": "string"},
    ),
    **{name: {"type": name} for name in ("integer", "number", "boolean", "year")},
    "url": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "date": {"type": "date", "format": "%Y-%m-%d"},
    "datetime": {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%SZ"},
}
_CONSTRAINTS = {
    "id": {"unique": True, "minimum": 1},
    "slug": {"unique": True, "pattern": "[-a-zA-Z0-9_]+"},
    "url": {"unique": True},
    "latitude": {"minimum": 49, "maximum": 61.5},
    "longitude": {"minimum": -9.5, "maximum": 2.5},
}


def table_schema():
    """Return the schema as a dictionary."""
    return {
        "name": "better-work-map-projects",
        "title": "Projects on the Better Work Map",
        "homepage": settings.SITE_URL + reverse("schema"),
        "version": str(VERSION),
        "fields": [_field(column) for column in TABLE_COLUMNS],
        "missingValues": [""],
        "primaryKey": "id",
    }


def _field(column):
    constraints = ({"required": True} if column.required else {}) | _CONSTRAINTS.get(
        column.name, {}
    )
    return {
        "name": column.name,
        **_FIELDS[column.type],
        "title": column.title,
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
    }
