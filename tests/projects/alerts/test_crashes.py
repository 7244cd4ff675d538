"""The job killed with -9, or run twice at once: each alert is told everything, once."""

import signal
import subprocess
import sys

import pytest
from django.db import connection

from betterwork.preparation import CHECKOUT
from projects.alerts import looking
from projects.models import Alert, Mail
from projects.refresh import current_revision
from tests.at_once import at_once, failures
from tests.betterwork.servers import environment, url_of
from tests.builders import make_staff
from tests.projects.alerts.rows import make_alert, publish

READERS = 3
# The job dies when it has written its second mail, with the transaction still open.
KILLED = """
import os, signal
import django
django.setup()
from projects.alerts import looking, mails
tell, told = mails.tell, []
def tell_and_die(*args):
    told.append(tell(*args))
    if len(told) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return told[-1]
mails.tell = tell_and_die
"""
# What a job would do that first notes what it has seen, and then writes.
NOTED_FIRST = """
from projects.models import Alert
from projects.refresh import current_revision
look_at = looking._look_at
def note_first(alert, now):

    Alert.objects.filter(pk=alert.pk).update(seen_revision=current_revision())
    looking._same = lambda each: Alert.objects.filter(pk=each.pk)
    return look_at(alert, now)
looking._look_at = note_first
"""


def run_and_kill(more=""):
    """Run the job in a process of its own, which is killed half-way."""
    ended = subprocess.run(
        [sys.executable, "-c", f"{KILLED}{more}\nlooking.look()"],
        cwd=CHECKOUT,
        env=environment(
            DATABASE_URL=url_of(connection.settings_dict),
            SECRET_KEY="x" * 60,
            DJANGO_SETTINGS_MODULE="betterwork.settings",
        ),
        timeout=60,
    )
    assert ended.returncode == -signal.SIGKILL


def readers():
    """Who has been written to, in the order of the mails."""
    return list(Mail.objects.order_by("pk").values_list("to", flat=True))


@pytest.fixture
def alerts(transactional_db):
    made = [make_alert() for _ in range(READERS)]
    publish("Steps", make_staff())
    return [each.email for each in made]


def test_a_job_that_is_killed_skips_nobody_and_writes_to_nobody_twice(alerts):
    run_and_kill()
    assert readers() == alerts[:1]
    looking.look()
    assert readers() == alerts
    assert set(Alert.objects.values_list("seen_revision", flat=True)) == {current_revision()}
    assert looking.look() == 0


def test_a_job_that_noted_first_and_wrote_then_would_skip_somebody(alerts):
    """The negative control."""
    run_and_kill(NOTED_FIRST)
    looking.look()
    assert readers() != alerts


def test_what_is_told_once_more_after_all_is_no_second_mail(alerts):
    """As when what the job has noted is lost, and the outbox is not."""
    first = Alert.objects.get(email=alerts[0])
    looking.look()
    lost = {"seen_revision": first.seen_revision, "due_at": first.due_at}
    Alert.objects.filter(pk=first.pk).update(**lost)
    assert looking.look() == 0
    assert readers() == alerts


def test_two_jobs_at_once_tell_each_once(alerts):
    assert failures(at_once([looking.look, looking.look])) == []
    assert sorted(readers()) == sorted(alerts)


def test_what_is_changed_while_it_is_looked_at_is_not_told_of_the_former_list(alerts, monkeypatch):
    same, is_first = looking._same, iter([True])

    def meanwhile(alert):
        if next(is_first, False):
            Alert.objects.filter(email=alerts[0]).update(query="q=nothing")
        return same(alert)

    monkeypatch.setattr(looking, "_same", meanwhile)
    looking.look()
    assert sorted(readers()) == sorted(alerts[1:])
