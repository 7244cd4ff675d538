"""All projects found come in the order of the pages."""

import pytest
from django.http import QueryDict

from projects import reading
from projects.filters import ProjectFilter
from projects.finding.ordered import ids_in_order
from tests.projects.finding.test_found import QUERIES, entries

__all__ = ["entries"]

pytestmark = pytest.mark.django_db


def test_all_ids_are_those_of_the_pages_one_after_the_other(entries):
    for query in [*QUERIES, "q=wage&near=lambeth", "near=camden&within=300"]:
        with reading.snapshot():
            asked = ProjectFilter.read(QueryDict(query))
            total = len(asked.ids)
            pages = [
                card.pk for start in range(0, total, 5) for card in asked.page(start, start + 5)
            ]
            assert list(ids_in_order(asked)) == pages, query
