import random
from types import SimpleNamespace

import pytest

from projects.bitmaps import Ids
from projects.map.badges import badges_at, in_groups, served_areas
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
    together = in_groups([BURY, CARDIFF, SALFORD], 5)
    apart = in_groups([BURY, CARDIFF, SALFORD], 12)
    assert together == [(BURY, SALFORD), (CARDIFF,)]
    assert apart == [(BURY,), (CARDIFF,), (SALFORD,)]


def test_wider_areas_never_share_a_badge():
    assert in_groups([ENGLAND, NORTH_WEST, BURY], 5) == [(ENGLAND,), (NORTH_WEST,), (BURY,)]


@pytest.mark.django_db
def test_councils_together_count_a_project_that_serves_several_of_them_once():
    areas = make_uk()
    three = [areas[slug] for slug in ("manchester", "salford", "cardiff")]
    both = [make_project(coverage=three), make_project(coverage=three)]
    other = make_project(coverage=[areas["salford"], areas["wales"]])
    make_project(coverage=three)  # not asked for
    ids = Ids.of(project.pk for project in [*both, other])
    served = served_areas(ids)
    assert [(area.slug, area.count) for area in served] == [
        ("salford", 3), ("cardiff", 2), ("manchester", 2), ("wales", 1),
    ]  # fmt: skip
    badges = {tuple(area.slug for area in each.areas): each.count for each in badges_at(6, ids)}
    assert badges == {("manchester", "salford"): 3, ("cardiff",): 2, ("wales",): 1}


@pytest.mark.django_db
def test_badges_of_any_projects_count_what_the_tables_say():
    areas, chance = make_uk(), random.Random(5)
    made = [
        make_project(coverage=chance.sample(list(areas.values()), chance.randint(0, 5)))
        for _ in range(25)
    ]
    ids = Ids.of(project.pk for project in chance.sample(made, 18))
    asked = Project.objects.filter(pk__in=list(ids))
    served = served_areas(ids)
    assert {area.slug: area.count for area in served} == {
        area.slug: area.count for area in Area.objects.with_areawide_count(asked)
    }
    shared = 0
    for zoom in (4, 6, 9):
        badges = badges_at(zoom, ids)
        assert {area.slug for badge in badges for area in badge.areas} == {a.slug for a in served}
        for badge in badges:
            assert badge.count == asked.filter(coverage__in=badge.areas).distinct().count()
            shared += badge.is_shared
    assert shared > 1
