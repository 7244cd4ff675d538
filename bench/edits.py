"""How long it takes to change an entry, alone and eight at once; every change is taken back."""

import random
import statistics
import threading
import time
from dataclasses import dataclass

from django.db import connection, transaction

from projects import workflow
from projects.models import Offer, Project
from projects.refresh import refresh

ALONE, TOGETHER, EDITORS = 30, 15, 8


@dataclass(frozen=True)
class EditFigures:
    """Milliseconds of one change with all that follows from it, the commit included."""

    median: float
    p95: float
    per_second: float
    failed: int


def measure_edits(seed):
    """Return {name: EditFigures} of editing, of taking off and publishing, and of eight editors."""
    rng = random.Random(f"edits {seed}")
    last = Project.objects.order_by("-pk").values_list("pk", flat=True).first()
    offers = list(Offer.objects.order_by("pk"))

    def edit(pk):
        project, (one, other) = Project.objects.get(pk=pk), rng.sample(offers, 2)
        before = list(project.offers.all())
        yield lambda: _set_offers(project, [one, other])
        yield lambda: _set_offers(project, before)

    def publish(pk):
        project = Project.objects.get(pk=pk)
        yield lambda: workflow.withdraw(project, None)
        yield lambda: workflow.publish(project, None)

    some = [rng.randint(1, last) for _ in range(ALONE)]
    return {
        "edit an entry": _alone(edit, some),
        "take one off, publish one": _alone(publish, some),
        "edit, eight at once": _together(
            edit, [[rng.randint(1, last) for _ in range(TOGETHER)] for _ in range(EDITORS)]
        ),
    }


@transaction.atomic
def _set_offers(project, offers):
    project.offers.set(offers)
    refresh([project.pk])


def _alone(change, ids):
    started = time.perf_counter()
    times, failed = _times(change, ids)
    return _figures(times, failed, time.perf_counter() - started)


def _together(change, lists):
    outcomes = []

    def run(ids):
        outcomes.append(_times(change, ids))
        connection.close()

    threads = [threading.Thread(target=run, args=[ids]) for ids in lists]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    times = [taken for times, _ in outcomes for taken in times]
    return _figures(times, sum(failed for _, failed in outcomes), seconds)


def _times(change, ids):
    times, failed = [], 0
    for pk in ids:
        for step in change(pk):
            begun = time.perf_counter()
            try:
                step()
            except Exception as error:  # a deadlock is a figure, too
                print(f"  failed: {error}", flush=True)
                failed += 1
            else:
                times.append(1000 * (time.perf_counter() - begun))
    return times, failed


def _figures(times, failed, seconds):
    times.sort()
    return EditFigures(
        statistics.median(times), times[int(0.95 * len(times))], len(times) / seconds, failed
    )
