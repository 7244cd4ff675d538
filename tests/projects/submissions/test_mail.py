"""Mail is written with what it tells of, once, and safely."""

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from projects.models import Mail
from projects.submissions import mail
from tests.mails import write_a_mail

pytestmark = pytest.mark.django_db


def test_it_leaves_as_text_and_html_with_the_headers_of_an_automatic_mail(server, settings):
    settings.CONTACT_EMAIL = "hello@example.org"
    written = write_a_mail(title="Ladders & snakes")
    assert mail.send_due() == 1
    ((recipients, message),) = server.taken
    assert recipients == ["ada@example.org"]
    assert message["Subject"] == "Please confirm your Ladders & snakes"
    assert message["Message-ID"] == written.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] == "hello@example.org"
    assert message["Date"]
    parts = {part.get_content_type(): part.get_content() for part in message.iter_parts()}
    assert "(“Ladders & snakes”)" in parts["text/plain"]
    assert "(“Ladders &amp; snakes”)" in parts["text/html"]
    written.refresh_from_db()
    assert written.sent_at is not None
    assert mail.send_due() == 0


def test_the_same_key_writes_one_mail_only():
    assert write_a_mail("same") is not None
    assert write_a_mail("same", to="somebody.else@example.org") is None
    assert write_a_mail("other") is not None
    assert Mail.objects.count() == 2


def test_the_message_id_tells_nothing_of_its_key_and_names_the_site(settings):
    settings.SITE_URL = "https://map.example.org"
    written = write_a_mail("a-secret-token/confirm")
    assert "secret" not in written.message_id
    assert written.message_id.endswith("@map.example.org>")


def test_a_subject_is_one_line_and_not_too_long():
    written = write_a_mail(title="Ladders\r\nBcc: eve@example.org\n\n" + "x" * 300)
    assert "\n" not in written.subject
    assert "\r" not in written.subject
    assert len(written.subject) <= mail.LONGEST_SUBJECT
    assert written.subject.startswith("Please confirm your Ladders Bcc: eve@example.org x")


@pytest.mark.parametrize(
    "address",
    [
        "ada@example.org\r\nBcc: eve@example.org",
        "ada@example.org\nBcc: eve@example.org",
        "ada@example.org, eve@example.org",
        "Ada <ada@example.org>",
        "",
    ],
)
def test_what_is_not_one_address_is_refused(address):
    with pytest.raises(ValueError, match="not an e-mail address"):
        write_a_mail(to=address)
    assert not Mail.objects.exists()


def test_writing_defers_the_job_that_sends_within_the_same_transaction():
    jobs = ProcrastinateJob.objects.filter(task_name="projects.tasks.send_mail")
    before = jobs.count()
    with transaction.atomic():
        write_a_mail()
        assert jobs.count() == before + 1
        transaction.set_rollback(True)
    assert jobs.count() == before
