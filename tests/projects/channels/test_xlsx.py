"""The workbook, as another program reads it."""

import openpyxl
import pytest
from django.http import QueryDict

from projects.channels import xlsx
from projects.channels.about import about
from projects.channels.records import read_records
from projects.filters import ProjectFilter
from tests.builders import make_project

pytestmark = pytest.mark.django_db


def workbook_of(*projects, query=""):
    said = about(ProjectFilter.read(QueryDict(query)), len(projects))
    with xlsx.xlsx_file(said, read_records([project.pk for project in projects])) as file:
        return openpyxl.load_workbook(file)


def values(sheet, column):
    header = [cell.value for cell in sheet[1]]
    return [row[header.index(column)].value for row in sheet.iter_rows(min_row=2)]


def test_no_text_becomes_a_formula_a_link_or_a_number():
    names = ["=1+1", "@SUM(A1)", "https://example.org/", "0012", "{=1}", "\x01control"]
    sheet = workbook_of(*(make_project(name, slug=f"p{n}") for n, name in enumerate(names)))
    cells = list(sheet["Projects"].iter_rows(min_row=2))
    assert {cell.data_type for row in cells for cell in row} <= {"s", "n", "d", "b"}
    assert all(cell.hyperlink is None for row in cells for cell in row)
    assert values(sheet["Projects"], "name")[:4] == ["'=1+1", "'@SUM(A1)", *names[2:4]]


def test_the_header_stays_in_sight_and_can_be_filtered():
    sheet = workbook_of(make_project(), make_project())["Projects"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.endswith("3")


def test_the_first_sheet_says_what_the_file_is():
    make_project(status="past")
    sheet = workbook_of(make_project(), query="status=current")["About"]
    told = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    assert told["Query"] == "Is it running: Running"
    assert told["Projects"] == 1
    assert told["Licence"].startswith("CC BY 4.0, https://")
    assert told["checked_on"].startswith("Checked on. ")


def test_what_a_sheet_has_no_room_for_goes_on_in_the_next(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    projects = [make_project() for _ in range(5)]
    book = workbook_of(*projects)
    assert book.sheetnames == ["About", "Projects", "Projects 2", "Projects 3"]
    read = [pk for name in book.sheetnames[1:] for pk in values(book[name], "id")]
    assert read == [project.pk for project in projects]


def test_a_text_that_no_cell_holds_is_cut_and_says_so():
    long, short = make_project(description="é😀" * 20_000), make_project(description="é" * 32_767)
    read = values(workbook_of(long, short)["Projects"], "description")
    assert read[0].startswith("é😀") and read[0].endswith(xlsx.CUT)
    assert len(read[0].encode("utf-16-le")) // 2 <= xlsx.LONGEST_TEXT
    assert read[1] == "é" * 32_767


def test_a_date_is_a_date_and_a_moment_a_moment():
    sheet = workbook_of(make_project(checked_on="2026-01-31"))["Projects"]
    assert f"{values(sheet, 'checked_on')[0]:%Y-%m-%d}" == "2026-01-31"
    assert values(sheet, "updated")[0].year >= 2026
    assert values(sheet, "website_is_own_page") == [False]


def test_a_date_before_those_of_excel_is_a_text():
    early = make_project(start_year=1899, start_date="1899-12-31")
    first = make_project(start_year=1900, start_date="1900-01-01")
    read = values(workbook_of(early, first)["Projects"], "start_date")
    assert read[0] == "1899-12-31"
    assert f"{read[1]:%Y-%m-%d}" == "1900-01-01"
