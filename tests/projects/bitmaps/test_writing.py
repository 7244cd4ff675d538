"""The bits are right after every change: whoever makes it, and however many at once."""

import random
import threading

import pytest
from django.db import connection, transaction

from projects import workflow
from projects.bitmaps import count_values, having
from projects.bitmaps.writing import write_bits
from projects.checking import differences
from projects.models import Bitmap, Location, Offer, PinSlot, Project, SearchText
from projects.refresh import refresh
from tests.at_once import at_once, failures
from tests.builders import make_location, make_project, make_staff, make_term, make_uk

pytestmark = pytest.mark.django_db

OFFERS = ["Help for workers", "A campaign", "Funding"]


def somewhere(rng):
    """A point in or near Manchester: cells of the map meet there."""
    return {"latitude": 53 + rng.random(), "longitude": -2.9 + rng.random()}


def change(rng, project, who):
    """Change a project in one of the ways in which they change."""
    match rng.randrange(7):
        case 0 if project.state == "published":
            workflow.withdraw(project, who)
        case 0:
            workflow.publish(project, who)
        case 1:
            make_location(project, **somewhere(rng))
        case 2:
            project.locations.all().delete()
        case 3:
            pins = project.locations.order_by("pk")
            Location.objects.filter(pk__in=pins[:1]).update(**somewhere(rng))
        case 4:
            project.offers.set([make_term(Offer, rng.choice(OFFERS))])
        case 5:
            Project.objects.filter(pk=project.pk).update(status=rng.choice(Project.Status.values))
        case 6:
            project.coverage.set(rng.sample(list(project.coverage.model.objects.all()), 2))
    with transaction.atomic():
        refresh([project.pk])


@pytest.mark.parametrize("seed", range(3))
def test_after_random_changes_everything_is_as_a_full_count_makes_it(seed):
    rng, who = random.Random(seed), make_staff()
    make_uk()
    projects = [make_project(pins=[(53.4, -2.2)]) for _ in range(4)]
    for _ in range(25):
        change(rng, Project.objects.get(pk=rng.choice(projects).pk), who)
        assert differences() == []
    gone = projects.pop()
    pk = gone.pk
    with transaction.atomic():
        gone.delete()
        refresh([pk])
    assert differences() == []


def test_what_is_not_published_has_no_bits():
    project = make_project(pins=[(53.4, -2.2)], offers=["A campaign"])
    assert set(having("offer:a-campaign")) == {project.pk}
    workflow.withdraw(project, make_staff())
    assert not Bitmap.objects.extra(where=["bit_count(bits) > 0"]).exists()
    assert not PinSlot.objects.exists() and not SearchText.objects.exists()


def test_pins_are_counted_by_binary_digits():
    make_project(pins=[(53.4, -2.2)] * 5)
    make_project(pins=[(53.4, -2.2)])
    make_project()
    counts = count_values([f"pins:{digit}" for digit in range(10)])
    assert counts == {"pins:0": 2, "pins:2": 1}


def test_a_pin_that_moves_to_another_project_takes_its_bits_along():
    one, other = make_project(pins=[(53.4, -2.2)], offers=["A campaign"]), make_project()
    Location.objects.update(project=other)
    with transaction.atomic():
        refresh([other.pk])
        refresh([one.pk])
    assert differences() == []
    assert set(having("pinned")) == {other.pk}


@pytest.mark.django_db(transaction=True)
def test_eight_who_edit_at_once_do_not_deadlock_and_lose_no_bit():
    make_uk()
    who = make_staff()
    projects = [make_project(pins=[(53.4, -2.2)]) for _ in range(8)]

    def edit(seed):
        rng = random.Random(seed)
        for _ in range(6):
            change(rng, Project.objects.get(pk=projects[rng.randrange(3) or seed].pk), who)

    outcomes = at_once([lambda seed=seed: edit(seed) for seed in range(8)])
    wrong = [each for each in failures(outcomes) if not isinstance(each, workflow.NotAllowed)]
    assert wrong == []
    assert differences() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("with_the_lock", [True, False])
def test_without_the_lock_on_the_revision_a_bit_is_lost(with_the_lock):
    one, other = make_project(), make_project()
    term = make_term(Offer, "A campaign")
    one_has_written = threading.Event()

    def add(project, before, after):
        before()
        with transaction.atomic(), connection.cursor() as cursor:
            project.offers.add(term)
            if with_the_lock:
                refresh([project.pk])
            else:
                Project.objects.filter(pk=project.pk).update(facets=["offer:a-campaign"])
                write_bits(cursor, [project.pk])
            after()

    def wait_until_the_other_waits():
        one_has_written.set()
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        with connection.cursor() as cursor:
            for _ in range(100):
                cursor.execute(waiting)
                if cursor.fetchone()[0]:
                    return
                cursor.execute("SELECT pg_sleep(0.02), pg_stat_clear_snapshot()")

    make_project(offers=["A campaign"])  # so that there is a row of bits to write to
    outcomes = at_once(
        [
            lambda: add(one, lambda: None, wait_until_the_other_waits),
            lambda: add(other, lambda: one_has_written.wait(10), lambda: None),
        ]
    )
    assert not failures(outcomes)
    found = {one.pk, other.pk} & set(having("offer:a-campaign"))
    assert found == ({one.pk, other.pk} if with_the_lock else {other.pk})
