"""The projects found as one JSON object: what the file is, then "projects", a list of records.

Days are texts as 2026-11-23, moments as 2026-11-23T09:30:00Z.
"""

import json
from datetime import UTC, date, datetime

from projects.channels.batches import in_batches

CONTENT_TYPE = "application/json"


def json_chunks(about, records):
    """Yield the file in pieces of bytes. records: of read_records."""
    yield from enclosed(about.members, "projects", records)


def enclosed(members, name, values):
    """Yield a JSON object in pieces of bytes: its members, then a list of values that is read last.

    One value stands on each line.
    """
    yield f"{encode(members)[:-1]}, {encode(name)}: [".encode()
    before = "\n"
    for batch in in_batches(values):
        yield (before + ",\n".join(map(encode, batch))).encode()
        before = ",\n"
    yield b"\n]}\n"


def encode(value):
    """Return a record, or a part of one, as JSON text."""
    return _encoder.encode(value)


def _date(value):
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no form in JSON")


_encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_date)
