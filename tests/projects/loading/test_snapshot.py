"""Whatever can be edited of an entry shows in its snapshot."""

import datetime

import pytest
from django.db import models, transaction

from projects.loading.snapshot import LATER, NOT_EDITED, PARTS, snapshot
from projects.models import Area, Location, Organisation, Project, Resource, Signpost
from projects.refresh import refresh_all
from tests.builders import (
    make_area,
    make_member,
    make_organisation,
    make_project,
    make_resource,
    make_signpost,
)

pytestmark = pytest.mark.django_db


def make_entries():
    """One of each kind that the loader writes, by its model."""
    project = make_project(pins=[(51.46, -0.12)])
    return {
        Project: project,
        Location: project.locations.get(),
        Organisation: make_organisation(latitude=51.5, longitude=-0.1),
        Resource: make_resource(),
        Signpost: make_signpost(),
        Area: make_area("Anywhere"),
    }


def another(field, row):
    """A value of the field that is not the one it has."""
    now = getattr(row, field.attname)
    if field.is_relation:
        makers = {
            Organisation: make_organisation,
            Project: make_project,
            Area: lambda: make_area("Elsewhere"),
        }
        return makers.get(field.related_model, make_member)().pk
    if field.choices:
        return next(value for value, _ in field.choices if value != now)
    match field:
        case models.URLField():
            return "https://elsewhere.example"
        case models.BooleanField():
            return not now
        case models.DateField():
            return datetime.date(2024, 2, 3)
        case models.FloatField() | models.PositiveIntegerField():
            return (now or 50) + 1
        case models.PositiveSmallIntegerField():
            return 2024
    return f"{now}x"[-8:]


@pytest.mark.parametrize("model", [Project, Location, Organisation, Resource, Signpost, Area])
def test_every_column_that_can_be_edited_changes_the_snapshot(model):
    row = make_entries()[model]
    entry = row.project if model is Location else row
    for field in model._meta.concrete_fields:
        if field.primary_key or field.name == "project":
            continue
        if field.name in NOT_EDITED:
            assert not field.editable, field.name
            continue
        before = snapshot(entry)
        together = {field.attname: another(field, row)}
        if field.name in ("start_date", "end_date"):  # a date has to lie in its year
            together[field.name.replace("date", "year")] = together[field.name].year
        with transaction.atomic():
            model.objects.filter(pk=row.pk).update(**together)
            assert snapshot(entry) != before, field.name
            transaction.set_rollback(True)


@pytest.mark.parametrize("model", [Project, Organisation, Resource, Signpost, Area])
def test_every_list_and_part_of_an_entry_changes_the_snapshot(model):
    entry = make_entries()[model]
    parts = PARTS.get(model, ())
    later = LATER.get(model, set())  # left out while empty
    assert {field.name for field in model._meta.many_to_many} - later - set(snapshot(entry)) <= {
        "organisations"  # through the involvements
    }
    assert set(parts) <= set(snapshot(entry))
    for field in model._meta.many_to_many:
        before = snapshot(entry)
        if field.name == "organisations":
            organisation = make_organisation()
            entry.involvements.create(organisation=organisation, role="funder")
        else:
            getattr(entry, field.name).add(make_related(field.related_model))
        assert snapshot(entry) != before, field.name
    if "locations" in parts:
        before = snapshot(entry)
        entry.locations.all().delete()
        assert snapshot(entry) != before


def make_related(model):
    """Save a row that a list of an entry can hold."""
    makers = {Project: make_project, Area: lambda: make_area("Somewhere")}
    if model in makers:
        return makers[model]()
    fields = {"name": "Any", "slug": "any"}
    if model.__name__ == "Approach":
        strand = model._meta.get_field("strand").related_model
        fields["strand"] = strand.objects.create(**fields)
    return model.objects.create(**fields)


def test_what_is_derived_leaves_the_snapshot_as_it_is():
    project = make_project(pins=[(51.46, -0.12)])
    before = snapshot(project)
    Project.objects.update(facets=[], search_names="", sort_key="")
    Location.objects.update(on_map=False)
    refresh_all()
    assert snapshot(project) == before
