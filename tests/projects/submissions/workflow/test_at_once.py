"""The same thing sent or decided several times at the same moment (reliability C1 and C3)."""

import pytest
from django.test import override_settings

from projects.models import Decision, Mail, Organisation, Project, Submission
from projects.submissions import limits, workflow
from projects.submissions.workflow import NotAllowed, Person, TooMany, deciding
from projects.workflow import NotAllowed as EntryNotAllowed
from tests.at_once import at_once, failures
from tests.builders import make_staff, make_submission, make_values

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 12


def send(values, form_token, email="ada@example.org"):
    return workflow.receive(
        "new", values, person=Person("Ada", email), form_token=form_token, sender="home"
    )


def test_one_form_sent_twenty_times_at_once_is_one_submission_and_one_mail():
    values = make_values()
    outcomes = at_once([lambda: send(values, "one")] * 20)
    assert failures(outcomes) == []
    assert sum(outcome.is_new for outcome in outcomes) == 1
    assert len({outcome.submission.pk for outcome in outcomes}) == 1
    assert (Submission.objects.count(), Mail.objects.count()) == (1, 1)


@override_settings(SUBMISSIONS_A_DAY_BY_EMAIL=100, SUBMISSIONS_A_DAY_BY_SENDER=100)
def test_without_one_token_for_the_form_they_would_be_twenty():
    """The negative control."""
    values = make_values()
    sends = [lambda n=n: send(values, f"form {n}", f"{n}@example.org") for n in range(20)]
    at_once(sends)
    assert Submission.objects.count() == 20


def flood():
    values = make_values()
    sends = [lambda n=n: send(values, f"form {n}", f"person{n}@example.org") for n in range(12)]
    return at_once(sends)


@override_settings(SUBMISSIONS_A_DAY_BY_SENDER=4)
def test_a_limit_holds_for_those_that_come_at_once():
    refused = failures(flood())
    assert Submission.objects.count() == 4
    assert [type(error) for error in refused] == [TooMany] * 8


@override_settings(SUBMISSIONS_A_DAY_BY_SENDER=4)
def test_without_the_lock_the_limit_would_not_hold(monkeypatch):
    """The negative control."""
    monkeypatch.setattr(limits, "one_at_a_time", lambda: None)
    flood()
    assert Submission.objects.count() > 4


def decide_at_once(who):
    """Two colleagues decide one submission at once; return how it ended."""
    submission = make_submission()
    version, payload = submission.version, submission.payload
    outcomes = at_once(
        [
            lambda: workflow.approve(submission, who, payload, version),
            lambda: workflow.approve(submission, who, payload, version),
            lambda: workflow.reject(submission, who, "No.", version),
        ]
    )
    decisions = Decision.objects.filter(submission=submission, who=who)
    mails = Mail.objects.filter(decision__in=decisions)
    entries = Project.objects.filter(name=payload["name"])
    return outcomes, decisions.count(), mails.count(), entries.count()


def test_of_two_decisions_at_once_one_wins_and_the_other_is_told():
    ada = make_staff(name="Ada")
    for _ in range(ROUNDS):
        outcomes, decisions, mails, entries = decide_at_once(ada)
        refused = failures(outcomes)
        assert [type(error) for error in refused] == [NotAllowed] * 2, refused
        assert all("Ada got here first" in str(error) for error in refused)
        assert (decisions, mails) == (1, 1)
        assert entries == (
            0 if isinstance(outcomes[0], Exception) and isinstance(outcomes[1], Exception) else 1
        )


def test_without_the_lock_both_would_win(monkeypatch):
    """The negative control."""
    monkeypatch.setattr(
        deciding, "locked", lambda submission: Submission.objects.get(pk=submission.pk)
    )
    ada = make_staff()
    assert any(decide_at_once(ada)[1] > 1 for _ in range(ROUNDS))


def test_accepting_and_sending_again_at_once_accepts_only_what_was_seen():
    ada = make_staff()
    for _ in range(ROUNDS):
        submission = make_submission(summary="Seen.")
        version, payload = submission.version, submission.payload
        changed = payload | {"summary": "Not seen."}
        outcomes = at_once(
            [
                lambda s=submission, p=payload, v=version: workflow.approve(s, ada, p, v),
                lambda s=submission, c=changed, v=version: workflow.resend(s, c, "", v),
            ]
        )
        refused = failures(outcomes)
        assert len(refused) == 1 and isinstance(refused[0], EntryNotAllowed)
        if isinstance(outcomes[0], Exception):
            assert not Project.objects.filter(name=payload["name"]).exists()
        else:
            assert Project.objects.get(name=payload["name"]).summary == "Seen."
            submission.refresh_from_db()
            assert submission.payload["summary"] == "Seen."


def test_two_who_accept_the_same_new_organisation_at_once_both_succeed():
    ada = make_staff()
    for _ in range(4):
        name = f"Bridge {_}"
        both = [make_submission(name="Ladder", organisation=name) for _ in range(2)]
        outcomes = at_once(
            [lambda s=s: workflow.approve(s, ada, s.payload, s.version) for s in both]
        )
        assert failures(outcomes) == []
        assert Organisation.objects.filter(name=name).count() == 1
