"""The dictionary of a project that every machine format starts from."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from projects.channels import records
from projects.channels.columns import COLUMNS, NAMES, TYPES
from projects.channels.records import read_records
from projects.models import Offer, Project
from projects.reading import snapshot
from projects.refresh import refresh
from tests.builders import make_location, make_organisation, make_project, make_resource, make_uk

pytestmark = pytest.mark.django_db


def record_of(project):
    (record,) = read_records([project.pk])
    return record


def test_a_record_has_every_column_in_its_order_and_nothing_else():
    assert list(record_of(make_project())) == NAMES == [column.name for column in COLUMNS]
    assert {column.type for column in COLUMNS} <= set(TYPES)


def test_what_is_not_known_is_none_or_empty_and_what_has_to_be_there_is():
    record = record_of(make_project())
    for column in COLUMNS:
        if column.required:
            assert record[column.name] not in (None, "", []), column.name
        elif column.name != "summary":
            assert record[column.name] in (None, "", []), column.name


def test_a_full_record_says_all_that_its_page_says(settings):
    settings.SITE_URL = "https://map.example.org"
    uk = make_uk()
    whole = make_project("Whole")
    lead, partner, funder = map(make_organisation, ["Lead", "Partner", "Funder"])
    project = make_project(
        "Full",
        lead_organisation=lead,
        partners=[partner],
        funders=[funder, lead],
        coverage=[uk["salford"], uk["lambeth"]],
        offers=["Help for workers"],
        approaches=["Job brokerage"],
        delivery_modes=["Online"],
        sources=" A leaflet \n\nhttps://example.org/\n",
        start_year=2020,
        start_date=date(2020, 3, 1),
        checked_on=date(2026, 1, 1),
        part_of=whole,
        pins=[
            {"label": "B", "latitude": 51.46, "longitude": -0.37, "council": uk["lambeth"]},
            {"label": "A", "role": "office", "latitude": 53.5, "longitude": -2.3},
        ],
    )
    make_resource("Old", projects=[project], year=2019, link="https://example.org/old")
    make_resource("New", projects=[project], year=2024, kind="guide")
    Project.objects.filter(pk=project.pk).update(updated=datetime(2026, 7, 1, 9, 30, tzinfo=UTC))
    record = record_of(project)
    assert record["url"] == "https://map.example.org/projects/full/"
    assert record["status"] == {"slug": "current", "name": "Running"}
    assert record["lead_organisation"] == {"slug": "lead", "name": "Lead"}
    assert record["partners"] == [{"slug": "partner", "name": "Partner"}]
    assert [each["name"] for each in record["funders"]] == ["Funder", "Lead"]
    assert record["offers"] == [{"slug": "help-for-workers", "name": "Help for workers"}]
    assert [each["slug"] for each in record["strands"]] == ["in-work-progression-support"]
    assert [each["slug"] for each in record["areas"]] == ["lambeth", "salford"]
    assert record["evidence"]["slug"] == "evaluation"
    assert (record["latitude"], record["longitude"]) == (51.46, -0.37)
    assert [(each["label"], each["on_map"]) for each in record["locations"]] == [
        ("B", True),
        ("A", False),
    ]
    assert record["locations"][0]["council"] == {"slug": "lambeth", "name": "Lambeth"}
    assert [each["title"] for each in record["resources"]] == ["New", "Old"]
    assert record["sources"] == ["A leaflet", "https://example.org/"]
    assert record["part_of"] == {"slug": "whole", "name": "Whole"}
    assert record["checked_on"] == date(2026, 1, 1)
    assert record["updated"] == datetime(2026, 7, 1, 9, 30, tzinfo=UTC)


def test_the_codes_of_its_areas_stand_beside_them():
    uk = make_uk()
    type(uk["cardiff"]).objects.filter(pk=uk["cardiff"].pk).update(code="W06000015")
    project = make_project(coverage=[uk["cardiff"], uk["lambeth"]])
    assert record_of(project)["area_codes"] == ["W06000015"]


def test_nothing_private_or_unpublished_is_in_a_record():
    draft = make_project("Quokka", state="draft")
    gone = make_project("Quokka gone", state="withdrawn")
    project = make_project(part_of=draft, replaced_by=gone)
    secret = {"label": "Wombat", "latitude": 51.461234, "longitude": -0.115678}
    make_location(project, public=False, **secret)
    make_resource("Both", projects=[project, draft])
    text = str(list(read_records([project.pk, draft.pk, gone.pk])))
    assert "Both" in text
    for secret in ["Quokka", "quokka", "Wombat", "51.4612", "-0.1156"]:
        assert secret not in text


def test_records_come_in_the_order_of_the_ids_from_batch_to_batch(monkeypatch):
    monkeypatch.setattr(records, "BATCH", 2)
    ids = [make_project().pk for _ in range(5)]
    wanted = [ids[3], ids[0], ids[4], ids[1], ids[2]]
    assert [record["id"] for record in read_records(iter(wanted))] == wanted


def test_a_batch_takes_one_query_however_many_it_has(django_assert_num_queries):
    ids = [make_project(pins=[(51.5, -0.1)]).pk for _ in range(4)]
    make_resource(projects=Project.objects.all())
    with django_assert_num_queries(3):  # the words, the codes of areas, the batch
        assert len(list(read_records(ids))) == 4


def test_no_records_take_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(read_records([])) == []


@pytest.mark.django_db(transaction=True)
def test_words_are_read_once_for_the_same_data_and_anew_when_they_change(
    django_assert_num_queries,
):
    project = make_project(offers=["Help for workers"])
    for name in ("Help for workers", "Help for people in work"):
        Offer.objects.update(name=name)
        with transaction.atomic():
            refresh([project.pk])
        for _ in range(2):
            with snapshot():
                assert record_of(project)["offers"][0]["name"] == name
    with snapshot(), django_assert_num_queries(2):  # the edition, the batch
        record_of(project)
