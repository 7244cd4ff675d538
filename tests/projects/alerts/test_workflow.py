"""An alert is asked for, confirmed, changed and stopped; nothing tells who has which."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from projects.alerts import limits, turns, wishes, workflow
from projects.models import Alert, Mail
from projects.refresh import current_revision
from projects.submissions.limits import TooMany
from projects.submissions.mail import PAUSES
from projects.workflow import NotAllowed
from tests.at_once import at_once, failures
from tests.builders import make_project, make_staff, make_uk
from tests.mails import write_a_mail
from tests.projects.alerts.rows import make_alert, publish

pytestmark = pytest.mark.django_db


def ask(email="ada@example.org", query="", frequency="weekly", form="form", sender="net"):
    workflow.ask(email, wishes.read(query), frequency, form=form, sender=sender)


def test_asking_writes_one_mail_and_tells_nothing_until_it_is_confirmed():
    ask(query="status=current")
    alert, letter = Alert.objects.get(), Mail.objects.get()
    assert (alert.confirmed_at, alert.due_at) == (None, None)
    assert (letter.to, letter.alert, letter.purpose) == (alert.email, alert, "alert_confirm")
    assert f"/alerts/{alert.token}/" in letter.text
    workflow.confirm(alert)
    alert.refresh_from_db()
    assert alert.due_at == turns.next_turn("weekly", alert.confirmed_at)


def test_the_same_form_twice_is_one_mail_and_the_same_query_twice_is_one_alert():
    ask(query="status=current&offer=x&sort=name", form="one")
    ask(query="status=current", form="one")
    assert Mail.objects.count() == 1
    ask("ADA@example.org", query="sort=updated&status=current", form="two", frequency="daily")
    assert Mail.objects.count() == 2
    assert Alert.objects.get().frequency == "daily"
    ask(query="", form="three")
    assert Alert.objects.count() == 2


def test_values_in_another_order_are_the_same_query():
    make_uk()
    one, other = (
        wishes.read(f"area={a}&area={b}").query
        for a, b in (["wales", "london"], ["london", "wales"])
    )
    assert one == other == "area=london&area=wales"


def test_the_tables_hold_the_same_query_of_one_address_once():
    make_alert(email="ada@example.org")
    with pytest.raises(IntegrityError):
        make_alert(email="ADA@example.org")


def test_whoever_has_the_alert_already_gets_a_mail_that_says_so_and_it_stays_as_it_is():
    alert = make_alert(email="ada@example.org", frequency="weekly")
    ask(frequency="daily")
    assert Mail.objects.get().purpose == "alert_known"
    alert.refresh_from_db()
    assert alert.frequency == "weekly"


def test_the_mail_that_asks_carries_nothing_that_somebody_typed():
    make_uk()
    ask(query="q=buy+pills+at+https://evil.example&area=wales")
    letter = Mail.objects.get()
    assert "evil" not in letter.subject + letter.text + letter.html
    assert "Wales" in letter.text and "search words" in letter.text


def test_what_changes_between_asking_and_confirming_is_not_missed():
    ask()
    publish("Steps", make_staff())
    alert = Alert.objects.get()
    workflow.confirm(alert)
    assert Alert.objects.get().seen_revision < current_revision()


def test_an_address_gets_so_many_mails_in_a_day_and_nobody_is_told():
    for number in range(limits.MOST_MAILS + 2):
        ask(query=f"q={number}", form=f"form-{number}")
    assert Mail.objects.count() == Alert.objects.count() == limits.MOST_MAILS


def test_a_network_may_send_so_many_forms_whether_or_not_the_addresses_are_known(settings):
    settings.SUBMISSIONS_A_DAY_BY_SENDER = 2
    make_alert(email="known@example.org")
    ask("known@example.org", form="one")
    ask("new@example.org", form="two")
    with pytest.raises(TooMany, match="your network"):
        ask("other@example.org", form="three")
    ask("other@example.org", form="four", sender="another")


def test_everybody_together_may_send_so_many(settings):
    settings.SUBMISSIONS_A_DAY = 1
    ask()
    with pytest.raises(TooMany, match="More alerts"):
        ask("other@example.org", sender="another")


def test_how_often_and_the_list_can_be_changed():
    make_uk()
    alert = make_alert(frequency="weekly")
    workflow.change_frequency(alert, "daily")
    workflow.change_query(alert, wishes.read("area=wales"))
    alert.refresh_from_db()
    assert (alert.frequency, alert.query) == ("daily", "area=wales")
    assert alert.due_at == turns.next_turn("daily", timezone.now())


def test_changing_the_list_to_one_that_they_follow_already_is_refused():
    make_uk()
    make_alert("area=wales", "ada@example.org")
    alert = make_alert("", "ada@example.org")
    with pytest.raises(NotAllowed, match="another alert"):
        workflow.change_query(alert, wishes.read("area=wales"))


def test_stopping_leaves_nothing_of_the_address_and_coming_late_is_no_mistake():
    ask()
    other = make_alert("q=x", "ada@example.org")
    alert = Alert.objects.exclude(pk=other.pk).get()
    workflow.stop(alert)
    workflow.stop(alert)
    assert list(Alert.objects.all()) == [other]
    assert not Mail.objects.exists()
    for change in (workflow.confirm, lambda each: workflow.change_frequency(each, "daily")):
        with pytest.raises(NotAllowed):
            change(alert)


def test_what_was_never_confirmed_is_forgotten_with_its_mail():
    ask()
    kept = make_alert(email="kept@example.org")
    made = Alert.objects.exclude(pk=kept.pk).get().created
    assert workflow.forget_unconfirmed(made - timedelta(seconds=1)) == 0
    assert workflow.forget_unconfirmed(made) == 1
    assert list(Alert.objects.all()) == [kept]
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("tries", "is_stopped"),
    [
        ([1, 1, 1], True),
        ([0, 1, 2, 2], True),
        ([1, 1], False),
        ([1, 1, 1, 0], False),  # it has taken the last one
        ([1, 1, len(PAUSES) + 1], False),  # our own server was away
    ],
)
def test_a_mailbox_that_refuses_three_mails_running_is_left_alone(tries, is_stopped):
    alert = make_alert()
    for number, each in enumerate(tries):
        letter = write_a_mail(f"mail {number}", alert=alert)
        given_up_at = timezone.now() if each else None
        Mail.objects.filter(pk=letter.pk).update(
            purpose="alert", tries=each, given_up_at=given_up_at
        )
    assert workflow.forget_refused() == is_stopped
    assert Alert.objects.exists() != is_stopped


@pytest.mark.parametrize(
    ("frequency", "after", "turn"),
    [
        ("daily", (2026, 1, 6, 6, 59), (2026, 1, 6, 7)),
        ("daily", (2026, 1, 6, 7), (2026, 1, 7, 7)),
        ("weekly", (2026, 1, 6, 7), (2026, 1, 12, 7)),
        ("weekly", (2026, 1, 12, 6), (2026, 1, 12, 7)),
        ("weekly", (2026, 1, 12, 7), (2026, 1, 19, 7)),
        ("daily", (2026, 3, 28, 12), (2026, 3, 29, 6)),  # the clocks go forward that night
        ("daily", (2026, 10, 24, 12), (2026, 10, 25, 7)),  # and back
    ],
)
def test_its_turn_is_at_seven_in_london(frequency, after, turn):
    assert turns.next_turn(frequency, datetime(*after, tzinfo=UTC)) == datetime(*turn, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_twenty_who_ask_at_the_same_moment_are_one_alert_and_few_mails():
    make_project()
    outcomes = at_once([lambda n=n: ask(form=f"form-{n}") for n in range(8)])
    assert failures(outcomes) == []
    assert Alert.objects.count() == 1
    assert Mail.objects.count() == limits.MOST_MAILS


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_would_be_too_many(monkeypatch):
    """The negative control."""
    monkeypatch.setattr(limits, "one_at_a_time", lambda: None)
    outcomes = at_once([lambda n=n: ask(form=f"form-{n}") for n in range(8)])
    assert failures(outcomes) != [] or Mail.objects.count() > limits.MOST_MAILS
