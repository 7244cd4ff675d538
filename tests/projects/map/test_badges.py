from types import SimpleNamespace

from projects.map.badges import shared_badges


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
