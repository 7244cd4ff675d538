"""Tiles counted from bits, held against those made from the pins themselves."""

import random
from math import hypot

import pytest
from django.db import connection
from django.http import QueryDict

from projects.filters import ProjectFilter
from projects.map import clusters, tile_bits, tiles
from projects.map.mercator import to_pixels
from projects.models import Location, Offer
from tests.builders import make_project, make_term

TOWNS = [(51.5, -0.1), (51.6, 0.02), (53.48, -2.24), (55.86, -4.25)]
QUERIES = [
    "",
    "status=past",
    "status=past&status=current&offer=help-for-workers",
    "offer=help-for-workers&offer=campaign",
    "status=planned&offer=campaign",
]


@pytest.fixture
def directory(db):
    """Thirty projects with pins about a few towns, some at one very point, some alone."""
    chance = random.Random(5)
    for name in ("Help for workers", "Campaign"):
        make_term(Offer, name)
    for _ in range(30):
        south, west = chance.choice(TOWNS)
        pins = [
            (south + chance.gauss(0, 0.2), west + chance.gauss(0, 0.3))
            for _ in range(chance.randint(0, 4))
        ]
        pins += chance.choice([[], [], [TOWNS[0]], [(58.2, -6.4)], [(50.1, -5.3)] * 2])
        make_project(
            pins=pins,
            status=chance.choice(["past", "current"]),
            state=chance.choice(["published", "published", "published", "draft"]),
            offers=chance.sample(["Help for workers", "Campaign"], chance.randint(0, 2)),
        )


def few_are(number, monkeypatch):
    """Let squares with more pins be counted from bits, in a directory of a few."""
    for module in (tile_bits, clusters):
        monkeypatch.setattr(module, "FEW_ENOUGH", number)


def asked(query):
    return ProjectFilter.read(QueryDict(query))


def tiles_of_pins(zoom):
    """Return the coordinates of all tiles that may hold a pin."""
    depth = 2 * (clusters.GRID_ZOOM - zoom)
    codes = {cell >> depth for cell in Location.objects.values_list("cell", flat=True)}
    return [clusters.deinterleave(code) for code in codes]


def assert_the_same(project_filter, zoom, coordinates):
    found = tiles.tiles(project_filter, zoom, coordinates)
    pins = Location.objects.on_map().of(project_filter.projects)
    wanted = clusters.tiles(pins, zoom, coordinates)
    assert sorted(map(str, found["markers"])) == sorted(map(str, wanted["markers"]))
    found, wanted = ({c["bounds"]: c for c in each["clusters"]} for each in (found, wanted))
    assert found.keys() == wanted.keys()
    for bounds, cluster in wanted.items():
        other = found[bounds]
        assert (other["count"], other.get("members")) == (cluster["count"], cluster.get("members"))
        here, there = (to_pixels(each["lat"], each["lng"], zoom) for each in (cluster, other))
        assert hypot(here[0] - there[0], here[1] - there[1]) < 1, "a pixel away"
    return sum(cluster["count"] for cluster in found.values())


def test_bits_and_pins_make_the_same_tiles_at_every_zoom(directory, monkeypatch):
    for few in (clusters.FEW_ENOUGH, 3):
        few_are(few, monkeypatch)
        in_clusters = 0
        for query in QUERIES:
            for zoom in range(tile_bits.LAST_ZOOM + 2):
                coordinates = tiles_of_pins(zoom)
                in_clusters += assert_the_same(asked(query), zoom, coordinates)
            assert_the_same(asked(query), zoom, coordinates[:1])
        assert in_clusters > 100


@pytest.mark.parametrize("value", ["pin", "x:7"])
def test_a_lost_bit_is_noticed(monkeypatch, db, value):
    few_are(1, monkeypatch)
    make_project(pins=[(51.5, -0.1), (51.52, -0.3)])
    assert_the_same(asked(""), 5, [(15, 10)])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE projects_bitmap SET bits = bits # bits WHERE kind = 'pin' AND value = %s",
            [value],
        )
    with pytest.raises(AssertionError):
        assert_the_same(asked(""), 5, [(15, 10)])


def test_a_tile_of_many_pins_takes_one_query(db, monkeypatch, django_assert_num_queries):
    few_are(0, monkeypatch)
    make_project(pins=TOWNS[:3])
    with django_assert_num_queries(1):
        found = tile_bits.tiles([["pin"]], 0, [(0, 0)])
    assert sum(cluster["count"] for cluster in found["clusters"]) == 3


def test_what_has_no_bits_is_made_from_the_pins(db, monkeypatch):
    monkeypatch.setattr(tile_bits, "tiles", None)
    for query in ("q=project", "bbox=-3,51,0,54"):
        assert tiles.tiles(asked(query), 5, [(15, 10)]) == {"clusters": [], "markers": []}
    assert tiles.tile(asked(""), tile_bits.LAST_ZOOM + 1, 127, 85)
    with pytest.raises(TypeError):
        tiles.tile(asked(""), tile_bits.LAST_ZOOM, 63, 42)
