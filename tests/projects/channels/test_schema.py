"""Every value of the CSV file is what the Table Schema says of its column."""

import csv
import io
import re
from datetime import date, datetime

import pytest

from projects.channels.cells import TABLE_COLUMNS
from projects.channels.csv import csv_chunks
from projects.channels.records import read_records
from projects.channels.schema import table_schema
from tests.builders import make_project, make_resource, make_uk

pytestmark = pytest.mark.django_db

# What each type of the specification has to look like, as a function that raises ValueError.
READ = {
    "integer": int,
    "number": float,
    "year": lambda text: int(re.fullmatch(r"\d{4}", text)[0]),
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": lambda text: datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ"),
    "string": str,
}


def faults(text, schema):
    """Return what is wrong with a CSV file, by the schema."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    fields = schema["fields"]
    header = next(rows)
    if header != [field["name"] for field in fields]:
        return [f"header {header}"]
    seen = {field["name"]: set() for field in fields}
    return [
        f"{field['name']}: {value!r}"
        for row in rows
        for field, value in zip(fields, row, strict=True)
        if not is_right(field, value, seen[field["name"]])
    ]


def is_right(field, value, seen):
    limits = field.get("constraints", {})
    if value == "":
        return not limits.get("required")
    try:
        read = READ[field["type"]](value)
    except (ValueError, KeyError, TypeError):
        return False
    is_new = value not in seen
    seen.add(value)
    return (
        (is_new or not limits.get("unique"))
        and limits.get("minimum", read) <= read <= limits.get("maximum", read)
        and bool(re.fullmatch(limits.get("pattern", ".*"), value, re.DOTALL))
        and (field.get("format") != "uri" or bool(re.match(r"https?://\S+$", value)))
        and (field.get("format") != "email" or "@" in value)
    )


def file_of(*projects):
    ids = [project.pk for project in projects]
    return b"".join(csv_chunks(read_records(ids))).decode()


def test_every_value_is_what_the_schema_says():
    uk = make_uk()
    full = make_project(
        description="Two\r\nlines, “quotes” and ;",
        coverage=[uk["lambeth"], uk["uk"]],
        pins=[(51.46, -0.37), (53.5, -2.3)],
        start_year=2020,
        start_date=date(2020, 3, 1),
        end_year=2021,
        checked_on=date(2026, 1, 1),
        contact_phone="+44 20 7946 0000",
        contact_email="a@example.org",
        website="https://example.org/",
    )
    make_resource(projects=[full])
    text = file_of(full, make_project(), make_project("=1+1"))
    assert faults(text, table_schema()) == []
    assert len(text.splitlines()) > 3


def test_the_checker_finds_a_fault():
    text = file_of(make_project(start_year=2020))
    assert faults(text.replace(",2020,", ",20,"), table_schema()) == ["start_year: '20'"]
    assert faults(text.replace(",false,", ",0,"), table_schema()) != []


def test_the_schema_describes_each_column_in_its_order():
    schema = table_schema()
    assert [field["name"] for field in schema["fields"]] == [each.name for each in TABLE_COLUMNS]
    assert all(field["title"] and field["description"] for field in schema["fields"])
    assert {field["type"] for field in schema["fields"]} <= set(READ)
