"""The entries that a member looks after: what needs attention, and saying that one is right."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from members import attention
from members.models import Profile, Stewardship
from projects.models import Decision, Mail, Project, Submission, WebsiteCheck
from projects.submissions import workflow
from projects.submissions.reports import ReportForm
from tests.builders import make_organisation, make_project, make_staff, make_submission
from tests.members.builders import make_network_member, make_stewardship
from tests.projects.views.forms import text_of

pytestmark = pytest.mark.django_db
PAGE = "/account/entries/"


@pytest.fixture
def ann(client):
    ann = make_network_member("Ann", email="ann@walcot.org")
    make_stewardship(ann, make_organisation("Walcot"))
    client.force_login(ann)
    return ann


def make_entry(name="Step Up", **fields):
    fields.setdefault("checked_on", date(2020, 4, 5))
    walcot = Stewardship.objects.get().organisation
    return make_project(name, lead_organisation=walcot, **fields)


def say_right(client, project, **changes):
    data = {"do": "still-right", "entry": project.pk, "version": project.version}
    return client.post(PAGE, data | changes, follow=True)


def notes():
    member = Stewardship.objects.get().member
    return {
        project.name: attention.described(project).notes for project in attention.entries_of(member)
    }


def test_what_needs_attention_comes_first_in_words(client, ann):
    today = timezone.localdate()
    make_entry("Well", checked_on=today)
    make_entry("Old")
    make_entry("Finished", status="past")
    make_entry("Broken", checked_on=today - timedelta(days=60), website="https://gone.example/")
    WebsiteCheck.objects.create(
        address="https://gone.example/",
        failures=4,
        failing_since=timezone.now() - timedelta(days=30),
    )
    waiting = make_entry("Waiting", checked_on=today)
    make_submission("report", project=waiting)
    assert notes() == {
        "Old": ["Nobody has checked it since 5 April 2020."],
        "Broken": ["A web address in it does not work."],
        "Waiting": ["One change or report about it waits for an answer."],
        "Well": [],
        "Finished": [],
    }
    words = text_of(client.get(PAGE))
    assert "You look after 5 entries. 3 need attention." in words
    assert words.index("Waiting") < words.index("Well")
    assert "3 entries need attention" in text_of(client.get("/account/"))


def test_nobody_elses_and_nothing_hidden_is_there(client, ann):
    make_project("Others")
    make_entry("Draft canary", state="draft")
    make_entry("Withdrawn canary", state="withdrawn")
    pending = make_organisation("Pending")
    make_stewardship(ann, pending, state="pending")
    make_project("Of the pending", lead_organisation=pending)
    words = text_of(client.get(PAGE))
    assert "There is no entry yet" in words
    for name in ("Others", "canary", "Of the pending"):
        assert name not in words


def test_still_right_waits_for_staff_who_mark_it_as_checked(client, ann):
    entry = make_entry()
    assert "We have your word" in text_of(say_right(client, entry))
    submission = Submission.objects.get()
    assert (submission.kind, submission.state) == ("report", "pending")
    assert submission.payload["about"] == ["still-right"]
    assert notes() == {"Step Up": ["“Still right” was said, and waits for us."]}
    assert "What you said" in text_of(client.get(f"/submissions/{submission.token}/"))
    say_right(client, entry)
    assert Submission.objects.count() == 1
    assert not Mail.objects.filter(cancelled_at=None).exists()

    staff = make_staff()
    client.force_login(staff)
    page = client.get(f"/admin/projects/submission/{submission.pk}/decide/").content.decode()
    assert "It is still right" in page
    assert re.search(r'name="is_checked"[^>]* checked', page)
    entry.refresh_from_db()
    assert entry.checked_on == date(2020, 4, 5)


def test_still_right_by_a_trusted_member_counts_at_once(client, ann):
    entry = make_entry()
    Stewardship.objects.update(is_trusted=True)
    assert "“Step Up” says now that it was checked today." in text_of(say_right(client, entry))
    entry.refresh_from_db()
    assert (entry.checked_on, entry.checked_by) == (timezone.localdate(), ann)
    assert Decision.objects.at_once().get().who == ann
    assert notes() == {"Step Up": []}


@pytest.mark.parametrize("is_trusted", [True, False])
def test_what_was_changed_meanwhile_is_not_called_right(client, ann, is_trusted):
    entry = make_entry()
    Stewardship.objects.update(is_trusted=is_trusted)
    Project.objects.update(version=entry.version + 1)
    response = say_right(client, entry)
    assert response.status_code == 409
    assert "was changed after you opened this page" in text_of(response)
    assert not Submission.objects.exists()


def test_an_entry_of_others_cannot_be_called_right(client, ann):
    other = make_project("Others")
    assert say_right(client, other).status_code == 404
    mine = make_entry()
    for wrong in ("", "x", "9" * 400, "-1", "²", "\0"):
        assert say_right(client, mine, entry=wrong).status_code == 404
        assert say_right(client, mine, version=wrong).status_code == 409
    assert say_right(client, mine, do="publish").status_code == 400
    Stewardship.objects.update(state="ended")
    assert say_right(client, mine).status_code == 404
    assert not Submission.objects.exists()


def test_the_public_report_form_does_not_offer_it():
    assert not ReportForm({"about": ["still-right"]}).is_valid()
    assert "still-right" not in [slug for slug, *_ in ReportForm().options]


def test_members_are_told_once_a_month_unless_they_do_not_want_it(ann):
    entry = make_entry("Zwei & <drei>")
    assert attention.tell_stewards() == 1
    assert attention.tell_stewards() == 0
    mail = Mail.objects.get()
    assert "Zwei & <drei>" in mail.text
    assert "Zwei &amp; &lt;drei&gt;" in mail.html
    later = timezone.now() + timedelta(days=40)
    Profile.objects.update(mail_about_entries=False)
    assert attention.tell_stewards(later) == 0
    Profile.objects.update(mail_about_entries=True)
    workflow.receive(
        "report",
        {"about": ["still-right"]},
        person=workflow.Person(member=ann),
        form_token="x",
        project=entry,
    )
    assert attention.tell_stewards(later) == 0, "it waits for us, not for them"
