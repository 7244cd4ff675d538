"""One query string, one set of projects: each parameter, and what is not understood."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from projects.chips import MOST_ADVICE, chips, drop_advice
from projects.filters import ProjectFilter
from projects.models import Location, Sector
from tests.builders import (
    make_organisation,
    make_project,
    make_resource,
    make_term,
    make_uk,
)

pytestmark = pytest.mark.django_db


def read(query=""):
    return ProjectFilter.read(QueryDict(query))


def found(query=""):
    return [project.name for project in read(query).ordered()]


def test_without_parameters_every_published_project_is_found():
    make_project("Shown")
    make_project("Draft", state="draft")
    make_project("Gone", state="withdrawn")
    assert found() == ["Shown"]


@pytest.mark.parametrize(
    ("parameter", "fields", "slug"),
    [
        ("offer", {"offers": ["Help for workers"]}, "help-for-workers"),
        ("approach", {"approaches": ["Job brokerage"]}, "job-brokerage"),
        ("strand", {"approaches": ["Job brokerage"]}, "in-work-progression-support"),
        ("audience", {"audiences": ["Lone parents"]}, "lone-parents"),
        ("sector", {"sectors": ["Construction"]}, "construction"),
        ("delivery", {"delivery_modes": ["Online"]}, "online"),
        ("status", {"status": "past"}, "past"),
    ],
)
def test_each_facet_finds_what_has_the_value(parameter, fields, slug):
    make_project("Has it", **fields)
    make_project("Has it not")
    assert found(f"{parameter}={slug}") == ["Has it"]


def test_values_of_one_facet_are_any_of_and_facets_are_all_of():
    make_project("A", sectors=["Construction"], status="current")
    make_project("B", sectors=["Retail"], status="current")
    make_project("C", sectors=["Retail"], status="past")
    assert found("sector=construction&sector=retail&status=current") == ["A", "B"]


def test_only_an_evaluation_is_evidence():
    evaluated, reported = make_project("Evaluated"), make_project("Reported")
    make_resource(projects=[evaluated])
    make_resource(projects=[reported], kind="report")
    assert found("evidence=evaluation") == ["Evaluated"]
    assert found("evidence=none-known") == ["Reported"]


def test_an_organisation_is_found_as_lead_partner_and_funder_and_a_funder_only_as_funder():
    payer = make_organisation("Payer")
    make_project("Led", lead_organisation=payer)
    make_project("Helped", partners=[payer])
    make_project("Paid", funders=[payer])
    assert found("organisation=payer") == ["Helped", "Led", "Paid"]
    assert found("funder=payer") == ["Paid"]


def test_an_area_finds_what_is_pinned_in_it_or_serves_it_or_an_area_inside_it():
    uk = make_uk()
    make_project("Pinned", pins=[{"council": uk["lambeth"]}])
    make_project("Serves a council", coverage=[uk["camden"]])
    make_project("Serves it", coverage=[uk["london"]])
    make_project("Serves the nation", coverage=[uk["england"]])
    make_project("Elsewhere", coverage=[uk["cardiff"]])
    assert found("area=london") == ["Pinned", "Serves a council", "Serves it"]
    assert found("area=london&wider=1") == [
        "Pinned",
        "Serves a council",
        "Serves it",
        "Serves the nation",
    ]


def test_a_council_lies_in_its_city_region_too():
    uk = make_uk()
    make_project("Here", coverage=[uk["salford"]])
    assert found("area=greater-manchester") == found("area=north-west") == ["Here"]


def test_a_box_finds_pins_inside_it_only():
    make_project("Inside", pins=[(51.5, -0.1)])
    make_project("Outside", pins=[(53.5, -2.2)])
    make_project("No pin")
    box = read("bbox=-1,51,0,52")
    assert [project.name for project in box.ordered()] == ["Inside"]
    assert box.pins().count() == 1


def test_a_private_location_matches_no_box_no_place_and_no_area():
    uk = make_uk()
    make_project("Refuge", pins=[{"council": uk["lambeth"], "public": False}])
    assert found("bbox=-1,51,0,52") == []
    assert found("near=Lambeth") == []
    assert found("area=lambeth") == []
    assert read().placing()["unplaced"] == 1


def test_an_office_is_a_pin_only_where_the_whole_coverage_is_the_council_it_stands_in():
    uk = make_uk()
    office = {"role": Location.Role.OFFICE, "council": uk["lambeth"]}
    make_project("One council", coverage=[uk["lambeth"]], pins=[office])
    make_project("Two councils", coverage=[uk["lambeth"], uk["camden"]], pins=[office])
    make_project("Another council", coverage=[uk["camden"]], pins=[office])
    make_project("A region", coverage=[uk["london"]], pins=[office])
    make_project("Not known", pins=[office])
    assert list(read().pins().values_list("project__name", flat=True)) == ["One council"]
    assert read().placing() == {
        "total": 5,
        "pinned": 1,
        "areawide": 3,
        "unplaced": 1,
        "locations": 1,
    }


def test_words_are_found_whatever_their_endings_and_accents():
    make_project("Employers' Charter", summary="Cafés and their employees.")
    assert found("q=charters") == found("q=cafe") == found("q=employee") == ["Employers' Charter"]


@pytest.mark.parametrize("typed", ["timewize", "TIMEWIZE", "skills escalater", "lving wage"])
def test_a_slip_of_the_pen_still_finds_the_name(typed):
    make_project("West London Skills Escalator", lead_organisation=make_organisation("Timewise"))
    make_project("Making Norwich a Living Wage City", partners=[make_organisation("Timewise Ltd")])
    make_project("Something else")
    close = read(f"q={typed}")
    assert close.is_close_match
    assert 0 < close.projects.count() < 3


def test_a_name_is_a_better_answer_than_a_summary():
    make_project("Aaa", summary="A charter for work.")
    make_project("Zzz charter", summary="Something.")
    assert found("q=charter") == ["Zzz charter", "Aaa"]


def test_words_without_meaning_find_nothing():
    make_project("Anything at all")
    assert found("q=a") == []


def test_the_default_order_is_running_planned_paused_unknown_past_then_checked_own_page_name():
    make_project("f", status="past")
    make_project("e", status="unknown")
    make_project("d", status="paused")
    make_project("c", status="planned")
    make_project("b3")
    make_project("b2", website="https://b.example", website_is_own_page=True)
    make_project("b1", checked_on="2026-01-01")
    make_project("B4")
    assert found() == ["b1", "b2", "b3", "B4", "c", "d", "e", "f"]


def test_other_orders_are_by_name_last_check_and_last_change():
    make_project("Éa", status="past", checked_on="2026-02-01")
    make_project("eb", checked_on="2026-01-01")
    make_project("Ec")
    assert found("sort=name") == ["Éa", "eb", "Ec"]
    assert found("sort=checked") == ["Éa", "eb", "Ec"]
    assert found("sort=updated") == ["Ec", "eb", "Éa"]


def test_what_is_not_understood_is_left_out_and_said_and_the_rest_is_kept():
    make_term(Sector, "Construction")
    make_project("Built", sectors=["Construction"])
    asked = read("sector=construction&sector=nonsense&bbox=1,2&sort=__class__&page=2&utm=x")
    assert asked.query_string == "sector=construction"
    assert [(each.parameter, each.value) for each in asked.problems] == [
        ("sector", "nonsense"),
        ("bbox", "1,2"),
        ("sort", "__class__"),
    ]


@pytest.mark.parametrize(
    "bbox",
    [
        "a,b,c,d",
        "1,2,3",
        "0,53,1,52",
        "2,51,1,52",
        "nan,51,1,52",
        "-181,51,1,52",
        "0,51,1,1e308",
        "inf,0,1,1",
    ],
)
def test_a_box_that_is_none_is_refused(bbox):
    assert [each.parameter for each in read(f"bbox={bbox}").problems] == ["bbox"]


@pytest.mark.parametrize("within", ["-1", "0", "1e308", "NaN", "x", "501", "9" * 500])
def test_a_distance_that_is_none_is_refused(within):
    make_uk()
    assert [e.parameter for e in read(f"near=Lambeth&within={within}").problems] == ["within"]


@pytest.mark.parametrize(
    "parameter", ["q", "near", "sector", "organisation", "bbox", "sort", "within"]
)
@pytest.mark.parametrize(
    "value", ["%00", "a%00b", "%ED%A0%80", "x" * 10_000, "%27%3B--", "%F0%9F%91%8D"]
)
def test_odd_values_are_no_error(parameter, value):
    make_project()
    asked = read(f"{parameter}={value}")
    assert asked.placing()["total"] >= 0
    list(asked.ordered())


def test_dropping_a_value_keeps_the_others():
    make_term(Sector, "Construction")
    make_term(Sector, "Retail")
    asked = read("q=x&sector=construction&sector=retail&status=past")
    assert asked.without("sector", "retail").query_string == "q=x&sector=construction&status=past"
    assert asked.without("sector").query_string == "q=x&status=past"


def test_more_values_than_anybody_reads_are_left_out_and_said():
    for number in range(35):
        make_term(Sector, f"Sector {number}")
    asked = read("&".join(f"sector=sector-{number}" for number in range(35)))
    assert len(asked.data.getlist("sector")) == 30
    assert "the last 5 were left out" in asked.problems[0].message


def test_advice_is_counted_for_a_few_values_only(django_assert_max_num_queries):
    for number in range(30):
        make_term(Sector, f"Sector {number}")
    asked = read("&".join(f"sector=sector-{number}" for number in range(30)))
    with django_assert_max_num_queries(MOST_ADVICE):
        drop_advice(asked)


def test_those_checked_within_a_year_are_found_by_the_sets_and_by_the_tables():
    today = timezone.localdate()
    make_project("Lately", checked_on=today - timedelta(days=300), pins=[(51.5, -0.1)])
    make_project("Long ago", checked_on=today - timedelta(days=400), pins=[(51.5, -0.1)])
    make_project("Never")
    asked = read("checked=year")
    assert [card.name for card in asked.page(0, 5)] == found("checked=year") == ["Lately"]
    assert asked.placing()["locations"] == 1
    assert [(chip.label, chip.name) for chip in chips(asked)] == [("Checked", "Within a year")]
    assert read("checked=never").problems
