"""Mail that signs in is sent at once or never, and read by its recipient alone."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail as post
from django.urls import reverse
from django.utils import timezone

from members.accounts import mails, tidying
from projects.models import Mail
from projects.submissions import mail
from tests.builders import make_member, make_staff
from tests.mails import write_a_mail
from tests.members.accounts.people import ask_for_code, code_in_mail, latest_mail

pytestmark = pytest.mark.django_db


def test_a_code_leaves_by_the_job_and_its_text_is_gone_then(client):
    make_member(email="ada@example.org")
    ask_for_code(client)
    code = code_in_mail()
    assert not post.outbox
    assert mail.send_due() == 1
    assert f"Your code is {code}. It works for 15 minutes" in post.outbox[0].body
    assert code not in post.outbox[0].subject
    assert (latest_mail().text, latest_mail().html) == ("", "")


def test_other_mail_keeps_its_text():
    """The negative control."""
    write_a_mail()
    mail.send_due()
    assert Mail.objects.get().text


def test_what_is_worth_nothing_any_more_is_not_sent():
    write_a_mail(expires_at=timezone.now() + timedelta(minutes=15))
    assert mail.send_due(timezone.now() + timedelta(minutes=16)) == 0
    written = Mail.objects.get()
    assert (written.text, written.html) == ("", "")
    assert written.cancelled_at
    assert not mail.stuck().exists()
    assert not post.outbox


def test_what_failed_is_not_sent_again_by_staff_who_cannot_know_what_it_says():
    ours = write_a_mail("ours", expires_at=timezone.now() + timedelta(hours=1))
    plain = write_a_mail("plain")
    Mail.objects.update(tries=1)
    assert mail.send_again(Mail.objects.filter(pk=ours.pk)) == 0
    assert mail.send_again(Mail.objects.filter(pk=plain.pk)) == 1


def test_staff_do_not_see_what_it_says(client):
    make_member(email="ada@example.org")
    ask_for_code(client)
    written, code = latest_mail(), code_in_mail()
    client.force_login(make_staff())
    pages = [reverse("admin:projects_mail_changelist")]
    pages.append(reverse("admin:projects_mail_change", args=[written.pk]))
    for page in pages:
        text = client.get(page).content.decode()
        assert written.subject in text
        assert code not in text
    assert "Only its recipient sees" in text


def test_every_mail_of_allauth_that_can_be_sent_has_words_of_ours(client):
    for number, name in enumerate([*mails.SECRETS, *mails.CHANGES]):
        to = f"ada{number}@example.org"
        mails.write(name, to, {"code": "123-456", "password_reset_url": "http://x.example/"})
        written = latest_mail(to)
        assert written.subject and "{{" not in written.text + written.html
        assert written.purpose == "sign-in"
        assert bool(written.expires_at) == (name in mails.SECRETS)


def test_who_asked_to_sign_in_is_forgotten_after_a_week(client):
    ask_for_code(client, "stranger@example.org")
    write_a_mail()
    now = timezone.now()
    tidying.tidy(now + timedelta(days=6))
    assert Mail.objects.count() == 2
    assert Session.objects.count() == 1
    tidying.tidy(now + timedelta(days=15))
    assert Mail.objects.get().purpose == "confirm"
    assert not Session.objects.exists()
