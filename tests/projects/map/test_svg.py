import xml.etree.ElementTree as ET

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from projects.filters import ProjectFilter
from projects.map.svg import draw_locator, draw_map, draw_overview
from projects.map.viewpoint import Viewpoint
from tests.builders import make_location, make_project, make_uk

HOSTILE = "<script>alert(1)</script>\"' onload=alert(2) {{ x }}"


def filter_for(query=""):
    return ProjectFilter.read(QueryDict(query))


def markup(drawing):
    """The drawing as XML, which fails where anything was not escaped."""
    return ET.fromstring(render_to_string("projects/_map_drawing.html", {"map": drawing}))


@pytest.fixture
def pins(db):
    make_project("Fair Pay", slug="fair-pay", pins=[(51.5, -0.1)], status="past")
    for name in ("Bread", "Roses"):
        make_project(name, pins=[(53.8, -1.55)])
    make_project("Far", pins=[(60.3, -1.2)])


@pytest.mark.parametrize(
    "at", ["5/55.2/-3.4", "9/53.8/-1.55", "8/51.5/-0.1", "18/51.5/-0.1", "4/60/0", "7/50/10"]
)
def test_what_is_shown_and_what_is_outside_add_up_to_all_pins(pins, at):
    drawing = draw_map(filter_for(), Viewpoint.parse(at))
    assert drawing.shown + drawing.outside == 4
    assert drawing.shown == len(drawing.markers) + sum(each.count for each in drawing.clusters)


def test_the_overview_shows_every_pin(pins):
    drawing = draw_overview(filter_for("status=past"))
    assert (drawing.shown, drawing.outside) == (1, 0)
    assert draw_overview(filter_for()).shown == 4


def test_a_marker_links_to_its_project_and_names_its_status_and_surroundings(pins):
    root = markup(draw_map(filter_for("status=past")))
    (link,) = [link for link in root.iter("a") if "fair-pay" in link.get("href")]
    assert link.get("href") == "/projects/fair-pay/"
    assert link.get("aria-label") == "Fair Pay (finished), near London"


def test_a_cluster_links_to_the_same_query_seen_closer(db):
    make_project(pins=[(53.80, -1.55), (53.81, -1.53)])
    (cluster,) = draw_map(filter_for("status=current"), Viewpoint(6, 53.8, -1.5)).clusters
    assert cluster.href == "/map/?status=current&at=8/53.805/-1.54#map"
    assert cluster.label == "2 places near Leeds: zoom in"


def test_places_at_one_point_are_listed_below_the_map(pins):
    drawing = draw_overview(filter_for())
    (cluster,) = drawing.coincident
    assert cluster.href == f"#{cluster.anchor}"
    below = render_to_string("projects/_map_coincident.html", {"map": drawing})
    assert f'id="{cluster.anchor}"' in below
    assert "/projects/bread/" in below
    assert "/projects/roses/" in below


def test_a_badge_counts_the_projects_of_an_area_and_leads_to_them(db):
    areas = make_uk()
    for _ in range(3):
        make_project(coverage=[areas["wales"]])
    (badge,) = draw_overview(filter_for("status=current")).badges
    assert (badge.name, badge.number) == ("Wales", 3)
    assert badge.label == "3 projects across Wales"
    assert badge.href == "/projects/?status=current&area=wales"


def test_a_badge_that_councils_share_counts_projects_not_councils(db):
    areas = make_uk()
    both = [areas["manchester"], areas["salford"]]
    make_project(coverage=both)
    make_project(coverage=both)
    (badge,) = draw_overview(filter_for("status=current")).badges
    assert badge.label == "2 projects across 2 councils: zoom in"
    assert (badge.name, badge.number, badge.is_shared) == ("", 2, True)


