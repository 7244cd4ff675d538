"""The database refuses what makes no sense; `full_clean` says so in words first."""

import datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.db.models import ProtectedError

from members.models import Member
from projects.map.clusters import cell_bounds
from projects.models import Involvement, Location, Project, Revision
from tests.builders import (
    make_area,
    make_location,
    make_member,
    make_organisation,
    make_project,
    make_resource,
    make_signpost,
)

pytestmark = pytest.mark.django_db


def refused(row, message):
    """The form's check says the message, and the database refuses the row all the same."""
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    assert message in " ".join(error.value.messages)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"start_year": 1066}, "year of the start is not likely"),
        ({"end_year": 2999}, "year of the end is not likely"),
        ({"start_year": 2020, "end_year": 2019}, "cannot end before it starts"),
        ({"start_date": datetime.date(2020, 1, 1)}, "start date is not in the start year"),
        (
            {"start_year": 2019, "start_date": datetime.date(2020, 1, 1)},
            "start date is not in the start year",
        ),
        (
            {"end_year": 2019, "end_date": datetime.date(2020, 1, 1)},
            "end date is not in the end year",
        ),
    ],
)
def test_dates_of_a_project_make_sense(fields, message):
    project = make_project()
    for name, value in fields.items():
        setattr(project, name, value)
    refused(project, message)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)//http://x.org", "data:text/html,x", "ftp://x.org", " https://x.org", "x"],
)
@pytest.mark.parametrize(
    ("make", "field"),
    [
        (make_organisation, "website"),
        (make_project, "website"),
        (make_project, "contact_page"),
        (make_resource, "link"),
        (make_signpost, "page"),
    ],
)
def test_a_stored_address_leads_to_the_web(make, field, address):
    row = make(**{field: "HTTPS://example.org/a?b=c"})
    setattr(row, field, address)
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_an_address_that_is_none_of_the_web_is_refused_in_plain_words():
    resource = make_resource()
    resource.link = "ftp://example.org"
    refused(resource, "has to begin with https://")


def test_every_column_of_addresses_is_guarded():
    columns = {
        f"{model._meta.model_name}_{field.name}_leads_to_the_web"
        for model in apps.get_app_config("projects").get_models()
        for field in model._meta.fields
        if isinstance(field, models.URLField) and not model.__name__.startswith("Historical")
    }
    assert len(columns) == 6
    guards = {c.name for m in apps.get_models() for c in m._meta.constraints}
    assert columns <= guards


@pytest.mark.parametrize("relation", ["part_of", "replaced_by"])
def test_a_project_is_neither_part_of_itself_nor_replaced_by_itself(relation):
    project = make_project()
    setattr(project, relation, project)
    with pytest.raises(IntegrityError), transaction.atomic():
        project.save()


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(48.9, 0), (61.6, 0), (55, -9.6), (55, 2.6), (float("nan"), 0)]
)
def test_a_location_lies_in_the_uk(latitude, longitude):
    location = Location(project=make_project(), latitude=latitude, longitude=longitude)
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        location.save()


def test_an_organisation_has_each_role_in_a_project_once():
    project, organisation = make_project(), make_organisation()
    first = {"project": project, "organisation": organisation, "role": "partner"}
    Involvement.objects.create(**first)
    Involvement.objects.create(**first | {"role": "funder"})
    refused(Involvement(**first), "there already in this role")


def test_an_organisation_with_a_project_cannot_be_deleted():
    project = make_project(funders=[make_organisation("Payer")])
    with pytest.raises(ProtectedError):
        project.lead_organisation.delete()
    with pytest.raises(ProtectedError):
        project.organisations.get().delete()


def test_half_a_point_is_no_point():
    organisation = make_organisation()
    organisation.latitude = 51.5
    refused(organisation, "latitude and longitude, within the UK, or neither")


def test_two_areas_of_a_kind_have_two_names_but_a_region_may_share_one_with_a_city_region():
    make_area("West Midlands", "region")
    make_area("West Midlands", "city_region", slug="west-midlands-combined-authority")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_area("West Midlands", "region", slug="again")


def test_there_is_one_revision_row():
    Revision.objects.get_or_create(pk=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(pk=2)


def test_an_address_is_one_account_in_any_case():
    make_member(email="ada@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_member(email="ADA@example.org")
    assert Member.objects.get_by_natural_key("Ada@Example.org").email == "ada@example.org"


def test_the_cell_of_a_point_is_made_by_the_database():
    location = make_location(make_project(), latitude=51.5, longitude=-0.12)
    south, west, north, east = cell_bounds(location.cell, 26)
    assert south <= 51.5 <= north
    assert west <= -0.12 <= east
    Location.objects.filter(pk=location.pk).update(latitude=55)
    moved = Location.objects.get(pk=location.pk)
    assert moved.cell != location.cell


def test_the_default_manager_sees_hidden_entries_and_published_does_not():
    make_project()
    make_project(state="draft")
    assert Project.objects.count() == 2
    assert Project.objects.published().count() == 1
