from projects.map.labels import all_labels, nearest_name


def test_the_labels_are_those_of_the_basemap():
    assert all_labels()[0].name == "London"
    assert all(49 < label.latitude < 61.5 for label in all_labels())


def test_a_point_is_near_the_closest_name():
    assert nearest_name(53.79, -1.55) == "Leeds"
    assert nearest_name(54.6, -5.9) == "Belfast"
