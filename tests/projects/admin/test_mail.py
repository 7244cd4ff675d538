"""The outbox in the admin: read, and sent again."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse
from django.utils import timezone

from projects.models import Mail
from projects.models.submission import new_token

pytestmark = pytest.mark.django_db
LIST = "/admin/projects/mail/"


def make_mail(**fields):
    number = Mail.objects.count()
    defaults = {
        "to": "ada@example.org",
        "subject": f"Mail {number}",
        "text": "Hello.",
        "html": "<p>Hello.</p>",
        "message_id": f"<{number}@example.org>",
        "purpose": "received",
        "send_at": timezone.now(),
    }
    return Mail.objects.create(**defaults | fields)


def send_again(browser, *mails):
    data = {"action": "send_again", ACTION_CHECKBOX_NAME: [mail.pk for mail in mails]}
    return browser.post(LIST, data, follow=True)


def test_staff_see_what_is_stuck_and_why(desk):
    make_mail(tries=1, given_up_at=timezone.now(), problem="The recipient was refused: 550 no")
    make_mail(tries=2, problem="The mail server could not be used")
    make_mail(subject="Went well", sent_at=timezone.now())
    page = desk.get(LIST, {"state": "stuck"}).content.decode()
    assert "Given up after 1 try" in page
    assert "The recipient was refused: 550 no" in page
    assert "Failed 2 times, next try on" in page
    assert "Went well" not in page


@pytest.mark.parametrize(("state", "subjects"), [("waiting", {"Later"}), ("sent", {"Went"})])
def test_the_list_can_be_narrowed(desk, state, subjects):
    make_mail(subject="Later")
    make_mail(subject="Went", sent_at=timezone.now())
    make_mail(subject="Undone", cancelled_at=timezone.now())
    shown = desk.get(LIST, {"state": state}).context["cl"].result_list
    assert {mail.subject for mail in shown} == subjects


def test_what_was_given_up_is_sent_again_on_request(desk):
    given_up = make_mail(tries=9, given_up_at=timezone.now(), problem="550")
    sent = make_mail(sent_at=timezone.now())
    answer = send_again(desk, given_up, sent).content.decode()
    assert "1 of 2 will be sent within a minute" in answer
    assert "is not sent again" in answer
    given_up.refresh_from_db()
    sent.refresh_from_db()
    assert (given_up.given_up_at, given_up.tries) == (None, 0)
    assert sent.sent_at is not None


def test_who_may_only_look_cannot_send_again(onlooker):
    given_up = make_mail(tries=9, given_up_at=timezone.now())
    send_again(onlooker, given_up)
    given_up.refresh_from_db()
    assert given_up.given_up_at is not None


def test_a_mail_is_read_without_what_opens_its_recipients_page(desk):
    token = new_token()
    text = f"Look:\n\nhttps://map.example.org/submissions/{token}/\n\n<script>alert(1)</script>"
    mail = make_mail(text=text)
    page = desk.get(reverse("admin:projects_mail_change", args=[mail.pk])).content.decode()
    assert "/submissions/…/" in page
    assert token not in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("page", ["add", "change", "delete"])
def test_nobody_writes_changes_or_deletes_mail_here(desk, page):
    mail = make_mail()
    args = [] if page == "add" else [mail.pk]
    answer = desk.post(reverse(f"admin:projects_mail_{page}", args=args), {"subject": "Other"})
    assert answer.status_code == 403
    mail.refresh_from_db()
    assert mail.subject == "Mail 0"
