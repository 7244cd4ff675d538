import pytest

from projects.map.marks import Badge, Cluster


def cluster_of(count):
    return Cluster(0, 0, count, "Leeds", (), "", "")


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (2, "2"),
        (9_999, "9999"),
        (10_000, "10k"),
        (100_999, "100k"),
        (999_999, "999k"),
        (1_000_000, "1M"),
    ],
)
def test_any_number_fits_its_disc_in_four_letters_and_its_label_is_exact(count, text):
    assert cluster_of(count).text == text
    assert cluster_of(count).label == f"{count:,} places near Leeds: zoom in"


def test_a_badge_is_as_wide_as_its_number_with_the_thousands_apart():
    widths = [Badge("", number, "", "").width for number in (100, 100_000, 1_000_000)]
    assert widths == sorted(set(widths))
