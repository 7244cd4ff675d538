"""The record of a change to a project holds its terms and areas as they were."""

import pytest

from tests.builders import make_project, make_uk

pytestmark = pytest.mark.django_db


def test_each_record_has_the_terms_and_areas_of_its_time():
    uk = make_uk()
    project = make_project(offers=["A campaign"], coverage=[uk["lambeth"], uk["camden"]])
    project.coverage.set([uk["wales"]])
    latest, earlier = project.history.all()[0], project.history.all()[2]
    assert {row.area for row in latest.coverage.all()} == {uk["wales"]}
    assert {row.area for row in earlier.coverage.all()} == {uk["lambeth"], uk["camden"]}
    assert [row.offer.name for row in latest.offers.all()] == ["A campaign"]


def test_a_record_takes_one_statement_for_itself_and_one_for_each_list(
    django_assert_max_num_queries,
):
    project = make_project(offers=["A campaign"])
    with django_assert_max_num_queries(1 + 1 + 6):
        project.save()
