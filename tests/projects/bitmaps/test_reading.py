"""Sets of ids, and the questions that are asked of the bits."""

from hypothesis import given
from hypothesis import strategies as st

from projects.bitmaps import Ids, count_values, count_values_of, having, having_each, ids_of
from projects.bitmaps.layout import PROJECTS_IN_CHUNK
from projects.bitmaps.reading import of_words
from projects.models import Project
from tests.builders import make_project

numbers = st.sets(st.integers(0, 3 * PROJECTS_IN_CHUNK))


@given(numbers, numbers)
def test_sets_of_ids_are_sets(one, other):
    ids, others = Ids.of(one), Ids.of(other)
    assert list(ids) == sorted(one)
    assert len(ids) == len(one)
    assert set(ids & others) == one & other
    assert set(ids | others) == one | other
    assert set(ids - others) == one - other
    assert all(number in ids for number in one)
    assert ids.chunks_with_ids() == sorted({number // PROJECTS_IN_CHUNK for number in one})


@given(numbers)
def test_words_of_64_bits_in_any_order_are_ids(wanted):
    words = {}
    for number in wanted:
        words[number >> 6] = words.get(number >> 6, 0) | 1 << (number & 63)
    signed = [(n, bits - (bits >> 63 << 64)) for n, bits in words.items()]  # as bigint has them
    assert set(of_words(reversed(signed))) == wanted


def test_projects_are_found_and_counted_by_their_bits(db):
    both = make_project(offers=["A campaign"], audiences=["Women"])
    one = make_project(offers=["Help for workers"], audiences=["Women"])
    make_project(offers=["Help for workers"], audiences=["Women"], state="draft")
    campaign, help_for_workers = "offer:a-campaign", "offer:help-for-workers"
    assert set(having(campaign, help_for_workers)) == {both.pk, one.pk}
    assert [set(ids) for ids in having_each([[campaign], ["audience:women"], []])] == [
        {both.pk},
        {both.pk, one.pk},
        set(),
    ]
    values = [campaign, help_for_workers, "offer:none-has-this"]
    assert count_values(values) == {campaign: 1, help_for_workers: 1}
    assert count_values(values, Ids.of([one.pk])) == {help_for_workers: 1}
    assert count_values(values, Ids()) == {}
    assert count_values_of(values, [["audience:women"], values]) == count_values(values)
    assert count_values_of(values, [["audience:women"], [campaign]]) == {campaign: 1}


def test_ids_beyond_the_first_chunk_are_found_and_counted(db):
    far = make_project(pk=5 * PROJECTS_IN_CHUNK + 7, offers=["A campaign"])
    near = make_project(offers=["A campaign"])
    assert set(having("offer:a-campaign")) == {near.pk, far.pk}
    assert count_values(["offer:a-campaign"], Ids.of([far.pk])) == {"offer:a-campaign": 1}
    assert set(ids_of(Project.objects.all())) == {near.pk, far.pk}
    assert set(ids_of(Project.objects.none())) == set()


def test_rows_are_restricted_to_few_ids_and_to_many(db, monkeypatch):
    first, *others = [make_project() for _ in range(3)]
    beyond = make_project(pk=3 * PROJECTS_IN_CHUNK)
    for few in (10, 0):
        monkeypatch.setattr("projects.bitmaps.lookup.FEW_IDS", few)
        assert list(Project.objects.among(Ids.of([first.pk]))) == [first]
        assert set(Project.objects.among(Ids.of([each.pk for each in [*others, beyond]]))) == {
            *others,
            beyond,
        }
        assert not Project.objects.among(Ids()).exists()
