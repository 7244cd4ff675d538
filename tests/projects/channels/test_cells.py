"""What a spreadsheet would take for a formula is harmless, and nothing else is changed."""

import re

import pytest

from projects.channels.cells import TABLE_COLUMNS, harmless, make_row
from projects.channels.columns import NAMES

FORMULAE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\tx"]
FORMULAE += ["  =1+1", "\u00a0=1", "\u200b=1", "\ufeff=1", "＝1+1", "＋1", "－1", "＠SUM(1)", "'=1"]
FORMULAE += ["+44-20", "-1+1", "-", "--0.37", "-0,37", "=", "+44(0)20"]

PLAIN = ["Help", "a=b", "1-2", "-0.37", "-51.5", "+44 20 7946 0000", "+441134960000", "'tis so"]
PLAIN += ["", "(=1)", "Ōtara", "“quoted”", "* a list\n- of two"]


@pytest.mark.parametrize("text", FORMULAE)
def test_a_formula_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_any_other_text_stays_as_it_is(text):
    assert harmless(text) == text


INSIDE = {"x;=1": "x;'=1", "x; @A1": "x;' @A1", "a\t+b": "a\t'+b", "a;'=b": "a;''=b", ";;-": ";;'-"}


@pytest.mark.parametrize("text", INSIDE)
def test_a_sign_after_what_may_cut_a_line_gets_an_apostrophe(text):
    assert harmless(text) == INSIDE[text]


@pytest.mark.parametrize("text", [*FORMULAE, *PLAIN, *INSIDE, "a; b", "\t;=", "=1;=2"])
def test_the_rule_that_is_written_down_leads_back(text):
    read = harmless(text)
    read = re.sub(r"(?s)(?<=.)([;\t])'(?=[\s\x00-\x1f']*[=+\-@])", r"\1", read)
    if read.startswith("'") and harmless(read[1:]) == harmless(text):
        read = read[1:]
    assert read == text


def cells_of(**values):
    record = dict.fromkeys(NAMES) | {"status": {"name": "Running"}, "evidence": {"name": "None"}}
    names = [column.name for column in TABLE_COLUMNS]
    return dict(zip(names, make_row()(record | values), strict=True))


def test_lists_are_texts_whose_parts_can_be_told_apart():
    cells = cells_of(
        partners=[{"name": "One; two"}, {"name": "=three"}],
        area_codes=["E1", "W2"],
        locations=[
            {
                "label": "Hall",
                "address": "1 High St",
                "postcode": "",
                "latitude": 51.5,
                "longitude": -0.1,
            }
        ],
        resources=[{"title": "Guide", "kind": "guide", "year": None, "link": "https://a.example"}],
    )
    assert cells["partners"] == "One, two; '=three"
    assert cells["area_codes"] == "E1; W2"
    assert cells["locations"] == "Hall, 1 High St (51.5, -0.1)"
    assert cells["resources"] == "Guide (guide) https://a.example"


def test_what_is_not_known_is_an_empty_cell():
    empty = {name for name, cell in cells_of(summary="", partners=[]).items() if cell is None}
    assert {"summary", "partners", "latitude", "part_of"} <= empty


def test_each_row_says_how_it_may_be_used(settings):
    settings.LICENCE_NAME, settings.LICENCE_URL, settings.ATTRIBUTION = "Mine", "/mine", "Me"
    cells = cells_of()
    assert (cells["attribution"], cells["licence"]) == ("Me", "Mine, /mine")


def test_nothing_that_begins_with_a_sign_is_left_in_any_text_column():
    evil = "=HYPERLINK(A1)"
    values = {
        column.name: {"string": evil, "text": evil, "url": evil, "email": evil}.get(column.type)
        or {"term": {"name": evil}, "terms": [{"name": evil}], "strings": [evil]}.get(column.type)
        for column in TABLE_COLUMNS
        if column.name in NAMES
    }
    for name, cell in cells_of(**values).items():
        assert not re.match(r"\s*[=+@]", str(cell or "")), name
