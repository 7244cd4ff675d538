"""The mails of alerts are whole and safe, whatever people type."""

import pytest
from django.http import QueryDict

from projects.alerts import looking, wishes, workflow
from projects.models import Alert, Mail
from tests.builders import make_organisation, make_staff
from tests.projects.alerts.rows import make_alert, publish
from tests.projects.submissions.test_every_mail import NASTY, Tags

pytestmark = pytest.mark.django_db
SITE = "https://map.example.org"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


def every_mail():
    """Write one of each kind, with hostile text wherever people type."""
    lead = make_organisation(NASTY, slug="nasty")
    for form in ("asked", "known"):
        workflow.ask("ada@example.org", wishes.of(query(q=NASTY)), "daily", form=form)
        workflow.confirm(Alert.objects.get())
    make_alert("organisation=nasty&area=nowhere&organisation=gone")
    make_alert("organisation=nasty&organisation=gone")
    make_alert(query(organisation=NASTY).urlencode())
    for number in range(21):
        publish(f"{NASTY}{number}", make_staff(), slug=f"n-{number}", lead_organisation=lead)
    looking.look()


def query(**values):
    made = QueryDict(mutable=True)
    made.update(values)
    return made


def test_every_mail_of_an_alert_is_whole_and_safe_whatever_was_typed():
    every_mail()
    mails = list(Mail.objects.all())
    assert {each.purpose for each in mails} == {
        "alert_confirm", "alert_known", "alert", "alert_lost",
    }  # fmt: skip
    for each in mails:
        tags = Tags(each.html)
        assert tags.open == []
        assert tags.seen <= {
            "html", "html.lang", "head", "meta", "meta.charset", "meta.name", "meta.content",
            "title", "style", "body", "h2", "p", "p.class", "a", "a.href", "br", "ul", "li",
            "footer",
        }  # fmt: skip
        assert "14" not in each.subject.replace("21", "")
        assert "&lt;" not in each.text
        assert each.text.rstrip().endswith(f"-- \nBetter Work Map\n{SITE}/")
        assert "\n\n\n" not in each.text
        assert f"{SITE}/alerts/{each.alert.token}/" in each.text
        assert each.subject


def test_a_template_that_did_not_escape_would_be_found(monkeypatch):
    monkeypatch.setattr("django.template.base.conditional_escape", str)
    with pytest.raises(AssertionError):
        test_every_mail_of_an_alert_is_whole_and_safe_whatever_was_typed()


def test_no_mail_of_an_alert_asks_for_anything_when_it_is_opened():
    """No pictures, no styles from elsewhere: nobody learns that it was read."""
    every_mail()
    for each in Mail.objects.all():
        assert not {"img", "link", "script", "iframe"} & Tags(each.html).seen
        assert "url(" not in each.html
