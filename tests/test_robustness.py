"""No request is ever a 500: random paths, methods and query strings on every public address."""

from urllib.parse import quote, urlencode

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.filters import ProjectFilter
from projects.submissions.forms import ProposalForm
from projects.submissions.guarding import new_form_token
from projects.submissions.reports import ReportForm
from tests.builders import make_project, make_uk

pytestmark = pytest.mark.django_db

ADDRESSES = ["home", "project_list", "map", "map_areas", "organisation_list"]
ADDRESSES += ["submit", "submit_alike", "submitted"]
NAMES = [*ProjectFilter.base_filters, "page", "at", "unknown", "x[]", "__class__"]
NAMES += ["name", "organisation", "website", "postcode", "reference", "erased"]
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


FORMS = ["/submit/", "/projects/one/suggest/", "/projects/one/report/"]
FIELDS = [*ProposalForm.base_fields, *ReportForm.base_fields]
FIELDS += ["form_token", "opened", "seen", "carry", "version", "action", "unknown"]
ODD_LINES = [
    "a\r\nBcc: b@example.org",
    "javascript:alert(1)",
    "https://bank@evil.example",
    "a" * 10_000,
]


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    address=st.sampled_from(FORMS),
    typed=st.dictionaries(
        st.sampled_from(FIELDS), st.lists(values | st.sampled_from(ODD_LINES), max_size=3)
    ),
)
def test_nothing_typed_into_a_form_is_a_server_error(client, entries, address, typed):
    body = urlencode(
        {
            name: [each.encode("utf-8", "surrogatepass") for each in some]
            for name, some in typed.items()
        },
        doseq=True,
    )
    response = client.post(address, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code < 500, (address, typed)


@pytest.mark.parametrize("address", FORMS)
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("&".join(f"name={n}" for n in range(6000)), "application/x-www-form-urlencoded"),
        ("&".join(f"f{n}=x" for n in range(4900)), "application/x-www-form-urlencoded"),
        ("name=" + "x" * 3_000_000, "application/x-www-form-urlencoded"),
        ("name=%ff%fe&summary=%ED%A0%80", "application/x-www-form-urlencoded"),
        ("not a form", "multipart/form-data; boundary=x"),
        ("not a form", "multipart/form-data"),
        ('{"name": 1}', "application/json"),
        ("name=x", "text/plain"),
    ],
)
def test_no_body_of_a_form_is_a_server_error(
    client_that_answers_errors, entries, address, body, kind
):
    response = client_that_answers_errors.post(address, body, content_type=kind)
    assert 400 <= response.status_code < 500
    assert b"<h1" in response.content


@pytest.mark.parametrize("address", ["//evil.example", "/\\evil.example", "https:evil.example"])
@pytest.mark.parametrize("name", ["next", "redirect", "url", "opened", "seen"])
def test_no_form_leads_to_another_site(client, entries, name, address):
    data = {"about": "closed", "form_token": new_form_token(1).text, name: address}
    response = client.post(f"/projects/one/report/?{name}={quote(address)}", data)
    assert response["Location"].startswith("/submit/sent/")
