"""At most one question a second, counted at the service, however many processes ask."""

import subprocess
import sys
import time
from itertools import pairwise

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction

from projects.places.outside import SECONDS_BETWEEN
from projects.places.turns import NotYet, postpone, seconds_until_turn, take_turn
from tests.betterwork.servers import environment, url_of

SPACING = 0.5  # seconds, instead of the real one, so that the tests are quick
LATE = 0.1  # seconds by which a process on a busy machine may miss its turn
PROCESSES, QUESTIONS = 3, 2
WORKER = """
import django, sys
from concurrent.futures import ThreadPoolExecutor
django.setup()
from projects.places import outside
outside.SECONDS_BETWEEN, questions = float(sys.argv[1]), int(sys.argv[2])
def ask(what):
    with ThreadPoolExecutor(questions) as pool:
        texts = [f"{what} {number}" for number in range(questions)]
        list(pool.map(lambda text: outside.ask("nominatim", text, 30), texts))
ask("guarded")
outside.take_turn = lambda *arguments: None
ask("unguarded")
"""


def short_gaps(service, what):
    """How often one question of a kind came in too soon after another."""
    times = sorted(when for when, head in service.requests if f"q={what}+" in head)
    assert len(times) == PROCESSES * QUESTIONS
    return sum(after - before < SPACING - LATE for before, after in pairwise(times))


@pytest.mark.django_db(transaction=True)
def test_processes_take_turns(service):
    variables = environment(
        DATABASE_URL=url_of(connection.settings_dict),
        SECRET_KEY="only-for-tests",
        DJANGO_SETTINGS_MODULE="betterwork.settings",
        GEOCODERS="nominatim",
        NOMINATIM_URL=service.url,
        CONTACT_EMAIL="us@example.org",
    )
    command = [sys.executable, "-c", WORKER, str(SPACING), str(QUESTIONS)]
    processes = [
        subprocess.Popen(command, cwd=django_settings.BASE_DIR, env=variables)
        for _ in range(PROCESSES)
    ]
    assert [process.wait(40) for process in processes] == [0] * PROCESSES
    # One question that is late on its way leaves one gap short; without turns there are more.
    assert short_gaps(service, "guarded") <= 1
    assert short_gaps(service, "unguarded") > 1  # the negative control


def test_the_real_spacing_is_a_second():
    assert SECONDS_BETWEEN >= 1


@pytest.mark.django_db
def test_whoever_comes_next_waits_for_the_turn():
    start = time.monotonic()
    for _ in range(3):
        take_turn("a service", 0.1, at_most=5)
    assert 0.2 <= time.monotonic() - start < 1


@pytest.mark.django_db
def test_a_turn_too_far_away_is_not_taken():
    take_turn("a service", 60, at_most=5)
    with pytest.raises(NotYet) as error:
        take_turn("a service", 60, at_most=5)
    assert error.value.seconds == pytest.approx(60, abs=2)
    assert seconds_until_turn("a service") == pytest.approx(60, abs=2)
    take_turn("another service", 60, at_most=5)


@pytest.mark.django_db
def test_a_service_can_be_left_alone_but_never_asked_earlier():
    postpone("a service", 60)
    postpone("a service", 5)
    assert seconds_until_turn("a service") == pytest.approx(60, abs=2)


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_inside_a_transaction():
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        take_turn("a service", 0, at_most=5)
