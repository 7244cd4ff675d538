"""Many checks in one thread: each host in its turn, none waiting for another's, an end to it."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from projects.models import Turn
from projects.websites.turns import forget_turns, run_in_turns, take_turn


def asking(log, name, *hosts):
    """A check that asks these hosts, one after the other."""
    for host in hosts:
        yield host
        log.append((name, host))
    return name.upper()


def always(host):
    return 0


def test_each_check_comes_to_its_end_the_most_urgent_first():
    log = []
    checks = {name: asking(log, name, "x", "y") for name in "ab"}
    assert run_in_turns(checks, always, 1, 1) == {"a": "A", "b": "B"}
    assert log == [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]


def test_while_one_host_has_to_wait_others_are_asked():
    log, begun = [], time.monotonic()

    def slow_is_later(host):
        return 0 if host == "fast" else max(0, begun + 0.2 - time.monotonic())

    checks = {"a": asking(log, "a", "slow"), "b": asking(log, "b", "fast", "fast")}
    run_in_turns(checks, slow_is_later, 1, 1)
    assert log == [("b", "fast"), ("b", "fast"), ("a", "slow")]


def test_what_is_not_begun_in_time_is_left_out_and_what_does_not_end_has_no_result():
    log = []
    checks = {"stuck": asking(log, "stuck", "never"), "late": asking(log, "late", "x")}

    def never(host):
        time.sleep(0.15)
        return 60

    assert run_in_turns(checks, never, 0, 0.1) == {}
    assert run_in_turns({"stuck": asking(log, "stuck", "never")}, never, 1, 0.1) == {"stuck": None}
    assert log == []


@pytest.mark.django_db
def test_a_host_is_asked_once_in_five_seconds_whoever_asks():
    assert take_turn("site.test") == 0
    assert 4 < take_turn("site.test") <= 5
    assert take_turn("other.test") == 0
    Turn.objects.filter(name="host site.test").update(next_at=timezone.now())
    assert take_turn("site.test") == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("known", [True, False])
def test_of_many_at_once_one_gets_the_turn(known):
    if known:
        Turn.objects.create(name="host site.test", next_at=timezone.now())
    waits, start = [], threading.Barrier(6)

    def take():
        start.wait()
        waits.append(take_turn("site.test"))
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert waits.count(0) == 1
    assert len(waits) == 6


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_several_get_it(monkeypatch):
    """The negative control."""
    Turn.objects.create(name="host site.test", next_at=timezone.now())
    seen = threading.Barrier(3)
    waits = []

    def take_without_lock():
        turn = Turn.objects.get(name="host site.test")
        seen.wait()
        wait = (turn.next_at - timezone.now()).total_seconds()
        if wait <= 0:
            turn.next_at = timezone.now() + timedelta(seconds=5)
            turn.save()
        waits.append(max(0, wait))
        connection.close()

    threads = [threading.Thread(target=take_without_lock) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert waits.count(0) == 3


@pytest.mark.django_db
def test_old_turns_of_hosts_are_forgotten_and_others_kept():
    long_ago = timezone.now() - timedelta(days=2)
    Turn.objects.create(name="host old.test", next_at=long_ago)
    Turn.objects.create(name="host new.test", next_at=timezone.now())
    Turn.objects.create(name="nominatim", next_at=long_ago)
    forget_turns()
    assert set(Turn.objects.values_list("name", flat=True)) == {"host new.test", "nominatim"}
