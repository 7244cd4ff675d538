"""No address of the site fails over what is asked of it: odd query strings on every one (D1)."""

import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.everywhere import browser, every_address, fill_everything
from tests.test_robustness import values

pytestmark = pytest.mark.django_db

# What public pages, the form pages and the admin's lists read, and what none of them does.
PUBLIC = ["q", "near", "area", "offer", "bbox", "sort", "page", "at", "name", "website", "carry"]
PUBLIC += ["checked", "reference", "erased", "postcode", "latitude", "about", "unknown", "x[]"]
PUBLIC += ["view", "theme", "height", "url", "format", "maxwidth"]
STAFFS = ["q", "p", "o", "all", "e", "_popup", "_to_field", "_changelist_filters", "with", "term"]
STAFFS += ["checked", "area", "state", "state__exact", "created__gte", "created__year", "id__in"]
STAFFS += ["app_label", "model_name", "field_name", "text", "pk", "offers__id__exact", "version"]
STAFFS += [
    "is_staff__exact",
    "created__day",
    "created__month",
    "kind__in",
    "next",
    "status__isnull",
]

ODD_NUMBERS = st.sampled_from(["0", "-1", "9" * 19, "9" * 40, "1.5", "1e9", "0x1", "true", "1,2,x"])
AS_OFTEN = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


@pytest.fixture
def filled():
    fill_everything()


@pytest.fixture
def desk(filled, monkeypatch):
    """A browser at the desk that is shown the failures; refusals fill no log."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    client = browser(everything=True)
    client.raise_request_exception = False
    return client


def queries(names):
    return st.lists(st.tuples(st.sampled_from(names), values | ODD_NUMBERS), min_size=1, max_size=4)


def ask(client, address, query):
    """Return the status of an answer to a query, whose texts may hold halves of characters."""
    data = {}
    for name, value in query:
        text = value.encode("utf-8", "surrogatepass").decode("latin-1")
        data.setdefault(name, []).append(text)
    return client.get(address, data).status_code


@AS_OFTEN
@given(data=st.data(), query=queries(PUBLIC))
def test_no_query_string_is_a_server_error_on_any_public_address(desk, data, query):
    address = data.draw(st.sampled_from(addresses(desk, staffs=False)))
    assert ask(desk, address, query) < 500, (address, query)


@AS_OFTEN
@given(data=st.data(), query=queries(STAFFS))
def test_no_query_string_is_a_server_error_on_any_address_of_the_admin(desk, data, query):
    address = data.draw(st.sampled_from(addresses(desk, staffs=True)))
    assert ask(desk, address, query) < 500, (address, query)


def addresses(client, staffs, kept={}):  # noqa: B006
    """Every address, found once for all examples of a test."""
    key = (id(client), staffs)
    if key not in kept:
        found = every_address(staffs)
        kept[key] = [each for each in found if "logout" not in each]
    return kept[key]


@pytest.mark.parametrize("staffs", [True, False])
def test_every_address_stands_one_odd_query_of_each_kind(desk, staffs):
    """Takes seconds: the random walk above may leave addresses out, this one does not."""
    names = STAFFS if staffs else PUBLIC
    signs = ["'", "\0", "9" * 40, "\ud800"]
    for number, address in enumerate(addresses(desk, staffs)):
        sign = signs[number % len(signs)]
        assert ask(desk, address, [(name, sign) for name in names[:10]]) < 500, (address, sign)
