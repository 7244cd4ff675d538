import pytest
from django.db import transaction

from projects import reading
from projects.models import Offer, Revision
from projects.refresh import raise_revision
from projects.vocabulary import Vocabulary
from tests.builders import make_term, make_uk


def load():
    with reading.snapshot():
        return Vocabulary.load()


@pytest.fixture
def revision(transactional_db):
    Revision.objects.get_or_create(pk=1)


def test_words_are_read_once_for_each_state_of_the_data(revision, django_assert_num_queries):
    make_term(Offer, "A campaign")
    with transaction.atomic():
        raise_revision()
    assert list(load().of("offer")) == ["a-campaign"]

    with django_assert_num_queries(3):  # BEGIN, which state it is, COMMIT
        assert list(load().of("offer")) == ["a-campaign"]

    make_term(Offer, "Help for workers")
    with transaction.atomic():
        raise_revision()
    assert sorted(load().of("offer")) == ["a-campaign", "help-for-workers"]


def test_what_is_added_for_one_query_does_not_stay(revision):
    load().words["organisation"] = {"acme": None}
    assert load().of("organisation") == {}


@pytest.mark.django_db
def test_outside_a_snapshot_nothing_is_kept():
    """A form is read where the data may change at any time."""
    assert Vocabulary.load().of("offer") == {}
    make_term(Offer, "A campaign")
    assert list(Vocabulary.load().of("offer")) == ["a-campaign"]


@pytest.mark.django_db
def test_an_area_knows_its_parts_in_the_order_of_their_names():
    make_uk()
    words = Vocabulary.load()

    assert words.parts_of("uk") == ["england", "northern-ireland", "wales"]
    assert "camden" in words.parts_of("london")
    assert words.parts_of("camden") == []
    assert words.names("area", ["lambeth", "nowhere", "camden"]) == ["Camden", "Lambeth"]
