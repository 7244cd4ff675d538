"""The honest map: what it shows adds up to what the list counts, at every zoom, for every query."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.filters import ProjectFilter
from projects.map import clusters, tiles
from projects.map.mercator import to_pixels
from projects.models import Offer, Project
from projects.vocabulary import Vocabulary
from tests.builders import make_project, make_term, make_uk

ZOOMS = range(clusters.LAST_ZOOM + 1)
# Up to this zoom every tile of the world is asked, further on those where a pin may be.
WHOLE_WORLD = 2

# Points that meet: the very same, in one cell, on the border of tiles (0° is one at every zoom).
POINTS = [
    (51.5, -0.1),
    (51.5, -0.1),
    (51.50001, -0.10001),
    (51.5, 0.0),
    (51.5, 0.0000001),
    (53.48, -2.24),
    (54.6, -5.93),
    (60.8, -0.8),
    (49.9, -6.3),
    (55.7765730186677, -5.625),
]
COVERAGE = ["uk", "england", "lambeth", "camden", "manchester", "salford", "cardiff"]
OFFERS = ["Help for workers", "A scheme for employers"]

locations = st.fixed_dictionaries(
    {
        "point": st.sampled_from(POINTS),
        "role": st.sampled_from(["delivery", "office"]),
        "public": st.sampled_from([True, True, True, False]),
        "council": st.sampled_from([None, "lambeth", "manchester"]),
    }
)
projects = st.fixed_dictionaries(
    {
        "status": st.sampled_from(Project.Status.values),
        "state": st.sampled_from(["published", "published", "published", "draft", "withdrawn"]),
        "offers": st.lists(st.sampled_from(OFFERS), unique=True),
        "coverage": st.lists(st.sampled_from(COVERAGE), unique=True, max_size=2),
        "locations": st.lists(locations, max_size=4),
    }
)
queries = st.lists(
    st.sampled_from(
        [
            "status=current",
            "status=past",
            "offer=help-for-workers",
            "area=london",
            "area=greater-manchester&area=wales",
            "area=lambeth&wider=1",
            "near=Lambeth",
            "near=Manchester&within=300",
            "bbox=-3,51,0,54",
            "bbox=-0.1,51.5,1,61",
            "q=project",
            "evidence=none-known",
            "sort=name",
        ]
    ),
    unique=True,
    max_size=3,
).map("&".join)


def tiles_that_may_hold(pins, zoom):
    """The tiles of the pins' own cells, and up to WHOLE_WORLD all there are."""
    if zoom <= WHOLE_WORLD:
        return [(x, y) for x in range(2**zoom) for y in range(2**zoom)]
    depth = 2 * (clusters.GRID_ZOOM - zoom)
    codes = {cell >> depth for cell in pins.values_list("cell", flat=True)}
    return [clusters.deinterleave(code) for code in codes]


def count_on_map(project_filter, zoom):
    coordinates = tiles_that_may_hold(project_filter.pins(), zoom)
    return count_in([tiles.tile(project_filter, zoom, x, y) for x, y in coordinates], zoom)


def count_in(found, zoom):
    in_clusters = [cluster for tile in found for cluster in tile["clusters"]]
    for cluster in in_clusters:
        members = cluster.get("members")
        assert cluster["count"] > 1
        assert members is None or len(members) == cluster["count"], "a member cannot be reached"
        assert members or zoom < clusters.LAST_ZOOM, "the last zoom leaves no cluster closed"
    return sum(len(tile["markers"]) for tile in found) + sum(each["count"] for each in in_clusters)


def assert_groups_add_up(project_filter):
    placing = project_filter.placing()
    groups = {"pinned", "areawide", "unplaced"}
    assert sum(placing[group] for group in groups) == placing["total"]
    assert placing["total"] == project_filter.projects.count() == len(project_filter.ordered())
    assert placing["areawide"] == project_filter.areawide().count()
    assert placing["unplaced"] == project_filter.unplaced().count()
    pins = project_filter.pins()
    assert placing["locations"] == pins.count()
    assert placing["pinned"] == len(set(pins.values_list("project", flat=True)))
    return placing


