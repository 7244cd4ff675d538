"""The projects found as an Excel workbook: a sheet that says what it is, then the rows.

A text stays a text: none becomes a formula, a link or a number.
"""

from datetime import UTC
from tempfile import TemporaryFile

from projects.channels.cells import TABLE_COLUMNS, make_row

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MOST_ROWS = 1_048_576  # of a sheet, with its header
LONGEST_TEXT = 32_767  # of a cell, in UTF-16
CUT = " … (cut: a cell of Excel holds no more)"
FIRST_YEAR = 1900  # that dates of Excel know; earlier ones stand as texts
# In characters.
WIDTHS = {"name": 40, "summary": 60, "description": 60, "url": 30, "locations": 40}
USUAL_WIDTH = 18
COLUMN_WIDTHS = [16, 110]  # of the sheet "About"
PIECE = 65_536


def xlsx_file(about, records):
    """Return the workbook, an open temporary file at its beginning. records: of read_records.

    It is written row by row to the disk, so memory stays the same at any size.
    """
    from xlsxwriter import Workbook  # not with every worker: few files are asked for

    file = TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
        "remove_timezone": True,
    }
    try:
        with Workbook(file, options) as workbook:
            workbook.set_properties({"title": about.title, "comments": about.licence_url})
            _write_about(workbook, about)
            _write_projects(workbook, records)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _write_about(workbook, about):
    sheet = workbook.add_worksheet("About")
    bold = workbook.add_format({"bold": True})
    for at, width in enumerate(COLUMN_WIDTHS):
        sheet.set_column(at, at, width)
    lines = [
        (about.title, ""),
        ("Query", about.query),
        ("Page", about.page),
        ("Projects", about.total),
        ("Date", about.date.isoformat()),
        ("Licence", f"{about.licence_name}, {about.licence_url}"),
        ("Attribution", about.attribution),
        ("Columns", about.schema_page),
        ("", ""),
        *((column.name, f"{column.title}. {column.description}") for column in TABLE_COLUMNS),
    ]
    for at, (name, value) in enumerate(lines):
        sheet.write_string(at, 0, name, bold)
        if isinstance(value, int):
            sheet.write_number(at, 1, value, workbook.add_format({"align": "left"}))
        else:
            sheet.write_string(at, 1, _fitting(value))


def _write_projects(workbook, records):
    row, sheet, at, number = make_row(), None, MOST_ROWS, 0
    moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for record in records:
        if at == MOST_ROWS:
            _finish(sheet, at)
            number += 1
            sheet, at = _add_sheet(workbook, number), 1
        _write_row(sheet, at, row(record), moment)
        at += 1
    if sheet is None:
        sheet, at = _add_sheet(workbook, 1), 1
    _finish(sheet, at)
    (workbook.get_worksheet_by_name("Projects")).activate()


def _add_sheet(workbook, number):
    sheet = workbook.add_worksheet("Projects" if number == 1 else f"Projects {number}")
    bold = workbook.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(TABLE_COLUMNS):
        sheet.set_column(at, at, WIDTHS.get(column.name, USUAL_WIDTH))
        sheet.write_string(0, at, column.name, bold)
    return sheet


def _finish(sheet, rows):
    """Let a sheet with so many rows, its header among them, be filtered."""
    if sheet is not None:
        sheet.autofilter(0, 0, rows - 1, len(TABLE_COLUMNS) - 1)


def _write_row(sheet, at, cells, moment):
    for column, (cell, kind) in enumerate(zip(cells, _KINDS, strict=True)):
        if cell is None:
            continue
        match kind:
            case "boolean":
                sheet.write_boolean(at, column, cell)
            case "integer" | "number" | "year":
                sheet.write_number(at, column, cell)
            case "date" if cell.year < FIRST_YEAR:
                sheet.write_string(at, column, cell.isoformat())
            case "date":
                sheet.write_datetime(at, column, cell)
            case "datetime":
                sheet.write_datetime(at, column, cell.astimezone(UTC), moment)
            case _:
                sheet.write_string(at, column, _fitting(cell))


_KINDS = [column.type for column in TABLE_COLUMNS]


def _fitting(text):
    """Return a text that a cell holds, cut with a word that says so."""
    if 2 * len(text) <= LONGEST_TEXT or len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return text
    kept = text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - len(CUT))]
    return kept.decode("utf-16-le", "ignore") + CUT
