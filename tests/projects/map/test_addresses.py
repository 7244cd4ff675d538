import pytest
from django.http import QueryDict

from projects.filters import ProjectFilter
from projects.map.addresses import area_addresses, list_address
from tests.builders import make_uk


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("", "/projects/?area=leeds"),
        ("status=past", "/projects/?status=past&area=leeds"),
        ("area=wales&status=past", "/projects/?status=past&area=leeds"),
        ("area=wales", "/projects/?area=leeds"),
    ],
)
def test_the_list_of_an_area_is_that_of_the_query_there_alone(db, query, address):
    make_uk()
    project_filter = ProjectFilter.read(QueryDict(query))
    assert area_addresses(project_filter)("leeds") == address
    assert list_address(project_filter, "leeds") == address
