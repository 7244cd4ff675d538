"""The one form of an entry: what it takes, what it refuses, and what it makes of it."""

import json

import pytest
from django.conf import settings

from projects.models import Area, DeliveryMode, Offer
from projects.submissions.forms import ProposalForm
from projects.submissions.reports import ReportForm
from projects.submissions.values import (
    COLUMNS,
    FIELDS,
    differences,
    empty_values,
    values_of,
)
from tests.builders import make_location, make_organisation, make_project, make_term, make_uk
from tests.projects.views.forms import proposal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words():
    make_term(Offer, "Help for workers")
    make_term(DeliveryMode, "Online")
    return make_uk()


def form_of(**changes):
    return ProposalForm(proposal(**changes))


def errors_of(**changes):
    return set(form_of(**changes).errors)


def values_for(**changes):
    form = form_of(**changes)
    assert form.errors == {}
    return form.values()


def test_the_least_that_is_needed_is_enough_and_gives_every_value():
    values = values_for()
    assert list(values) == list(empty_values()) and set(values) == set(FIELDS)
    assert values["name"] == "Warehouse Ladder"
    assert values["coverage"] == ["salford"]
    assert values["latitude"] is None and values["start_year"] is None


@pytest.mark.parametrize(
    ("left_out", "wrong"),
    [
        ({"name": " "}, {"name"}),
        ({"organisation": ""}, {"organisation"}),
        ({"offers": []}, {"offers"}),
        ({"status": ""}, {"status"}),
        ({"summary": ""}, {"summary"}),
        ({"coverage": []}, {"coverage"}),
        ({"how_to_join": ""}, {"how_to_join"}),
        ({"your_name": ""}, {"your_name"}),
        ({"your_email": ""}, {"your_email"}),
    ],
)
def test_what_is_needed_is_asked_for_at_its_field(left_out, wrong):
    assert errors_of(**left_out) == wrong


@pytest.mark.parametrize(
    "where",
    [
        {"postcode": "sw98hq"},
        {"postcode": "SW9"},
        {"address": "Brixton library"},
        {"online_only": "on"},
        {"latitude": "51.46", "longitude": "-0.11"},
    ],
)
def test_any_place_will_do(where):
    assert errors_of(coverage=[], **where) == set()


@pytest.mark.parametrize(
    "contact",
    [
        {"contact_phone": "020 7946 0000"},
        {"contact_email": "help@example.org"},
        {"contact_page": "example.org/contact"},
        {"status": "past"},
    ],
)
def test_any_contact_will_do_and_what_has_finished_needs_none(contact):
    assert errors_of(how_to_join="", **contact) == set()


def test_a_member_need_not_say_who_they_are():
    form = ProposalForm(proposal(your_name="", your_email=""), is_signed_in=True)
    assert form.is_valid()


def test_what_is_typed_is_tidied():
    values = values_for(
        name="  Warehouse \t Ladder ",
        description="One  \r\n\r\nTwo\r\n",
        postcode="sw9  8hq",
        website="example.org/ladder",
        partners="Zeta\r\n\r\nAlpha \r\nZeta",
    )
    assert values["name"] == "Warehouse Ladder"
    assert values["description"] == "One\n\nTwo"
    assert values["postcode"] == "SW9 8HQ"
    assert values["website"] == "https://example.org/ladder"
    assert values["partners"] == ["Alpha", "Zeta"]


def test_a_city_region_takes_its_councils_along():
    assert values_for(coverage=["greater-manchester", "camden"])["coverage"] == [
        "camden",
        "manchester",
        "salford",
    ]


def test_online_only_is_a_way_of_delivery():
    assert values_for(coverage=[], online_only="on")["delivery_modes"] == ["online"]


def test_an_organisation_that_is_known_is_called_as_it_is():
    make_organisation("Trust for Better Work")
    assert values_for(organisation="trust for better work")["organisation"] == (
        "Trust for Better Work"
    )


# --- A change ---


def change_of(base, **typed):
    """The form of a change as a browser would send it, with some fields typed anew."""
    shown = ProposalForm(initial=base, base=base)
    data = {}
    for field in shown.fields:
        value = shown[field].value()
        if value is True:
            data[field] = "on"
        elif value not in (None, False, ""):
            data[field] = value if isinstance(value, list) else str(value).replace("\n", "\r\n")
    data |= {"your_name": "Ada", "your_email": "ada@example.org"} | typed
    data = {field: value for field, value in data.items() if value is not None}
    return ProposalForm(data, base=base, known=())


