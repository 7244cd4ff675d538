"""No request is ever a 500: random paths, methods and query strings on every public address."""

from urllib.parse import quote

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.filters import ProjectFilter
from tests.builders import make_project, make_uk

pytestmark = pytest.mark.django_db

ADDRESSES = ["home", "project_list", "map", "map_areas", "organisation_list"]
NAMES = [*ProjectFilter.base_filters, "page", "at", "unknown", "x[]", "__class__"]
ODD = [
    *["", "0", "-1", "1e308", "NaN", "inf", "9" * 300, "\0", "a\0b", "\ufffd", "'", '"', "\\", "%"],
    *["1,2,3,4", "0,0,0,0", "-180,-90,180,90", "nan,nan,nan,nan", "6/51.5/-0.1", "99/91/181"],
    *["a or -b", "(((", "<->", "a:* & !b", "lambeth", "construction", "current", "name", "London"],
    *["١٢٣", "SW9", "BT48", "../..", "{{7*7}}", "\u202e", "\U0001f469\u200d\U0001f467"],
]

values = st.sampled_from(ODD) | st.text(max_size=30)
queries = st.lists(st.tuples(st.sampled_from(NAMES), values), max_size=5)


@pytest.fixture
def entries():
    uk = make_uk()
    make_project("One", coverage=[uk["lambeth"]], sectors=["Construction"], pins=[(51.5, -0.1)])


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(name=st.sampled_from(ADDRESSES), query=queries)
def test_no_query_string_is_a_server_error(client, entries, name, query):
    data = [(key, value.encode("utf-8", "surrogatepass").decode("latin-1")) for key, value in query]
    pairs = {}
    for key, value in data:
        pairs.setdefault(key, []).append(value)
    response = client.get(reverse(name), pairs)
    assert response.status_code in (200, 400), (name, query)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    prefix=st.sampled_from(["/projects/", "/organisations/", "/areas/", "/map/tiles/", "/"]),
    rest=st.text(max_size=40) | st.sampled_from(["9/9/9.json", "99999999999999999999/0/0.json"]),
)
def test_no_path_is_a_server_error(client, entries, prefix, rest):
    response = client.get(prefix + quote(rest, safe="/."))
    assert response.status_code < 500, (prefix, rest)


@pytest.mark.parametrize("sign", "-\"'()&|!<>:*\\%_+~^$#@,.;/?=[]{}`£’“ \t\n")
def test_no_row_of_one_sign_is_a_server_error(client, entries, sign):
    for length in (1, 2, 60, 200):
        for query in (sign * length, f"a{sign * (length - 1)}", f"{sign * (length - 1)}a"):
            response = client.get(reverse("project_list"), {"q": query})
            assert response.status_code == 200, (sign, length)


@pytest.mark.parametrize(
    "raw", ["q=%", "q=%zz", "q=%ED%A0%80", "q=%00", "q=%ff%fe", "&&==&", "q" * 9000]
)
def test_raw_query_strings_are_no_server_error(client, entries, raw):
    for name in ADDRESSES:
        response = client.get(reverse(name), QUERY_STRING=raw)
        assert response.status_code in (200, 400), name
