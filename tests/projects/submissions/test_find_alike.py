"""Likely duplicates among the entries of the directory."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from projects.models import NotTheSame, Project
from projects.submissions.duplicates import (
    candidates,
    describe_project,
    describe_values,
    find_alike,
    suspicious_pairs,
)
from tests.builders import make_organisation, make_project, make_uk

pytestmark = pytest.mark.django_db


def found(limit=5, published_only=True, exclude_pk=None, **values):
    pairs = find_alike(
        describe_values(values), exclude_pk, published_only=published_only, limit=limit
    )
    return [project for project, _ in pairs]


def test_a_misspelt_name_is_found_and_others_are_not():
    project = make_project("Employment Rights Clinic")
    make_project("Debt Advice Line")
    assert found(name="Employement Right Clinc") == [project]
    assert found(name="Swimming lessons") == []
    assert found() == []
    assert found(organisation=project.lead_organisation.name) == []


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Good Jobs For Parents", {"name": "GJFP"}),
        ("GJFP", {"name": "Good Jobs For Parents"}),
        ("Rota Rights", {"name": "Rights on your Rota", "organisation": "JRF"}),
        ("Rota Rights", {"name": "RotaRights", "website": "https://jrf.example/rota"}),
        ("Rota Rights", {"website": "https://jrf.example/rota"}),
        ("Rota Rights", {"name": "RotaRights", "postcode": "sw98hq"}),
        ("Rota Rights", {"name": "RotaRights", "latitude": 51.4601, "longitude": -0.1201}),
    ],
)
def test_each_hint_leads_to_the_entry(name, typed):
    project = make_project(
        name,
        lead_organisation=make_organisation("Joseph Rowntree Foundation"),
        website="https://www.jrf.example/rota/",
        pins=[{"latitude": 51.46, "longitude": -0.12, "postcode": "SW9 8HQ"}],
    )
    assert found(**typed) == [project]


@pytest.mark.parametrize(
    "typed", ["Watofrd Pay Rises", "Pay Rise for Watford", "The Watford Pay Rise Project 2019"]
)
def test_it_is_found_in_a_crowd_of_names_alike(monkeypatch, typed):
    for most in ("BY_NAME", "BY_HINT"):
        monkeypatch.setattr(candidates, most, 2)
    for town in ("Leeds", "York", "Hull", "Bury", "Wick", "Ayr"):
        make_project(f"{town} Pay Rise")
    project = make_project("Watford Pay Rise Campaign")
    for town in ("Poole", "Deal"):
        make_project(f"{town} Pay Rise")
    assert project in found(name=typed)


def test_a_word_in_the_plural_leads_to_the_one_in_the_singular():
    project = make_project("Retail Academies")
    assert found(name="Retail Academy") == [project]


def test_the_public_is_told_of_published_entries_only():
    draft = make_project("Employment Rights Clinic", state="draft")
    gone = make_project("Employment Rights Clinics", state="withdrawn")
    assert found(name="Employment Rights Clinic") == []
    everything = found(name="Employment Rights Clinic", published_only=False)
    assert set(everything) == {draft, gone}


def test_what_was_merged_away_is_not_proposed_again():
    kept = make_project("Employment Rights Clinic")
    make_project("Employment Rights Clinic", slug="old", state="withdrawn", replaced_by=kept)
    assert found(name="Employment Rights Clinic", published_only=False) == [kept]


def test_a_private_location_is_neither_described_nor_measured():
    project = make_project(
        "Refuge Jobs",
        pins=[{"latitude": 51.46, "longitude": -0.12, "postcode": "SW9 8HQ", "public": False}],
    )
    described = describe_project(project)
    assert (described.points, described.postcodes) == ((), ())
    values = {"name": "Refuge Jobs", "latitude": 51.46, "longitude": -0.12, "postcode": "SW9 8HQ"}
    [(_, likeness)] = find_alike(describe_values(values))
    assert likeness.reasons == ["The name is the same: “Refuge Jobs”"]


def test_neither_itself_nor_what_it_was_judged_not_to_be_is_shown():
    one, other = make_project("Night Shift Help"), make_project("Night Shift Help Line")
    assert found(name=one.name, exclude_pk=one.pk) == [other]
    NotTheSame.objects.create(first=one, second=other)
    assert found(name=one.name, exclude_pk=one.pk) == []


def test_places_are_known_from_the_database():
    make_uk()
    project = make_project("Camden Job Club", lead_organisation=make_organisation("Mind"))
    assert found(name="Job Club Camden", organisation="Mind") == [project]
    assert found(name="Lambeth Job Club", organisation="Mind") == []


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries):
    for number in range(12):
        make_project(f"Employment Rights Clinic {number + 100}")
    with django_assert_max_num_queries(22):
        assert len(found(name="Employment Rights Clinic", limit=5)) == 5


# --- In the whole directory ---


def test_suspicious_pairs_come_likeliest_first_without_those_judged_or_related():
    same = [make_project("Night Shift Help"), make_project("Night Shift Help", slug="again")]
    near = [make_project("Cleaners’ Advice Desk"), make_project("Cleaner Advice Desks Pilot")]
    whole = make_project("Warehouse Rights")
    make_project("Warehouse Rights team", part_of=whole)
    make_project("Night Shift Help", slug="gone", state="withdrawn")
    pairs = [(pair.first, pair.second) for pair in suspicious_pairs()]
    assert pairs == [tuple(same), tuple(near)]
    assert len(suspicious_pairs(limit=1)) == 1
    NotTheSame.objects.create(first=same[0], second=same[1])
    assert [(p.first, p.second) for p in suspicious_pairs()] == [tuple(near)]


def test_the_command_says_which_and_why():
    organisation = make_organisation("Acas")
    make_project("Night Shift Help", lead_organisation=organisation)
    make_project("Night shift help", slug="again", state="draft", lead_organisation=organisation)
    out = StringIO()
    call_command("list_duplicates", stdout=out)
    text = out.getvalue()
    assert "Night Shift Help, Acas [night-shift-help]" in text
    assert "Night shift help (draft), Acas [again]" in text
    assert "- Run by the same organisation" in text
    assert text.endswith("1 pair to look at.\n")


def test_the_real_entries_make_few_suspicious_pairs(settings):
    """All of them are different projects, so what is shown is looked at for nothing."""
    path = settings.BASE_DIR / "fixtures"
    names = {
        each["slug"]: each["name"] for each in json.loads((path / "organisations.json").read_text())
    }
    make_uk()
    made = {}
    for each in json.loads((path / "projects.json").read_text()):
        lead = each["lead_organisation"]
        made[lead] = made.get(lead) or make_organisation(names[lead])
        make_project(each["name"], lead_organisation=made[lead], website=each["website"])
    assert Project.objects.count() == 90
    assert len(suspicious_pairs()) <= 6
