"""What a file says of itself, and what it is called."""

import re

import pytest
import time_machine
from django.http import QueryDict

from projects.channels.about import LONGEST_QUERY, about, file_name
from projects.filters import ProjectFilter
from tests.builders import make_project, make_uk

pytestmark = pytest.mark.django_db


def read(query):
    return ProjectFilter.read(QueryDict(query))


@time_machine.travel("2026-11-23 12:00")
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "better-work-map-2026-11-23.csv"),
        ("offer=help-for-workers", "better-work-map-help-for-workers-2026-11-23.csv"),
        ("status=past&area=lambeth", "better-work-map-lambeth-past-2026-11-23.csv"),
        ("near=Lambeth&within=5", "better-work-map-lambeth-2026-11-23.csv"),
        ("q=Fair+%22pay%22%0D%0AX:+1", "better-work-map-fair-pay-x-1-2026-11-23.csv"),
        ("q=%D7%A9%D7%9C%D7%95%D7%9D", "better-work-map-search-2026-11-23.csv"),
        ("bbox=-1,51,0,52", "better-work-map-part-of-the-map-2026-11-23.csv"),
        ("area=atlantis", "better-work-map-2026-11-23.csv"),
    ],
)
def test_the_name_of_a_file_says_query_and_date(query, name):
    make_uk()
    make_project(offers=["Help for workers"])
    assert file_name(read(query), "csv") == name


def test_the_name_of_a_file_is_short_whatever_is_asked():
    name = file_name(read("q=" + "word+" * 30 + "x" * 100), "csv")
    assert re.fullmatch(r"[a-z0-9.-]+", name)
    assert len(name) < LONGEST_QUERY + 40


def test_a_query_is_said_in_words():
    make_uk()
    assert about(read(""), 0).query == "All projects"
    assert about(read("area=lambeth&q=pay"), 0).query == "Search words: “pay”; Works in: Lambeth"
