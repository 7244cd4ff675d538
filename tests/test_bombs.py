"""Nothing that can be typed keeps a processor busy (reliability D4).

These are no tests of speed: a pattern that runs wild, or a query that does, takes minutes over
these texts. So the bound is generous: a second of this process's own time, and the statement
timeout that production has, which PostgreSQL keeps.
"""

import logging
import re
import time
from contextlib import contextmanager

import pytest
from django.db import connection
from django.utils.datastructures import MultiValueDict

from projects.markdown import to_html
from projects.places.names import split_postcode
from projects.submissions.fields import LONGEST_TEXT
from projects.submissions.forms import ProposalForm
from projects.submissions.reports import ReportForm
from projects.templatetags import entries
from projects.text import plain, search_words
from tests.builders import make_project, make_staff, make_uk

pytestmark = pytest.mark.django_db

SECOND = 1.0
LENGTH = 100_000
PIECES = [
    *["a", " ", "-", '"', "(", "a@", "@.", "SW9 ", "1,", "http://", ".", "a.", "0", "&", "a-", "%"],
    *["_", "\\", "'", "a or ", "-a ", '"a" ', "\u0301", "É", "\u202e", "\t", "\n", "/", "a1", "1a"],
    *["://", "www.", "9", "+", "x" * 63 + "."],
]
BOMBS = [(piece * LENGTH)[:LENGTH] for piece in PIECES]
BOMBS += [f"{bomb[:-1]}!" for bomb in BOMBS] + [f"https://a.example/{bomb}" for bomb in BOMBS[:8]]
WORDS = " ".join(f"word{number}" for number in range(1000))
MARKUP = [
    "[",
    "](",
    "*a",
    "`",
    "> ",
    "- ",
    "![",
    "<a ",
    "**a__",
    "&#",
    "|-",
    "\\",
    "#",
    "[a](",
    "_*",
]


@pytest.fixture(autouse=True)
def database(monkeypatch):
    """A few entries, the limit that pages have in production, and no log of long lines."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    uk = make_uk()
    make_project("One", coverage=[uk["lambeth"]], pins=[(51.5, -0.1)])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 2500")


@contextmanager
def no_more_than_a_second(about):
    started = time.process_time()
    yield
    taken = time.process_time() - started
    assert taken < SECOND, f"{about}: {taken:.1f} s"


SEARCHES = [
    ("/projects/", "q"),
    ("/projects/", "near"),
    ("/map/", "near"),
    ("/projects/", "bbox"),
    ("/submit/alike/", "name"),
    ("/submit/alike/", "website"),
    ("/submit/alike/", "organisation"),
    ("/admin/projects/project/", "q"),
    ("/admin/projects/submission/", "q"),
    ("/admin/projects/project/duplicates/", "q"),
]


@pytest.mark.parametrize(("address", "name"), SEARCHES)
def test_no_search_burns_time(client, address, name):
    client.force_login(make_staff())
    for text in [*BOMBS[::9], WORDS, " or ".join(WORDS.split()), WORDS.replace(" ", " -")]:
        with no_more_than_a_second(f"{address} {name} {text[:20]!r}"):
            answer = client.get(address, {name: text})
        assert answer.status_code < 500


@pytest.mark.parametrize("form", [ProposalForm, ReportForm])
def test_no_field_of_a_form_burns_time(form):
    for text in BOMBS:
        data = MultiValueDict({name: [text] for name in form.base_fields})
        with no_more_than_a_second(f"{form.__name__} {text[:20]!r}"):
            assert not form(data).is_valid()


@pytest.mark.parametrize("address", ["/submit/", "/projects/one/report/", "/projects/one/suggest/"])
def test_no_page_with_a_form_burns_time(client, address):
    for text in BOMBS[::9]:
        data = dict.fromkeys(["name", "organisation", "website", "postcode", "your_email"], text)
        with no_more_than_a_second(f"{address} {text[:20]!r}"):
            answer = client.post(address, data)
        assert answer.status_code < 500


@pytest.mark.parametrize(
    "read",
    [plain, search_words, split_postcode, entries.web_address, entries.host, entries.telephone],
)
def test_no_function_that_reads_what_was_typed_burns_time(read):
    for text in BOMBS:
        with no_more_than_a_second(f"{read.__name__} {text[:20]!r}"):
            read(text)


@pytest.mark.parametrize("piece", MARKUP)
def test_no_markdown_of_the_length_that_is_taken_burns_time(piece):
    text = (piece * LONGEST_TEXT)[:LONGEST_TEXT]
    with no_more_than_a_second(repr(piece)):
        to_html(text)
        to_html(f"{text[:-2]}]x")


def test_a_pattern_that_runs_wild_is_noticed():
    """The negative control: the well-known worst pattern, over a text much shorter than these."""

    with pytest.raises(AssertionError, match="wild"), no_more_than_a_second("wild"):
        re.match("(a+)+$", "a" * 25 + "!")
