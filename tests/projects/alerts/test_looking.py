"""The job tells each alert what is new on its list, once, and nothing that it knows already."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app

from projects import tasks, workflow
from projects.alerts import looking, wishes
from projects.models import Alert, Mail
from projects.refresh import current_revision
from projects.submissions import mail as outbox
from tests.builders import make_organisation, make_project, make_staff, make_uk
from tests.projects.alerts.rows import change, make_alert, make_due, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_staff()


@pytest.fixture
def uk():
    return make_uk()


def told():
    """What was written to whom."""
    return {(mail.to, mail.subject) for mail in Mail.objects.filter(purpose="alert")}


def test_it_names_what_is_new_and_what_has_changed_and_nothing_else(staff, uk):
    old, other = make_project("Old steps"), make_project("Never touched")
    make_alert(email="ada@example.org")
    publish("New steps", staff)
    change(old, staff, summary="Another one.")
    assert looking.look() == 1
    letter = Mail.objects.get()
    assert letter.subject == "1 new, 1 changed: all projects"
    assert letter.text.index("New (1)") < letter.text.index("New steps")
    assert letter.text.index("Changed (1)") < letter.text.index("Old steps")
    assert "/projects/new-steps/" in letter.text and "/projects/new-steps/" in letter.html
    assert other.name not in letter.text + letter.html


def test_only_what_is_on_the_list_is_told(staff, uk):
    make_alert("area=greater-manchester", "gm@example.org")
    make_alert("area=wales", "wales@example.org")
    make_alert("q=ladder", "words@example.org")
    publish("Salford ladder", staff, coverage=[uk["salford"]])
    publish("Cardiff snake", staff, coverage=[uk["cardiff"]])
    looking.look()
    assert told() == {
        ("gm@example.org", "1 new: Greater Manchester"),
        ("wales@example.org", "1 new: Wales"),
        ("words@example.org", "1 new: “ladder”"),
    }
    letter = Mail.objects.get(to="gm@example.org")
    assert "Salford ladder" in letter.text and "Cardiff snake" not in letter.text
    assert "/projects/?area=greater-manchester\n" in letter.text


def test_what_comes_onto_the_list_by_a_change_is_told(staff, uk):
    project = make_project("Steps", coverage=[uk["cardiff"]])
    make_alert("area=salford")
    change(project, staff, coverage=["salford"])
    looking.look()
    assert "Changed (1)" in Mail.objects.get().text


def test_a_project_with_several_news_is_named_once(staff):
    make_alert()
    project = publish("Steps", staff)
    change(project, staff, summary="Another.")
    change(project, staff, summary="A third.")
    workflow.confirm(project, staff)
    looking.look()
    letter = Mail.objects.get()
    assert letter.subject == "1 new: all projects"
    assert letter.text.count("/projects/steps/") == 1


def test_that_something_was_checked_is_said_beside_but_is_no_reason_to_write(staff):
    alert, steady = make_alert(), make_project("Steady")
    workflow.confirm(steady, staff)
    assert looking.look() == 0
    alert.refresh_from_db()
    assert (alert.seen_revision, alert.told_at) == (current_revision(), None)
    workflow.confirm(steady, staff)
    publish("New", staff)
    make_due(alert)
    assert looking.look() == 1
    assert "Checked, and still right (1)" in Mail.objects.get().text


def test_what_was_told_is_not_told_again_and_nothing_new_is_no_mail(staff):
    alert = make_alert()
    publish("Steps", staff)
    assert (looking.look(), looking.look()) == (1, 0)
    make_due(alert)
    assert looking.look() == 0
    publish("Ladders", staff)
    make_due(alert)
    assert looking.look() == 1
    assert "Steps" not in Mail.objects.latest("pk").text
    assert "Ladders" in Mail.objects.latest("pk").text


def test_what_is_hidden_again_before_the_mail_is_not_told(staff):
    make_alert()
    workflow.withdraw(publish("Quokka", staff), staff)
    assert looking.look() == 0
    assert not Mail.objects.exists()


def test_an_alert_that_is_not_confirmed_or_not_due_is_left_alone(staff):
    make_alert(is_confirmed=False)
    make_alert(confirmed_at=timezone.now(), due_at=timezone.now() + timedelta(hours=1),
               is_confirmed=False)  # fmt: skip
    publish("Steps", staff)
    assert looking.look() == 0


def test_after_its_turn_a_daily_alert_is_due_the_next_morning_and_a_weekly_one_on_monday():
    daily, weekly = make_alert(frequency="daily"), make_alert(frequency="weekly")
    wednesday = datetime(2030, 7, 3, 9, tzinfo=UTC)
    looking.look(wednesday)
    daily.refresh_from_db()
    weekly.refresh_from_db()
    assert daily.due_at == datetime(2030, 7, 4, 6, tzinfo=UTC)  # seven in London's summer
    assert weekly.due_at == datetime(2030, 7, 8, 6, tzinfo=UTC)


def test_no_more_than_twenty_are_named_and_the_others_counted(staff):
    make_alert()
    for number in range(22):
        publish(f"Steps {number}", staff)
    looking.look()
    letter = Mail.objects.get()
    assert letter.subject == "22 new: all projects"
    assert letter.text.count("/projects/steps-") == 20
    assert "and 2 more" in letter.text and "and 2 more" in letter.html


def test_a_value_that_has_gone_beside_others_is_left_out_and_said(staff, uk):
    make_alert("area=salford&area=atlantis")
    publish("Salford steps", staff, coverage=[uk["salford"]])
    looking.look()
    letter = Mail.objects.get()
    assert "Salford steps" in letter.text
    assert "“atlantis” is not known under “Works in”" in letter.text


def test_a_restriction_that_has_gone_finds_nothing_rather_than_everything_and_is_said_once(staff):
    alert = make_alert("organisation=gone-trust&offer=gone-offer")
    for name in ("Steps", "Ladders"):
        publish(name, staff)
        make_due(alert)
        looking.look()
    letter = Mail.objects.get()
    assert letter.purpose == "alert_lost"
    assert "“gone-trust” is not known" in letter.text and "Steps" not in letter.text
    assert Alert.objects.get().seen_revision == current_revision()


def test_an_organisation_that_comes_back_is_told_of(staff):
    lead = make_organisation("Phoenix", slug="phoenix")
    alert = make_alert("organisation=phoenix")
    looking.look()
    publish("Ashes", staff, lead_organisation=lead)
    make_due(alert)
    looking.look()
    assert told() == {(alert.email, "1 new: Phoenix")}


def test_one_alert_that_fails_stops_no_other_and_is_tried_again(staff, monkeypatch, caplog):
    broken, whole = make_alert("q=broken"), make_alert()
    publish("Steps", staff)
    read = wishes.read

    def fail_on_one(query):
        if "broken" in query:
            raise ZeroDivisionError
        return read(query)

    monkeypatch.setattr(wishes, "read", fail_on_one)
    now = timezone.now()
    with caplog.at_level(logging.ERROR):
        assert looking.look(now) == 1
    assert [mail.to for mail in Mail.objects.all()] == [whole.email]
    assert f"Alert {broken.pk}" in caplog.text and broken.email not in caplog.text
    broken.refresh_from_db()
    assert broken.due_at == now + looking.AGAIN_AFTER
    monkeypatch.undo()
    assert looking.look(now + looking.AGAIN_AFTER) == 0  # nothing of its words was published
    broken.refresh_from_db()
    assert broken.seen_revision == current_revision()


def test_mail_stops_the_alert_with_one_press_in_the_mail_program(staff, settings, mailoutbox):
    settings.SITE_URL = "https://map.example.org"
    alert = make_alert(email="ada@example.org")
    publish("Steps\r\nBcc: eve@example.org", staff, slug="steps")
    looking.look()
    outbox.send_due()
    (message,) = mailoutbox
    headers = message.message()
    page = f"https://map.example.org/alerts/{alert.token}/"
    assert headers["List-Unsubscribe"] == f"<{page}stop/>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert page in message.body
    assert message.recipients() == ["ada@example.org"]


def test_what_somebody_typed_cannot_make_a_header(staff, mailoutbox):
    make_alert("q=steps%0D%0ABcc%3A+eve%40example.org+OR+ladder")
    publish("Ladder steps eve example.org bcc", staff)
    looking.look()
    outbox.send_due()
    for message in mailoutbox:
        assert "\n" not in message.subject
        assert message.message()["Bcc"] is None
    assert len(mailoutbox) == 1


def test_a_run_ends_when_its_time_is_over_and_the_next_goes_on(staff, monkeypatch):
    make_alert()
    make_alert()
    publish("Steps", staff)
    clock = iter([0, 0, looking.LONGEST_RUN + 1])
    monkeypatch.setattr(looking.time, "monotonic", lambda: next(clock))
    assert looking.look() == 1
    monkeypatch.undo()
    assert looking.look() == 1


def test_the_worker_looks_every_five_minutes(staff):
    crons = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert crons["projects.tasks.write_alerts"] == "*/5 * * * *"
    make_alert()
    publish("Steps", staff)
    tasks.write_alerts(timestamp=0)
    assert Mail.objects.filter(purpose="alert").count() == 1
