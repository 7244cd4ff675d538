"""What is counted by bits is what the tables say, whatever is asked."""

import random
from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict

from projects.facets import COUNTED, count_facets
from projects.filters import ProjectFilter
from projects.finding import pages
from projects.models import Project
from tests.builders import make_organisation, make_project, make_uk

pytestmark = pytest.mark.django_db

OFFERS = ["Help for workers", "A campaign", "Funding"]
AUDIENCES = ["Women", "Young people", "Employers"]
QUERIES = [
    "",
    "offer=a-campaign",
    "offer=a-campaign&offer=funding&audience=women",
    "area=london&area=cardiff",
    "area=lambeth&wider=1&status=current",
    "organisation=trust",
    "funder=trust&offer=funding&organisation=trust",
    "q=wage",
    "q=wage&audience=women&sort=name",
    "q=wgae project",
    "near=lambeth&within=20",
    "near=lambeth&offer=help-for-workers&status=past&status=current",
    "bbox=-1,51,0,52",
    "bbox=-1,51,0,52&near=camden&audience=employers",
    "evidence=none-known&sort=checked",
    "sort=updated&status=past&status=unknown&status=current",
    "offer=none-of-this",
]


def some(rng, values):
    return [value for value in values if rng.random() < 0.5]


@pytest.fixture
def entries():
    """Entries of all sorts, some of them not published."""
    rng, uk, trust = random.Random(7), make_uk(), make_organisation("Trust")
    for number in range(24):
        make_project(
            f"{rng.choice(['Wage', 'Skills', 'Rota'])} project {rng.randrange(8)}",
            slug=f"project-{number}",
            state=rng.choice(["published"] * 5 + ["draft", "withdrawn"]),
            status=rng.choice(Project.Status.values),
            checked_on=rng.choice([None, date(2026, 5, rng.randint(1, 28))]),
            offers=some(rng, OFFERS),
            audiences=some(rng, AUDIENCES),
            coverage=some(rng, [uk["lambeth"], uk["wales"], uk["uk"], uk["london"]]),
            funders=some(rng, [trust]),
            pins=[
                (51.3 + rng.random() / 2, -0.4 + rng.random() / 2) for _ in range(rng.randrange(4))
            ],
        )


def read(query):
    return ProjectFilter.read(QueryDict(query))


def test_sets_totals_and_facets_are_those_of_the_tables(entries):
    for query in QUERIES:
        compare_with_the_tables(query)


def compare_with_the_tables(query):
    asked = read(query)
    rows = list(asked.projects)
    assert set(asked.ids) == {project.pk for project in rows}, query
    pins = asked.projects.placing(asked.allowed_pins())
    assert asked.placing() == {**pins, "locations": asked.allowed_pins().of(asked.projects).count()}
    assert set(asked.areawide()) == set(asked.projects.across_an_area(asked.allowed_pins()))
    assert set(asked.unplaced()) == set(asked.projects.without_place(asked.allowed_pins()))
    counted = {facet.name: facet for facet in count_facets(asked)}
    for name in COUNTED:
        others = asked.without(name).projects if name in asked.data else rows
        wanted = Counter(value for project in others for value in project.facets)
        for value in counted[name].values if name in counted else []:
            assert value.count == wanted[f"{name}:{value.slug}"], value


def test_pages_are_slices_of_the_one_order(entries, monkeypatch):
    compare_pages()
    # Walk along the indexes, as with very many.
    monkeypatch.setattr(pages, "FEW_ENOUGH", 0)
    monkeypatch.setattr(pages, "FAR", 0)
    monkeypatch.setattr("projects.bitmaps.lookup.FEW_IDS", 0)
    compare_pages()
    with connection.cursor() as cursor:  # and the planner is free again
        cursor.execute("SHOW enable_sort")
        assert cursor.fetchone() == ("on",)


def compare_pages():
    for query in QUERIES:
        in_order = [project.pk for project in read(query).ordered()]
        for start in range(0, len(in_order) + 1, 5):
            page = read(query).page(start, start + 5)
            assert [project.pk for project in page] == in_order[start : start + 5], query
