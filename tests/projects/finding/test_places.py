"""A place search by sets of ids answers what the querysets answer, which work out every project."""

import random

import pytest
from django.db import transaction

from projects.bitmaps import Ids, having, ids_of
from projects.finding import groups
from projects.finding.pins import Pins
from projects.finding.places import find_near
from projects.models import DeliveryMode, Location, Project
from projects.places.search import find_place
from projects.querysets import PlaceGroup
from projects.refresh import refresh
from tests.builders import make_organisation, make_term, make_uk

pytestmark = pytest.mark.django_db

ABOUT_MANCHESTER = [(53.48, -2.24), (53.49, -2.30), (53.6, -2.3), (53.481, -2.24)]
ELSEWHERE = [(51.46, -0.12), (51.54, -0.16), (54.6, -5.93), (51.48, -3.18)]


def make_many(uk, number):
    """Save projects about Manchester and elsewhere, with all kinds of coverage and locations."""
    dice = random.Random(7)
    councils = [uk[slug] for slug in ("manchester", "salford", "camden", "lambeth", "cardiff")]
    wider = [uk[slug] for slug in ("greater-manchester", "north-west", "england", "uk", "wales")]
    lead, online = make_organisation(), make_term(DeliveryMode, "Online")
    projects = Project.objects.bulk_create(
        Project(
            name=dice.choice("abcdefgh"),
            slug=f"made-{n}",
            lead_organisation=lead,
            status=dice.choice(Project.Status.values),
            state="published" if n % 9 else "draft",
        )
        for n in range(number)
    )
    served, delivered, locations = [], [], []
    through, by = Project.coverage.through, Project.delivery_modes.through
    for project in projects:
        areas = dice.sample([*councils, *wider], k=dice.choice((0, 1, 1, 2)))
        served += [through(project=project, area=area) for area in areas]
        if dice.random() < 0.3:
            delivered.append(by(project=project, deliverymode=online))
        for _ in range(dice.choice((0, 1, 1, 2, 3))):
            latitude, longitude = dice.choice(dice.choice((ABOUT_MANCHESTER, ELSEWHERE)))
            further = dice.choice((0, dice.uniform(-0.2, 0.2)))
            locations.append(
                Location(
                    project=project,
                    latitude=latitude + further,
                    longitude=longitude + further / 3,
                    council=dice.choice((None, *councils)),
                    role=dice.choice(Location.Role.values),
                    public=dice.random() < 0.9,
                )
            )
    through.objects.bulk_create(served)
    by.objects.bulk_create(delivered)
    Location.objects.bulk_create(locations)
    with transaction.atomic():
        refresh([each.pk for each in projects])


def truth(place):
    pins = Location.objects.on_map().filter(role=Location.Role.DELIVERY)
    return Project.objects.published().grouped_by_place(place, pins).by_place()


def rows(found):
    return list(found.values_list("pk", "place_group", "miles", "near"))


PLACES = [("Manchester", 10), ("Manchester", 1), ("Salford", 300), ("Camden", 5), ("Cardiff", 60)]
PLACES += [("Greater Manchester", 10), ("England", 10)]


def test_places_give_the_same_groups_order_and_miles_as_the_querysets(monkeypatch):
    make_many(make_uk(), 90)
    everything = having("published")
    half = Ids.of(pk for pk in everything if pk % 2)
    kinds = set()
    for number, (name, miles) in enumerate(PLACES):
        # Every other time as if they were very many.
        monkeypatch.setattr(groups, "FEW_ENOUGH", (1_000, 2)[number % 2])
        place = find_place(name, miles)
        expected = rows(truth(place))
        found = find_near(place, everything)
        kinds |= set(found.groups)
        assert {group: len(ids) for group, ids in found.groups.items()} == (
            truth(place).count_by_place_group()
        )
        for start, stop in [(0, 500), (0, 3), (4, 9), (len(expected) - 2, 500)]:
            page = [(p.pk, p.group, p.miles, p.near) for p in found.page(start, stop)]
            assert page == expected[start:stop]
        of_half = [row for row in expected if row[0] % 2]
        assert [p.pk for p in found.among(half).page(2, 12)] == [row[0] for row in of_half[2:12]]
        assert find_near(place, half).ids == found.among(half).ids == found.ids & half
    assert kinds == set(PlaceGroup)


def test_the_pins_of_a_place_and_a_box_are_those_of_the_querysets():
    make_many(make_uk(), 60)
    bounds = type("Bounds", (), {"south": 53.3, "west": -2.6, "north": 53.485, "east": 0.5})
    everything = having("published")
    some = Ids.of(pk for pk in everything if pk % 3)
    for place in [None, *(find_place(*asked) for asked in PLACES)]:
        for box in (bounds, None):
            if not (place or box):
                continue
            pins = Location.objects.on_map()
            if box:
                pins = pins.within_bounds(box.south, box.west, box.north, box.east)
            if place:
                pins = pins.near(place)
            found = Pins(place, box)
            assert found.ids == ids_of(pins, "project")
            for ids in (everything, some, Ids()):
                assert found.count(ids) == pins.among(ids).count()


def test_those_at_the_same_distance_come_in_the_default_order():
    uk = make_uk()
    lead = make_organisation()
    for name in ("c", "a", "d", "b"):
        project = Project.objects.create(
            name=name, slug=name, state="published", lead_organisation=lead
        )
        if name in "ab":  # as far as the centre of the council is
            Location.objects.create(
                project=project, latitude=53.49, longitude=-2.30, role="delivery"
            )
        else:
            project.coverage.set([uk["salford"]])
        with transaction.atomic():
            refresh([project.pk])
    place = find_place("Manchester")
    page = find_near(place, having("published")).page(0, 9)
    assert [Project.objects.get(pk=each.pk).name for each in page] == ["a", "b", "c", "d"]
    assert [each.pk for each in page] == [row[0] for row in rows(truth(place))]
