"""Every mail about joining is whole and safe, whatever people type."""

import pytest

from members.mails import joining as notifications
from members.workflow import applications
from projects.models import Mail
from tests.builders import make_staff
from tests.members.builders import make_application, make_network_member
from tests.members.joining.forms import values
from tests.projects.submissions.test_every_mail import NASTY, Tags

pytestmark = pytest.mark.django_db
SITE = "https://map.example"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


def every_mail():
    """Write one of each kind, with hostile text wherever people type."""
    nasty = {"name": NASTY[:150], "organisation_name": NASTY, "note": NASTY}
    make_network_member(email="member@example.org")
    make_application(email="waiting@example.org", **nasty)
    for number, email in enumerate(
        ["new@example.org", "member@example.org", "waiting@example.org"]
    ):
        sent = values(email=email, interests=[], **nasty)
        received = applications.receive(sent, form_token=str(number), sender="")
        if email == "new@example.org":
            notifications.remind(received)
            applications.confirm(received)
    for decide in (applications.reject, applications.ask):
        one = make_application(**nasty)
        decide(one, make_staff(), NASTY, one.version)
    one = make_application(**nasty)
    applications.approve(one, make_staff(), one.version, message=NASTY)


def test_every_mail_is_whole_and_safe_whatever_was_typed():
    every_mail()
    mails = list(Mail.objects.all())
    assert sorted(each.purpose for each in mails) == [
        *["join"] * 3, "join_approved", "join_question", "join_received", "join_rejected",
        "join_remind",
    ]  # fmt: skip
    for each in mails:
        tags = Tags(each.html)
        assert tags.open == []
        assert not tags.seen & {"script", "img", "img.src"}
        assert "14" not in each.subject and each.subject
        assert "&lt;" not in each.text and "\n\n\n" not in each.text
        assert each.text.rstrip().endswith(f"-- \nBetter Work Map\n{SITE}/")
        assert f"{SITE}/join/" in each.text or f"{SITE}/account/sign-in/" in each.text


def test_a_template_that_did_not_escape_would_be_found(monkeypatch):
    monkeypatch.setattr("django.template.base.conditional_escape", str)
    with pytest.raises(AssertionError):
        test_every_mail_is_whole_and_safe_whatever_was_typed()
