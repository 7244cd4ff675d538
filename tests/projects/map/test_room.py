import pytest

from projects.map.room import STEPS, Box, find_room


def test_a_box_stays_where_it_is_wanted_if_there_is_room():
    wanted = Box(100, 100, 40, 20)
    assert find_room(wanted, STEPS, [Box(150, 100, 40, 20)]) == wanted


def test_a_box_steps_aside_as_little_as_it_can():
    box = find_room(Box(100, 100, 40, 20), STEPS, [Box(100, 100, 20, 20)])
    assert (abs(box.x - 100), abs(box.y - 100)) == (0, 28), "14 would not clear it"
    assert not box.overlaps(Box(100, 100, 20, 20))


def test_a_box_does_not_leave_the_frame():
    frame = Box(50, 50, 100, 100)
    box = find_room(Box(2, 50, 40, 20), STEPS, [], inside=frame)
    assert box.x - box.width / 2 >= 0


def test_where_no_step_helps_there_is_no_room():
    assert find_room(Box(0, 0, 10, 10), STEPS, [Box(0, 0, 1000, 1000)]) is None


@pytest.mark.parametrize(("x", "expected"), [(19, True), (20, False), (-19, True), (-20, False)])
def test_boxes_that_share_only_an_edge_do_not_overlap(x, expected):
    assert Box(0, 0, 20, 20).overlaps(Box(x, 0, 20, 20)) is expected