def assert_honest(query, zooms=ZOOMS):
    project_filter = ProjectFilter.read(QueryDict(query))
    assert not project_filter.problems, project_filter.problems
    placing = assert_groups_add_up(project_filter)
    for zoom in zooms:
        assert count_on_map(project_filter, zoom) == placing["locations"], (query, zoom)


def make_made_up(areas, made_up):
    for each in made_up:
        pins = [
            {
                "latitude": location["point"][0],
                "longitude": location["point"][1],
                "role": location["role"],
                "public": location["public"],
                "council": areas.get(location["council"]),
            }
            for location in each["locations"]
        ]
        make_project(
            pins=pins,
            status=each["status"],
            state=each["state"],
            offers=each["offers"],
            coverage=[areas[slug] for slug in each["coverage"]],
        )


@pytest.fixture
def areas(db):
    for name in OFFERS:
        make_term(Offer, name)
    return make_uk()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    made_up=st.lists(projects, max_size=8),
    query=queries,
    zooms=st.sets(st.sampled_from(ZOOMS), min_size=1, max_size=4),
)
def test_any_directory_and_any_query_add_up_at_any_zoom(areas, made_up, query, zooms):
    with transaction.atomic():
        make_made_up(areas, made_up)
        assert_honest(query, zooms | {clusters.LAST_ZOOM})
        transaction.set_rollback(True)


def test_a_dropped_tile_is_noticed(areas, monkeypatch):
    make_project(pins=POINTS)
    whole = tiles.tile
    dropped = tuple(int(pixel // 256) for pixel in to_pixels(54.6, -5.93, 11))

    def leaky(project_filter, z, x, y):
        is_dropped = z == 11 and (x, y) == dropped
        return {"clusters": [], "markers": []} if is_dropped else whole(project_filter, z, x, y)

    assert_honest("")
    monkeypatch.setattr(tiles, "tile", leaky)
    with pytest.raises(AssertionError):
        assert_honest("")


def test_a_pin_shown_twice_is_noticed(areas, monkeypatch):
    make_project(pins=[(53.48, -2.24)])
    whole = tiles.tile

    def stuttering(project_filter, z, x, y):
        found = whole(project_filter, z, x, y)
        return {**found, "markers": found["markers"] * 2}

    monkeypatch.setattr(tiles, "tile", stuttering)
    with pytest.raises(AssertionError):
        assert_honest("")


@pytest.mark.parametrize("query", ["", "status=past", "q=wage", "bbox=-3,51,0,54"])
def test_the_page_and_its_tiles_state_the_same_number(areas, client, query):
    make_project("Living wage", status="past", pins=POINTS)
    page = client.get(f"/map/?{query}").content.decode()
    stated = int(page.split('data-locations="')[1].split('"')[0])
    shown = 0
    for x in range(4):
        for y in range(4):
            tile = client.get(f"/map/tiles/2/{x}/{y}.json?{query}").json()
            shown += len(tile["markers"]) + sum(each["count"] for each in tile["clusters"])
    assert shown == stated > 0


@pytest.mark.django_db
def test_the_real_directory_adds_up_for_every_single_filter_value():
    call_command("load_directory", verbosity=0)
    assert_honest("")
    facets = Project.objects.values_list("facets", flat=True)
    in_use = {value for each in facets for value in each}
    asked, mapped = 0, set()
    for dimension, words in Vocabulary.load().words.items():
        for slug in words:
            if f"{dimension}:{slug}" not in in_use:
                continue
            query = f"{dimension}={slug}"
            project_filter = ProjectFilter.read(QueryDict(query))
            assert assert_groups_add_up(project_filter)["total"] > 0
            asked += 1
            # Many values find the same pins: those are counted on the map once.
            pins = frozenset(project_filter.pins().values_list("pk", flat=True))
            if pins not in mapped:
                mapped.add(pins)
                for zoom in (0, 5, 9, clusters.LAST_ZOOM):
                    coordinates = tiles_that_may_hold(project_filter.pins(), zoom)
                    found = tiles.tiles(project_filter, zoom, coordinates)
                    assert count_in([found], zoom) == len(pins), (query, zoom)
    assert asked > 100
    assert len(mapped) > 20
