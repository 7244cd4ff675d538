"""A complaint is taken in, acknowledged at once and answered."""

import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from members.models import Complaint
from members.workflow import complaints
from projects.models import Mail
from projects.submissions import guarding
from projects.submissions.guarding import new_form_token
from projects.workflow import ChangedMeanwhile, NotAllowed
from tests.builders import make_staff
from tests.members.builders import make_complaint, make_network_member
from tests.projects.submissions.test_every_mail import Tags

pytestmark = pytest.mark.django_db
NASTY = "<b>Ann</b>"


def typed(**fields):
    token = new_form_token(time.time() - 60)
    return {
        "name": "Ann", "email": "ann@example.org", "text": "You show my number.",
        "form_token": token.text, **fields,
    }  # fmt: skip


def send(client, **fields):
    return client.post(reverse("complaint"), typed(**fields))


def test_it_is_acknowledged_at_once_by_page_and_mail(client):
    answer = send(client)
    made = Complaint.objects.get()
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert made.reference in page
    assert "30 days" in page
    mail = Mail.objects.get(to="ann@example.org")
    assert made.reference in mail.subject
    assert mail.send_at <= timezone.now()
    due = timezone.localdate(made.created + timedelta(days=30))
    assert f"by {due.day} {due:%B %Y}" in mail.text
    # Anybody can type anybody's address.
    assert "You show" not in mail.text + mail.html
    assert "Ann" not in mail.text


def test_the_same_form_sent_twice_makes_one(client):
    again = typed()
    for _ in range(2):
        assert client.post(reverse("complaint"), again).status_code == 302
    assert (Complaint.objects.count(), Mail.objects.count()) == (1, 1)


def test_who_is_signed_in_needs_no_name_and_cannot_make_up_another(client):
    member = make_network_member("Mia", email="mia@example.org")
    client.force_login(member)
    assert 'name="email"' not in client.get(reverse("complaint")).content.decode()
    send(client)
    made = Complaint.objects.get()
    assert (made.member, made.name, made.email) == (member, "Mia", "mia@example.org")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": ""}, "Say what it is about."),
        ({"email": "nobody"}, "This is no e-mail address"),
        ({"name": "a\0b"}, "cannot be shown"),
        ({"text": "x" * 5001}, "5000"),
        ({"subject": "buy"}, "Leave this empty"),
        ({"form_token": ""}, "lost its mark"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, fields, said):
    answer = send(client, **fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: " in page
    assert said in page
    assert ("You show my number." in page) == ("text" not in fields)
    assert not Complaint.objects.exists()


def test_what_comes_too_fast_is_asked_for_again(client):
    answer = client.post(reverse("complaint"), typed(form_token=new_form_token().text))
    assert answer.status_code == 422
    assert guarding.TOO_FAST in answer.content.decode()


def test_one_address_network_and_everybody_have_a_limit(client, monkeypatch):
    for number in range(complaints.MOST_BY_EMAIL):
        assert send(client).status_code == 302, number
    assert send(client, email="ANN@example.org").status_code == 429
    for number in range(complaints.MOST_BY_SENDER - complaints.MOST_BY_EMAIL):
        assert send(client, email=f"x{number}@example.org").status_code == 302
    refused = send(client, email="y@example.org")
    assert refused.status_code == 429
    assert "You show my number." in refused.content.decode()
    member = make_network_member()
    client.force_login(member)
    for _ in range(complaints.MOST_BY_SENDER):
        assert send(client).status_code == 302
    assert send(client).status_code == 429
    client.logout()
    monkeypatch.setattr(complaints, "MOST_BY_SENDER", 100)  # the guard off: it is let in
    assert send(client, email="y@example.org").status_code == 302


def test_staff_answer_once_and_the_answer_is_mailed():
    complaint, who = make_complaint(name=NASTY, email="ann@example.org"), make_staff()
    step = complaints.answer(complaint, who, f"Mended. {NASTY}", complaint.version)
    assert (step.who, step.to_state) == (who, "answered")
    mail = Mail.objects.get(to="ann@example.org")
    assert "Mended." in mail.text
    for each in Mail.objects.all():
        assert Tags(each.html).open == []
        assert not Tags(each.html).seen & {"b", "script", "img"}
    complaint.refresh_from_db()
    with pytest.raises(NotAllowed):
        complaints.answer(complaint, who, "Again.", complaint.version)
    assert Mail.objects.count() == 1


def test_an_answer_to_another_version_or_without_words_is_refused():
    complaint, who = make_complaint(), make_staff()
    with pytest.raises(ChangedMeanwhile):
        complaints.answer(complaint, who, "Mended.", complaint.version + 1)
    with pytest.raises(NotAllowed):
        complaints.answer(complaint, who, "  ", complaint.version)
    assert not Mail.objects.exists()


def test_odd_references_are_not_repeated(client):
    page = client.get(reverse("complaint_sent"), {"reference": "<script>"})
    assert page.status_code == 200
    assert "<script>" not in page.content.decode().replace("<script src", "")
    assert not page.cookies
