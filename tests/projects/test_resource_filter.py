"""The query of the list of resources."""

import pytest
from django.http import QueryDict

from projects.chips import chips, drop_advice
from projects.filters import ResourceFilter
from projects.filters.resource_facets import count_resource_facets
from projects.models import Resource, Strand, Topic
from tests.builders import make_organisation, make_project, make_resource, make_term

pytestmark = pytest.mark.django_db


def read(query=""):
    return ResourceFilter.read(QueryDict(query))


def titles(query=""):
    return [each.title for each in read(query).ordered()]


def counts(query, name):
    facets = {facet.name: facet for facet in count_resource_facets(read(query))}
    return {value.slug: value.count for value in facets[name].values} if name in facets else {}


@pytest.fixture
def library():
    """Four resources, of which one is about a draft alone."""
    wage = make_project("Fair wage town")
    draft = make_project("Quokka", state="draft")
    employers = make_term(Topic, "Working with employers")
    performance = make_term(Topic, "Assessing performance")
    coaching = make_term(type(make_project(approaches=["Coaching"]).approaches.get()), "Coaching")
    toolkit = make_resource("A toolkit", [wage, draft], kind="toolkit", year=2024)
    toolkit.topics.set([employers])
    toolkit.approaches.set([coaching])
    evaluation = make_resource(
        "The evaluation", [wage], year=2019, organisation=make_organisation("Institute")
    )
    evaluation.topics.set([performance, employers])
    make_resource("Briefing for Ynys Môn", kind="briefing", summary="Retraining of drivers")
    hidden = make_resource("Evaluation of Quokka", [draft], year=2020)
    hidden.topics.set([employers])


def test_the_latest_comes_first_and_what_has_no_year_last(library):
    assert titles() == ["A toolkit", "The evaluation", "Briefing for Ynys Môn"]
    assert titles("sort=title") == ["A toolkit", "Briefing for Ynys Môn", "The evaluation"]


def test_what_is_about_drafts_alone_is_neither_found_nor_counted(library):
    assert "Evaluation of Quokka" not in titles("q=quokka") + titles("since=2020&until=2020")
    assert counts("", "topic") == {"working-with-employers": 2, "assessing-performance": 1}
    assert counts("", "project") == {"fair-wage-town": 2}
    asked = read("project=quokka")
    assert [problem.value for problem in asked.problems] == ["quokka"]
    make_resource("About nothing here")
    assert "About nothing here" in titles()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("topic=working-with-employers", ["A toolkit", "The evaluation"]),
        ("topic=assessing-performance", ["The evaluation"]),
        ("kind=toolkit&kind=evaluation", ["A toolkit", "The evaluation"]),
        ("kind=toolkit&kind=briefing", ["A toolkit", "Briefing for Ynys Môn"]),
        ("approach=coaching", ["A toolkit"]),
        ("strand=in-work-progression-support", ["A toolkit"]),
        ("organisation=institute", ["The evaluation"]),
        ("project=fair-wage-town", ["A toolkit", "The evaluation"]),
        ("since=2020", ["A toolkit"]),
        ("until=2019", ["The evaluation"]),
        ("q=toolkits", ["A toolkit"]),
        ("q=ynys+mon", ["Briefing for Ynys Môn"]),
        ("q=retrain", ["Briefing for Ynys Môn"]),
        ("q=institute", ["The evaluation"]),
        ("q=evaluation&kind=toolkit", []),
    ],
)  # fmt: skip
def test_each_filter_finds_what_it_names(library, query, found):
    assert titles(query) == found
    assert read(query).problems == []


def test_words_spelt_alike_are_shown_where_none_has_the_words(library):
    asked = read("q=tolkit")
    assert asked.is_close_match
    assert [each.title for each in asked.ordered()] == ["A toolkit"]
    assert not read("q=toolkit").is_close_match


def test_a_title_weighs_more_than_a_summary(library):
    make_resource("Something else", year=2026, summary="Not the toolkit")
    assert titles("q=toolkit") == ["A toolkit", "Something else"]
    assert titles("q=toolkit&sort=latest") == ["Something else", "A toolkit"]


def test_every_count_is_what_choosing_the_value_finds(library):
    for query in ["", "kind=toolkit", "topic=working-with-employers", "q=toolkit", "since=2019"]:
        asked = read(query)
        for facet in count_resource_facets(asked):
            for value in facet.values:
                chosen = asked.without(facet.name).data.copy()
                chosen[facet.name] = value.slug
                assert ResourceFilter.read(chosen).found.count() == value.count


def test_a_facet_does_not_count_against_itself_but_the_others_do(library):
    query = "kind=toolkit&topic=working-with-employers"
    assert counts(query, "kind") == {"toolkit": 1, "evaluation": 1}
    assert counts(query, "topic") == {"working-with-employers": 1}


def test_what_is_not_understood_is_left_out_and_said():
    asked = read(
        "topic=nonsense&kind=%00&since=soon&until=99999&sort=size&organisation=&q=" + "x" * 300
    )
    assert asked.data.dict() == {}
    assert {problem.parameter for problem in asked.problems} == {
        "topic", "since", "until", "sort", "q",
    }  # fmt: skip


def test_each_value_has_a_chip_and_the_advice_says_what_dropping_it_gives(library):
    asked = read("kind=plan&since=2019&q=toolkit&sort=title")
    assert [(str(chip.label), chip.name) for chip in chips(asked)] == [
        ("Search words", "“toolkit”"), ("Kind", "Plan"), ("Year from", "2019"),
    ]  # fmt: skip
    advice = drop_advice(asked)
    assert [(each.chip.name, each.count) for each in advice] == [("Plan", 1)]
    assert "sort=title" in advice[0].chip.query_string


@pytest.mark.parametrize(
    ("link", "is_same"),
    [
        ("http://www.Example.org/report/#top", True),
        ("https://example.org/report?page=2", False),
        ("https://example.org/Report", False),
        ("https://[bad", False),
    ],
)
def test_two_addresses_of_one_page_are_told_from_two_pages(link, is_same):
    resource = make_resource(link="https://example.org/report")
    make_resource(link="")
    assert Resource.objects.leading_to(link) == ([resource] if is_same else [])


def test_a_strand_without_resources_is_not_offered(library):
    make_term(Strand, "Another")
    assert set(counts("", "strand")) == {"in-work-progression-support"}
