"""What no field of the form takes, however it is dressed up, and however long it is."""

import time

import pytest

from projects.models import Offer
from projects.submissions.forms import ProposalForm
from tests.builders import make_term, make_uk
from tests.projects.views.forms import proposal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words():
    make_term(Offer, "Help for workers")
    return make_uk()


def errors_of(**changes):
    return set(ProposalForm(proposal(**changes)).errors)


@pytest.mark.parametrize("field", ["website", "contact_page"])
@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://example.org/%0aalert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "ftp://example.org",
        "https://bank.example@evil.example",
        "https://bank.example:x@evil.example/",
        "https://evil.example\\@bank.example",
        "https://example.org/\nx",
        "https://",
        "//",
        "https://" + "a" * 600 + ".org",
        "https://example.org/" + "a" * 600,
    ],
)
def test_no_field_takes_an_address_that_is_not_of_the_web(field, address):
    assert errors_of(**{field: address}) == {field}


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "a\0b"},
        {"description": "a\0b"},
        {"partners": "a\0b"},
        {"name": "\ud800"},
        {"your_name": "Ada\r\nBcc: all@example.org"},
        {"your_email": "ada@example.org\r\nBcc: all@example.org"},
        {"your_email": "ada@example.org\nx"},
        {"contact_email": "a@b@c"},
        {"contact_phone": "none"},
        {"postcode": "12345"},
        {"start_year": "99999999999999999999"},
        {"start_year": "2015.5"},
        {"start_year": "١٢٣"},
        {"latitude": "NaN", "longitude": "0"},
        {"latitude": "inf", "longitude": "0"},
        {"latitude": "1e308", "longitude": "0"},
        {"latitude": "40.7", "longitude": "-74"},
        {"latitude": "51.5"},
        {"offers": ["no-such"]},
        {"coverage": ["atlantis"]},
        {"status": "bogus"},
        {"name": "x" * 10_000},
        {"summary": "x" * 10_000},
        {"organisation": "x" * 201},
        {"partners": "x" * 201},
        {"description": "x" * 10_001},
        {"start_year": "2019", "end_year": "2018"},
    ],
)
def test_what_makes_no_sense_is_an_error_of_its_field(changes):
    assert errors_of(**changes) & set(changes) or "longitude" in errors_of(**changes)


def test_a_pin_of_one_number_is_asked_for_the_other():
    assert errors_of(latitude="51.5") == {"longitude"}


def test_letters_that_turn_the_reading_round_are_left_out():
    form = ProposalForm(proposal(name="abc\u202egpj"))
    assert form.is_valid() and form.values()["name"] == "abcgpj"


@pytest.mark.parametrize(
    "field", ["website", "your_email", "postcode", "contact_phone", "partners", "description"]
)
@pytest.mark.parametrize(
    "worst", ["a" * 100_000, "a." * 50_000, "@" * 100_000, " " * 100_000 + "x"]
)
def test_no_field_takes_long_over_a_long_text(field, worst):
    started = time.perf_counter()
    ProposalForm(proposal(**{field: worst})).is_valid()
    assert time.perf_counter() - started < 1


def test_thousands_of_values_in_one_list_are_judged_at_once():
    started = time.perf_counter()
    assert "coverage" in errors_of(coverage=[f"area-{number}" for number in range(4000)])
    assert time.perf_counter() - started < 1
