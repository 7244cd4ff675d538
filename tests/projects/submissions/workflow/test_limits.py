"""How much one person, one network and everybody may send in a day."""

import pytest
from django.test import override_settings

from projects.models import Mail, Submission
from projects.submissions import workflow
from projects.submissions.workflow import Person, TooMany
from tests.builders import make_member, make_project, make_values

pytestmark = pytest.mark.django_db


def send(form_token="one", email="ada@example.org", kind="new", values=None, **more):
    values = values or make_values(name="Ladder")
    return workflow.receive(
        kind, values, person=Person("Ada", email), form_token=form_token, **more
    )


@override_settings(SUBMISSIONS_A_DAY_BY_EMAIL=2)
def test_one_address_may_send_so_many_a_day():
    send("1")
    send("2", email="ADA@example.org")
    with pytest.raises(TooMany):
        send("3")
    send("4", email="grace@example.org")
    send("1")  # what is here already is no new one


@override_settings(SUBMISSIONS_A_DAY_BY_SENDER=2)
def test_one_network_may_send_so_many_a_day():
    send("1", email="a@example.org", sender="x")
    send("2", email="b@example.org", sender="x")
    with pytest.raises(TooMany):
        send("3", email="c@example.org", sender="x")
    send("4", email="c@example.org", sender="y")


@override_settings(SUBMISSIONS_A_DAY=2)
def test_everybody_may_send_so_many_a_day_and_yesterday_does_not_count():
    send("1", email="a@example.org")
    send("2", email="b@example.org")
    with pytest.raises(TooMany):
        send("3", email="c@example.org")
    Submission.objects.update(created="2020-01-01T00:00Z")
    send("3", email="c@example.org")


def test_one_form_cannot_write_to_more_and_more_addresses():
    send(email="a@example.org")
    for address in ("b@example.org", "a@example.org", "b@example.org"):
        send(email=address)
    with pytest.raises(TooMany):
        send(email="a@example.org")
    assert Mail.objects.count() == 4


def test_a_stranger_cannot_fill_somebodys_mailbox():
    for number in range(5):
        send(str(number))
    with pytest.raises(TooMany, match="confirmed"):
        send("more")
    workflow.confirm(Submission.objects.first())
    send("more")


@override_settings(SUBMISSIONS_A_DAY=2)
def test_a_flood_of_strangers_does_not_shut_members_and_the_confirmed_out():
    for number in range(2):
        send(str(number), email=f"{number}@example.org")
    with pytest.raises(TooMany):
        send("2", email="c@example.org")
    member = Person(member=make_member())
    workflow.receive("new", make_values(), person=member, form_token="3")
    workflow.confirm(Submission.objects.filter(state="unconfirmed").first())
    send("2", email="c@example.org")


def test_one_submission_cannot_be_changed_without_end():
    with pytest.raises(TooMany):
        for number in range(60):
            send(values=make_values(name="Ladder", summary=f"{number}"))
    assert Submission.history.count() == 0


def test_erasing_does_not_free_the_limit_of_the_network(settings):
    settings.SUBMISSIONS_A_DAY_BY_SENDER = 2
    for number in range(2):
        workflow.erase(send(str(number), f"{number}@example.org", sender="x").submission)
    with pytest.raises(TooMany):
        send("2", "c@example.org", sender="x")


def test_reports_without_an_address_are_few_in_a_day():
    project = make_project()
    for number in range(10):
        report = {"about": ["closed"], "message": str(number)}
        send(f"r{number}", "", "report", report, project=project, sender="x")
    with pytest.raises(TooMany, match="Give"):
        send("r10", "", "report", {"about": ["closed"]}, project=project, sender="x")
    send("r11", "ada@example.org", "report", {"about": ["closed"]}, project=project, sender="x")
