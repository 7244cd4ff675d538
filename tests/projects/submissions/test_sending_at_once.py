"""Two workers, or a worker and a colleague who undoes, at the same moment."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from projects.models import Mail
from projects.submissions import mail, workflow
from tests.builders import make_staff, make_submission
from tests.mails import write_a_mail


def work():
    """Do what the worker's job does, in a thread of its own."""
    try:
        mail.send_due()
    finally:
        connection.close()


def send_with_two_workers(server):
    """Let two workers send what is due at the same moment."""
    server.await_together(2)
    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_mail_once(server):
    written = write_a_mail()
    send_with_two_workers(server)
    assert server.ids == [written.message_id]


@pytest.mark.django_db(transaction=True)
def test_two_workers_would_send_a_mail_twice_without_the_row_lock(server, monkeypatch):
    monkeypatch.setattr(mail, "_held", lambda mails: mails)
    written = write_a_mail()
    send_with_two_workers(server)
    assert server.ids == [written.message_id] * 2


@pytest.mark.django_db(transaction=True)
def test_what_is_leaving_at_this_moment_cannot_be_cancelled(server):
    submission = make_submission()
    decision = workflow.reject(submission, make_staff(), "No.", submission.version)
    Mail.objects.exclude(decision=decision).delete()
    Mail.objects.update(send_at=timezone.now())
    server.await_together(2)  # nobody else comes, so it is held for half a second
    worker = threading.Thread(target=work)
    worker.start()
    assert server.asked.wait(5)
    assert mail.cancel(decision) is False
    worker.join()
    left = Mail.objects.get()
    assert left.sent_at is not None
    assert left.cancelled_at is None
