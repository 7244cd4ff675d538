"""What is derived follows from what is stored, and the revision is raised last."""

import threading

import pytest
from django.db import transaction

from projects import refresh as refreshing
from projects.checking import differences
from projects.models import Area, Containment, NameWord, Project
from projects.refresh import current_revision, raise_revision, refresh, refresh_all
from projects.text import plain
from tests.at_once import at_once, failures
from tests.builders import make_location, make_project, make_uk

pytestmark = pytest.mark.django_db


def test_areas_hold_themselves_and_all_below_through_every_parent():
    uk = make_uk()
    inside = Area.objects.inside("north-west").values_list("slug", flat=True)
    assert set(inside) == {"north-west", "greater-manchester", "manchester", "salford"}
    around = Area.objects.around("salford").values_list("slug", flat=True)
    assert set(around) == {"salford", "greater-manchester", "north-west", "england", "uk"}
    assert Containment.objects.filter(outer=uk["uk"]).count() == Area.objects.count()


def test_areas_in_a_ring_are_no_endless_loop():
    uk = make_uk()
    uk["uk"].parents.add(uk["lambeth"])
    with transaction.atomic():
        refresh_all()
    assert Area.objects.inside("lambeth").count() == Area.objects.count()


def test_what_is_derived_of_one_project_is_as_if_all_were_derived_anew():
    uk = make_uk()
    project = make_project(
        "One", coverage=[uk["lambeth"]], sectors=["Care"], description="Deep *text*"
    )
    make_location(project, role="office", council=uk["lambeth"])
    derived = ["facets", "sort_key", "name_key", "search_names"]
    before = Project.objects.values_list(*derived).get()
    with transaction.atomic():
        refresh_all()
    assert Project.objects.values_list(*derived).get() == before


def test_every_refresh_raises_the_revision():
    before = current_revision()
    project = make_project()
    middle = current_revision()
    with transaction.atomic():
        refresh([project.pk])
    assert before < middle < current_revision()


def test_a_lost_revision_row_is_made_again():
    from projects.models import Revision

    Revision.objects.all().delete()
    assert current_revision() == 0
    with transaction.atomic():
        raise_revision()
    assert current_revision() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("action", [lambda: refresh([1]), refresh_all, raise_revision])
def test_nothing_is_derived_outside_a_transaction(action):
    with pytest.raises(transaction.TransactionManagementError):
        action()


@pytest.mark.parametrize(
    "name", ["Caffè Straße", "Ŵyth Tŷ Llŷn", "Łódź – Ångström", "O’Neill & Søn"]
)
def test_text_is_made_plain_in_python_as_in_the_database(name):
    # Letters that are not accented ones (ß, ł, ø, ’) may differ; Welsh and French must not.
    stored = make_project(name).name_key
    letters = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "’": "'", "–": "-"})
    assert plain(name).translate(letters) == stored.translate(letters)


@pytest.mark.django_db(transaction=True)
def test_what_is_published_while_everything_is_derived_anew_waits_and_is_not_forgotten(monkeypatch):
    make_uk()
    begun, publishing = threading.Event(), threading.Event()
    derive = refreshing._derive

    def slowly(cursor, ids):
        if not begun.is_set():
            begun.set()
            assert not publishing.wait(0.5)  # who publishes has to wait until all is derived
        derive(cursor, ids)

    def derive_all():
        monkeypatch.setattr(refreshing, "_derive", slowly)
        with transaction.atomic():
            refresh_all()
        monkeypatch.setattr(refreshing, "_derive", derive)

    def publish():
        assert begun.wait(10)
        make_project("Zebrafish crossing")
        publishing.set()

    assert not failures(at_once([derive_all, publish]))
    assert differences() == []
    assert NameWord.objects.filter(word="zebrafish").exists()
