"""A real worker sends what a page has written. It takes seconds: a process has to start."""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from betterwork.preparation import CHECKOUT
from projects.models import Mail, Submission
from tests.betterwork.servers import environment, url_of
from tests.builders import make_submission


def run_worker(server):
    """Let a worker do what waits, and end."""
    subprocess.run(
        [sys.executable, "manage.py", "procrastinate", "worker", "--one-shot"],
        cwd=CHECKOUT,
        env=environment(
            DATABASE_URL=url_of(connection.settings_dict),
            SECRET_KEY="x" * 60,
            EMAIL_URL=f"smtp://127.0.0.1:{server.port}",
            LOG_LEVEL="CRITICAL",
        ),
        check=True,
        timeout=60,
    )


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_what_pages_and_its_own_jobs_have_written(server):
    with connection.cursor() as cursor:  # other tests' jobs are none of our business
        cursor.execute("DELETE FROM procrastinate_jobs")
    submission = make_submission(state="unconfirmed")
    Submission.objects.update(created=timezone.now() - timedelta(days=4))
    from projects.tasks import tend_submissions

    tend_submissions.defer(timestamp=0)  # it writes a reminder
    run_worker(server)
    assert server.recipients == [submission.email] * 2
    assert not Mail.objects.filter(sent_at=None).exists()
