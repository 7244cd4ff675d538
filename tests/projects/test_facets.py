"""Facet counts: what each value would give, not counted against itself."""

import pytest
from django.http import QueryDict

from projects.chips import chips, drop_advice
from projects.facets import count_facets
from projects.filters import ProjectFilter
from tests.builders import make_organisation, make_project, make_uk

pytestmark = pytest.mark.django_db


def read(query=""):
    return ProjectFilter.read(QueryDict(query))


def counts(query, name):
    facets = {facet.name: facet for facet in count_facets(read(query))}
    return {value.slug: value.count for value in facets[name].values} if name in facets else {}


@pytest.fixture
def entries():
    make_project("A", sectors=["Construction"], status="current")
    make_project("B", sectors=["Retail"], status="current")
    make_project("C", sectors=["Retail", "Care"], status="past")
    make_project("Hidden", sectors=["Retail"], state="draft")


def test_a_value_counts_the_projects_that_it_would_give(entries):
    assert counts("", "sector") == {"construction": 1, "retail": 2, "care": 1}


def test_a_facet_does_not_count_against_itself_but_the_others_do(entries):
    query = "sector=construction&status=current"
    assert counts(query, "sector") == {"construction": 1, "retail": 1}
    assert counts(query, "status") == {"current": 1}


def test_every_count_is_what_choosing_the_value_finds(entries):
    for query in ["", "status=current", "sector=retail", "sector=care&status=past", "q=A"]:
        asked = read(query)
        for facet in count_facets(asked):
            for value in facet.values:
                chosen = asked.without(facet.name).data.copy()
                chosen[facet.name] = value.slug
                assert ProjectFilter.read(chosen).projects.count() == value.count


def test_a_value_that_would_give_nothing_is_left_out_unless_it_is_chosen(entries):
    assert "care" not in counts("status=current", "sector")
    assert counts("status=current&sector=care", "sector")["care"] == 0


def test_of_areas_the_children_of_the_chosen_one_are_counted():
    uk = make_uk()
    make_project(coverage=[uk["lambeth"]])
    make_project(coverage=[uk["london"]])
    make_project(coverage=[uk["wales"]])
    assert counts("", "area") == {"england": 2, "wales": 1}
    assert counts("area=england", "area") == {"england": 2, "london": 2}
    assert counts("area=london", "area") == {"london": 2, "lambeth": 1}


def test_of_organisations_only_the_chosen_is_counted():
    payer = make_organisation("Payer")
    make_project(funders=[payer])
    make_project(funders=[payer], status="past")
    assert counts("", "funder") == {}
    assert counts("funder=payer&status=past", "funder") == {"payer": 1}


def test_an_organisation_known_only_from_hidden_entries_is_not_known():
    make_project(state="draft", lead_organisation=make_organisation("Secret"))
    asked = read("organisation=secret")
    assert [problem.value for problem in asked.problems] == ["secret"]


def test_the_number_of_queries_does_not_grow_with_the_entries(django_assert_num_queries, entries):
    for _ in range(2):
        asked = read("")
        with django_assert_num_queries(1):
            count_facets(asked)
        for _ in range(5):
            make_project(sectors=["Care"])


def test_each_value_is_a_chip_that_can_be_taken_off(entries):
    shown = chips(read("sector=retail&sector=care&status=past&q=C&sort=name"))
    assert [(chip.label, chip.name) for chip in shown] == [
        ("Search words", "“C”"),
        ("Sector", "Retail"),
        ("Sector", "Care"),
        ("Is it running", "Finished"),
    ]
    assert shown[1].query_string == "q=C&sector=care&status=past&sort=name"


def test_taking_off_the_place_takes_off_its_miles():
    make_uk()
    (chip,) = chips(read("near=Lambeth&within=5"))
    assert (chip.name, chip.query_string) == ("Lambeth", "")


def test_where_nothing_is_found_it_says_which_filter_to_drop_to_get_how_many(entries):
    advice = drop_advice(read("sector=care&status=current"))
    assert [(each.chip.name, each.count) for each in advice] == [("Care", 2), ("Running", 1)]
