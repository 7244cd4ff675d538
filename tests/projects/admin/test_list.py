"""The list of projects: what is found, and that it stays quick."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.builders import make_organisation, make_project, make_uk

pytestmark = pytest.mark.django_db
LIST = "/admin/projects/project/"


def found(client, **query):
    answer = client.get(LIST, query)
    assert answer.status_code == 200
    return {project.name for project in answer.context["cl"].result_list}


@pytest.mark.parametrize(
    "words", ["Leeds", "trust", "partner", "SW9 8HQ", "sw98hq", "SW9", "hall", "living-wage-leeds"]
)
def test_a_project_is_found_by_name_organisation_town_and_postcode(desk, words):
    make_project("Another")
    make_project(
        "Living Wage Leeds",
        lead_organisation=make_organisation("Trust for Work"),
        partners=[make_organisation("A Partner")],
        pins=[{"latitude": 51.46, "longitude": -0.1, "postcode": "SW9 8HQ", "label": "Hall"}],
    )
    assert found(desk, q=words) == {"Living Wage Leeds"}


def test_filters_by_state_status_check_offer_and_area(desk):
    areas = make_uk()
    old = timezone.localdate() - datetime.timedelta(days=400)
    make_project("Draft", state="draft", status="past", checked_on=timezone.localdate())
    make_project("Checked", checked_on=old, coverage=[areas["camden"]])
    make_project("Never", offers=["Help for workers"], coverage=[areas["wales"]])
    offer = str(make_project("Other", offers=["A campaign"]).offers.get().pk)
    assert found(desk, state__exact="draft") == {"Draft"}
    assert found(desk, status__exact="past") == {"Draft"}
    assert found(desk, checked="never") == {"Never", "Other"}
    assert found(desk, checked="recently") == {"Draft"}
    assert found(desk, checked="long-ago") == {"Checked"}
    assert found(desk, checked="due") == {"Checked", "Never", "Other"}
    assert found(desk, offers__id__exact=offer) == {"Other"}
    assert found(desk, area="london") == {"Checked"}
    assert found(desk, area="wales") == {"Never"}


def test_the_number_of_queries_does_not_grow_with_the_list(desk):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            desk.get(LIST)
        return len(captured)

    make_project()
    desk.get(LIST)
    few = queries()
    for _ in range(12):
        make_project(pins=[(51.5, -0.1)], offers=["Help for workers"])
    assert queries() == few == 7


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\0"},
        {"q": "x" * 10_000},
        {"state__exact": "x"},
        {"checked": "x"},
        {"area": "x"},
        {"offers__id__exact": "x"},
        {"offers__id__exact": "9" * 40},
        {"p": "x"},
        {"p": "9" * 40},
        {"o": "99.-99"},
        {"no_such_field": "1"},
    ],
)
def test_odd_query_strings_are_never_a_failure(desk, query):
    assert desk.get(LIST, query, follow=True).status_code in (200, 400)


def test_half_a_character_is_searched_for_without_a_failure(desk):
    assert desk.get(f"{LIST}?q=%ED%A0%80").status_code == 200
