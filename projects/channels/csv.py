"""The projects found as CSV (RFC 4180) that Excel opens right: UTF-8 with its mark, CRLF, a header.

Of an unknown value the cell is empty. Days are written as 2026-11-23, moments as
2026-11-23T09:30:00Z, booleans as true and false.
"""

import csv
import io
from datetime import UTC

from projects.channels.batches import in_batches
from projects.channels.cells import TABLE_COLUMNS, make_row

CONTENT_TYPE = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"

_AT = {column.name: at for at, column in enumerate(TABLE_COLUMNS)}
_BOOLEANS = [_AT[column.name] for column in TABLE_COLUMNS if column.type == "boolean"]
_MOMENTS = [_AT[column.name] for column in TABLE_COLUMNS if column.type == "datetime"]


def csv_chunks(records):
    """Yield the file in pieces of bytes, the header first. records: of read_records."""
    row = make_row()
    header = [column.name for column in TABLE_COLUMNS]
    yield _lines([header], BYTE_ORDER_MARK)
    for batch in in_batches(records):
        yield _lines(map(_written, map(row, batch)))


def _written(cells):
    for at in _BOOLEANS:
        cells[at] = "true" if cells[at] else "false"
    for at in _MOMENTS:
        cells[at] = f"{cells[at].astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return cells


def _lines(rows, before=""):
    text = io.StringIO(newline="")
    text.write(before)
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
