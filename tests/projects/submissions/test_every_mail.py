"""Every mail is whole and safe, whatever people type."""

from html.parser import HTMLParser

import pytest

from projects.models import Mail
from projects.submissions import notifications, workflow
from tests.builders import make_member, make_project, make_staff, make_submission
from tests.projects.submissions.test_notifications import SITE, approve, ask, reject

pytestmark = pytest.mark.django_db
NASTY = """<script>alert(1)</script>"><img src=x onerror=alert(2)>'&{{ 7|add:7 }}"""


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


class Tags(HTMLParser):
    """Collects the tags and their attributes, and what was left open."""

    def __init__(self, text):
        super().__init__()
        self.seen, self.open = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.seen |= {tag, *(f"{tag}.{name}" for name, _ in attributes)}
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def every_mail():
    """Write one of each kind, with hostile text wherever people type."""
    make_submission(state="unconfirmed", name=NASTY, person=NASTY)
    for decide in (approve, reject, ask):
        decide(make_submission(name=NASTY, person=NASTY, summary=NASTY), NASTY)
        project = make_project(NASTY, slug=f"{decide.__name__}-it")
        decide(make_submission("change", project=project, person=NASTY, summary=NASTY), NASTY)
        decide(make_submission("report", project=project, person=NASTY, message=NASTY), NASTY)
    entry, submission = (
        make_project(NASTY, slug="duplicate"),
        make_submission(name=NASTY, person=NASTY),
    )
    workflow.make_change_of(submission, make_staff(), entry, submission.version, NASTY)
    notifications.remind(make_submission(state="unconfirmed", name="Ladders"))
    work = {"pending": 1, "late": [(submission, 7)], "number_late": 1, "more_late": 1}
    notifications.digest("2026-06-15", make_member(name=NASTY), work | {"link": SITE})


def test_every_mail_is_whole_and_safe_whatever_was_typed():
    every_mail()
    mails = list(Mail.objects.all())
    assert {each.purpose for each in mails} == {
        "confirm", "remind", "received", "approved", "dealt_with", "rejected", "question",
        "duplicate", "digest",
    }  # fmt: skip
    for each in mails:
        tags = Tags(each.html)
        assert tags.open == []
        assert tags.seen <= {
            "html", "html.lang", "head", "meta", "meta.charset", "meta.name", "meta.content",
            "title", "style", "body", "p", "p.class", "strong", "a", "a.href", "br", "ul", "li",
            "blockquote", "footer",
        }  # fmt: skip
        assert "14" not in each.subject
        assert "&lt;" not in each.text
        assert each.text.rstrip().endswith(f"-- \nBetter Work Map\n{SITE}/")
        assert "\n\n\n" not in each.text
        assert f'<a href="{SITE}/">' in each.html
        assert each.subject


def test_a_template_that_did_not_escape_would_be_found(monkeypatch):
    monkeypatch.setattr("django.template.base.conditional_escape", str)
    with pytest.raises(AssertionError):
        test_every_mail_is_whole_and_safe_whatever_was_typed()