def test_an_entry_left_as_it_is_differs_in_nothing_though_parts_would_be_refused_now(words):
    project = make_project(
        "Odd ",
        description="One  \n\nTwo\n",
        summary="x" * 600,
        contact_email="",
        website="http://user@example.org/",
        sources="a\n b",
        start_year=2015,
        coverage=[words["manchester"], words["salford"]],
        partners=[make_organisation("Zeta"), make_organisation("Alpha")],
        delivery_modes=["Online"],
        pins=[{"latitude": 51.461234567, "longitude": -0.1, "postcode": "ODD"}],
    )
    base = values_of(project)
    form = change_of(base)
    assert form.errors == {}
    assert differences(form.values(), base) == {}


def test_every_real_entry_can_be_sent_back_without_a_difference():
    """What stands in the directory would not all pass the form; none of it is in the way."""
    rows = json.loads((settings.BASE_DIR / "fixtures" / "projects.json").read_text())
    wrong = {}
    for row in rows:
        base = empty_values() | {field: row[field] for field in COLUMNS}
        form = change_of(base)
        if form.errors or differences(form.values(), base):
            wrong[row["name"]] = dict(form.errors)
    assert len(rows) > 50 and wrong == {}


def test_what_the_entry_lacks_is_not_demanded_of_who_changes_something_else():
    project = make_project(status="unknown")
    base = values_of(project)
    form = change_of(base, end_year="2020")
    assert form.is_valid(), form.errors
    assert differences(form.values(), base) == {"end_year": 2020}


def test_what_the_entry_has_cannot_be_emptied_to_nothing(words):
    project = make_project(how_to_join="Ask.", coverage=[words["camden"]])
    form = change_of(values_of(project), how_to_join=None, coverage=None, name=None)
    assert set(form.errors) == {"how_to_join", "coverage", "name"}


def test_a_private_place_is_not_told_to_who_changes_the_entry():
    project = make_project()
    make_location(project, public=False, address="Secret house", postcode="SW9 8HQ")
    base = values_of(project)
    form = change_of(base)
    assert base["address"] == base["postcode"] == ""
    assert "Secret" not in str(form)


# --- Staff ---


def test_staff_need_only_what_the_tables_demand():
    form = ProposalForm({"name": "X", "organisation": "New", "status": "unknown"}, staff=True)
    assert set(form.errors) == {"summary", "organisation_kind"}
    make_organisation("New")
    typed = {"name": "X", "organisation": "New", "status": "unknown", "summary": "Y"}
    form = ProposalForm(typed, staff=True)
    assert form.is_valid()
    assert form.values()["summary"] == "Y"
    assert not {"your_name", "your_email", "note", "online_only"} & set(form.fields)


# --- What the page shows ---


def test_problems_stand_in_the_order_of_the_page_and_lead_to_their_fields():
    form = ProposalForm({})
    assert [to for to, _ in form.problems] == [
        f"id_{field}"
        for field in ["name", "organisation", "summary", "offers", "status", "coverage",
                      "how_to_join", "your_name", "your_email"]
    ]  # fmt: skip


def test_more_is_open_where_something_in_it_is_typed_or_wrong():
    assert not form_of().is_more_open
    assert form_of(website="example.org").is_more_open
    assert form_of(start_year="x").is_more_open
    assert ProposalForm(initial=empty_values() | {"learned": "x"}).is_more_open
    assert not ProposalForm(initial=empty_values()).is_more_open


def test_areas_are_in_regions_with_city_regions_first():
    parts = {part.heading: part.options for part in ProposalForm(initial={}).groups["coverage"]}
    assert [option.slug for option in parts[""]][:1] == ["uk"]
    assert [option.slug for option in parts["North West"]] == [
        "north-west",
        "greater-manchester",
        "manchester",
        "salford",
    ]
    assert [option.slug for option in parts["Wales"]] == ["cardiff"]
    slugs = [option.slug for options in parts.values() for option in options]
    assert len(slugs) == len(set(slugs)) == Area.objects.count()


# --- A report ---


def test_a_report_needs_a_tick_or_words_and_no_address():
    assert set(ReportForm({}).errors) == {"about"}
    assert ReportForm({"about": ["closed"]}).is_valid()
    assert ReportForm({"message": "The link is dead."}).is_valid()
    assert set(ReportForm({"about": ["wrong"]}).errors) == {"message"}
    assert set(ReportForm({"about": ["bogus"]}).errors) == {"about"}
    assert set(ReportForm({"about": ["closed"], "your_email": "x"}).errors) == {"your_email"}


def test_a_report_gives_its_payload():
    form = ReportForm({"about": ["duplicate"], "duplicate_of": " Step  Up "})
    assert form.is_valid()
    assert form.values() == {"about": ["duplicate"], "message": "", "duplicate_of": "Step Up"}