def test_a_council_is_named_from_zoom_7_on_if_there_is_room(db):
    areas = make_uk()
    make_project(coverage=[areas["cardiff"]])
    assert [
        draw_map(filter_for(), Viewpoint(zoom, 51.48, -3.18)).badges[0].name for zoom in (6, 7, 9)
    ] == ["", "Cardiff", "Cardiff"]
    around = [(51.2 + row / 10, -3.7 + column / 5) for row in range(7) for column in range(6)]
    make_project(pins=around)
    (badge,) = draw_map(filter_for(), Viewpoint(7, 51.48, -3.18)).badges
    assert (badge.name, badge.number) == ("", 1)
    assert badge.label == "1 project across Cardiff"


def test_badges_cover_neither_each_other_nor_the_pins(db):
    areas = make_uk()
    make_project(pins=[(52.6, -1.5)])
    for slug in ("uk", "england", "wales", "london", "north-west"):
        make_project(coverage=[areas[slug]])
    drawing = draw_overview(filter_for())
    boxes = [mark.box for mark in [*drawing.badges, *drawing.markers]]
    assert len(boxes) == 6
    for index, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:index])


@pytest.mark.parametrize("status", ["current", "planned", "paused", "past", "unknown"])
def test_each_status_has_a_shape_of_its_own(db, status):
    make_project(status=status, pins=[(51.5, -0.1)])
    root = markup(draw_overview(filter_for()))
    classes = " ".join(element.get("class", "") for element in root.iter())
    assert f"status-sign--{status}" in classes


def test_hostile_names_stay_text(db):
    areas = make_uk()
    areas["wales"].name = HOSTILE
    areas["wales"].save()
    make_project(HOSTILE, slug="hostile", pins=[(51.5, -0.1)])
    make_project(coverage=[areas["wales"]])
    root = markup(draw_overview(filter_for()))
    assert not list(root.iter("script"))
    assert any(HOSTILE in (link.get("aria-label") or "") for link in root.iter("a"))
    assert not any("onload" in element.attrib for element in root.iter())


def test_links_that_move_the_map_keep_the_query_and_stay_within_reach(pins):
    drawing = draw_map(filter_for("status=past"), Viewpoint(18, 51.5, -0.1))
    moves = {move["slug"]: move["href"] for move in drawing.moves}
    assert set(moves) == {"out", "north", "south", "west", "east"}, "there is no zoom 19"
    assert moves["out"] == "/map/?status=past&at=17/51.5/-0.1#map"


def test_no_inline_style_and_no_script_is_in_the_drawing(pins):
    root = markup(draw_overview(filter_for()))
    for element in root.iter():
        assert "style" not in element.attrib
        assert not any(name.startswith("on") for name in element.attrib)


def test_the_locator_shows_a_project_where_it_works(db):
    project = make_project("Local", pins=[(53.8, -1.55)])
    drawing = draw_locator(project, list(project.locations.all()), [])
    assert drawing.shown == len(drawing.markers) == 1
    assert not drawing.markers[0].href, "it is its own page"


def test_the_locator_never_draws_an_office_as_a_place_of_work(db):
    areas = make_uk()
    project = make_project(coverage=[areas["wales"], areas["england"]])
    make_location(project, role="office", latitude=51.5, longitude=-0.1)
    drawing = draw_locator(project, list(project.locations.all()), list(project.coverage.all()))
    assert not drawing.markers
    assert {badge.name for badge in drawing.badges} == {"Wales", "England"}


def test_the_locator_of_several_councils_has_one_badge_that_says_how_many(db):
    areas = make_uk()
    councils = [areas["camden"], areas["cardiff"], areas["salford"]]
    (badge,) = draw_locator(make_project(), [], councils).badges
    assert (badge.name, badge.number) == ("3 councils", None)
    assert badge.label == "Serves 3 councils: Camden, Cardiff, Salford"


def test_the_locator_of_a_project_without_a_place_says_so(db):
    project = make_project()
    drawing = draw_locator(project, [], [])
    assert drawing is None
    assert "No place on the map" in render_to_string("projects/_map_locator.html", {"map": drawing})
