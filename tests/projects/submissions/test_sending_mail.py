"""What is written is sent once, whatever the mail server does."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from projects.models import Mail
from projects.submissions import mail
from tests.mail_server import silent_server
from tests.mails import write_a_mail

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 6, 15, 9, 0, tzinfo=ZoneInfo("Europe/London"))


def test_nothing_leaves_before_its_time(server):
    write_a_mail(send_at=timezone.now() + timedelta(minutes=10))
    assert mail.send_due() == 0
    assert mail.send_due(timezone.now() + timedelta(minutes=11)) == 1


def test_the_oldest_leaves_first(server):
    now = timezone.now()
    for minutes in (1, 3, 2):
        write_a_mail(
            str(minutes), f"m{minutes}@example.org", send_at=now - timedelta(minutes=minutes)
        )
    mail.send_due()
    assert server.recipients == ["m3@example.org", "m2@example.org", "m1@example.org"]


def test_a_refused_recipient_is_given_up_at_once_and_the_others_get_theirs(server):
    server.refusals["nobody@example.org"] = "550 5.1.1 <nobody@example.org> unknown here"
    refused = write_a_mail("1", "nobody@example.org")
    write_a_mail("2", "ada@example.org")
    assert mail.send_due() == 1
    assert server.recipients == ["ada@example.org"]
    refused.refresh_from_db()
    assert refused.given_up_at is not None
    assert "550" in refused.problem
    assert "@" not in refused.problem
    assert mail.send_due(timezone.now() + timedelta(days=1)) == 0


@pytest.mark.parametrize("is_about_the_recipient", [True, False])
def test_what_the_server_does_not_take_now_is_tried_again_later(server, is_about_the_recipient):
    if is_about_the_recipient:
        server.refusals["ada@example.org"] = "451 4.7.1 greylisted"
    else:
        server.answer = "451 4.3.0 come back later"
    written, now = write_a_mail(), timezone.now()
    assert mail.send_due(now) == 0
    written.refresh_from_db()
    assert (written.tries, written.given_up_at) == (1, None)
    assert written.send_at == now + timedelta(minutes=1)
    assert "451" in written.problem
    server.refusals, server.answer = {}, "250 OK"
    assert mail.send_due(now + timedelta(minutes=2)) == 1
    written.refresh_from_db()
    assert written.problem == ""


def test_a_text_that_is_refused_for_good_is_given_up(server):
    server.answer = "554 5.7.1 looks like spam"
    written = write_a_mail()
    mail.send_due()
    written.refresh_from_db()
    assert written.given_up_at is not None


def test_a_server_that_is_down_for_an_hour_loses_nothing_and_doubles_nothing(server):
    server.down()
    with time_machine.travel(MONDAY, tick=False) as clock:
        ids = {
            write_a_mail(str(number), f"m{number}@example.org").message_id for number in range(5)
        }
        for _ in range(60):
            assert mail.send_due() == 0
            clock.shift(timedelta(minutes=1))
        assert all(each.problem and each.tries for each in Mail.objects.all())
        server.up()
        for _ in range(90):
            mail.send_due()
            clock.shift(timedelta(minutes=1))
    assert sorted(server.ids) == sorted(ids)


def test_one_failure_to_connect_ends_the_run(server):
    server.down()
    for number in range(3):
        write_a_mail(str(number))
    mail.send_due()
    assert sorted(Mail.objects.values_list("tries", flat=True)) == [0, 0, 1]


def test_a_server_that_says_nothing_is_left_after_the_time_limit(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 0.2
    written = write_a_mail()
    with silent_server() as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        assert mail.send_due() == 0
    written.refresh_from_db()
    assert "timed out" in written.problem
    assert written.given_up_at is None


def test_the_site_never_waits_for_ever_for_a_mail_server():
    from betterwork import settings as ours

    assert ours.EMAIL_TIMEOUT <= 5


def test_after_four_days_it_is_given_up_and_staff_may_have_it_sent_again(server):
    server.down()
    with time_machine.travel(MONDAY, tick=False) as clock:
        written = write_a_mail()
        while written.given_up_at is None:
            clock.move_to(max(written.send_at, timezone.now()))
            mail.send_due()
            written.refresh_from_db()
        assert timedelta(days=3.5) < written.given_up_at - MONDAY < timedelta(days=4.5)
        server.up()
        clock.shift(timedelta(days=10))
        assert mail.send_due() == 0
        assert mail.send_again(Mail.objects.all()) == 1
        assert mail.send_due() == 1
        assert mail.send_again(Mail.objects.all()) == 0


def test_a_connection_that_breaks_before_the_answer_means_a_copy_under_the_same_id(server):
    server.drops = True
    written, now = write_a_mail(), timezone.now()
    assert mail.send_due(now) == 0
    server.drops = False
    assert mail.send_due(now + timedelta(minutes=5)) == 1
    assert server.ids == [written.message_id] * 2


def test_a_crash_between_sending_and_noting_means_a_copy_under_the_same_id(server, monkeypatch):
    written = write_a_mail()

    def crash(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Mail, "save", crash)
        with pytest.raises(KeyboardInterrupt):
            mail.send_due()
    assert mail.send_due() == 1
    assert server.ids == [written.message_id] * 2


def test_what_django_cannot_write_is_given_up_and_the_others_go_on(server):
    odd = write_a_mail("1")
    Mail.objects.filter(pk=odd.pk).update(subject="two\nlines")
    write_a_mail("2", "bob@example.org")
    assert mail.send_due() == 1
    odd.refresh_from_db()
    assert odd.given_up_at is not None


def test_a_run_ends_in_time_for_other_jobs_and_the_next_one_goes_on(server, monkeypatch):
    write_a_mail()
    with monkeypatch.context() as patch:
        patch.setattr(mail, "LONGEST_RUN", 0)
        assert mail.send_due() == 0
    assert mail.send_due() == 1
