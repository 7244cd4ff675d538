from types import SimpleNamespace

import pytest

from projects.map.badges import count_different, served_together, shared_badges
from projects.models import Area, Project
from tests.builders import make_project, make_uk


def area(slug, kind, latitude, longitude):
    return SimpleNamespace(slug=slug, kind=kind, latitude=latitude, longitude=longitude)


BURY = area("bury", "council", 53.578, -2.305)
SALFORD = area("salford", "council", 53.495, -2.336)
CARDIFF = area("cardiff", "council", 51.48, -3.18)
ENGLAND = area("england", "nation", 53.5, -2.3)
NORTH_WEST = area("north-west", "region", 53.5, -2.3)


def test_councils_close_together_share_a_badge_until_the_zoom_parts_them():
    together = shared_badges([BURY, CARDIFF, SALFORD], 5)
    apart = shared_badges([BURY, CARDIFF, SALFORD], 12)
    assert together == [[BURY, SALFORD], [CARDIFF]]
    assert apart == [[BURY], [CARDIFF], [SALFORD]]


def test_wider_areas_never_share_a_badge():
    assert shared_badges([ENGLAND, NORTH_WEST, BURY], 5) == [[ENGLAND], [NORTH_WEST], [BURY]]


@pytest.mark.django_db
def test_councils_together_count_a_project_that_serves_several_of_them_once():
    areas = make_uk()
    three = [areas[slug] for slug in ("manchester", "salford", "cardiff")]
    make_project(coverage=three)
    make_project(coverage=three)
    make_project(coverage=[areas["salford"], areas["wales"]])
    projects = Project.objects.all()
    counted = Area.objects.with_areawide_count(projects).councils()
    together = served_together(projects)
    assert together == [(("cardiff", "manchester", "salford"), 2)]
    assert sum(area.count for area in counted) == 7
    assert count_different(counted, together) == 3
    assert count_different(counted.filter(slug="cardiff"), together) == 2
    assert count_different(counted.exclude(slug="salford"), together) == 2
