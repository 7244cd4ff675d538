"""The same form, or the same decision, several times at the same moment."""

import pytest

from members.limits import joining as limits
from members.models import Application, Profile
from members.workflow import applications
from members.workflow.applications import deciding
from projects.models import Mail
from projects.submissions.limits import TooMany
from projects.workflow import NotAllowed
from tests.at_once import at_once, failures
from tests.builders import make_staff
from tests.members.builders import make_application
from tests.members.joining.forms import values

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


def send(number, email="ada@example.org"):
    return applications.receive(
        values(email=email, interests=[]), form_token=f"form {number}", sender="home"
    )


def test_one_form_sent_ten_times_at_once_is_one_application_and_one_mail():
    outcomes = at_once([lambda: send(1)] * 10)
    assert failures(outcomes) == []
    assert (Application.objects.count(), Mail.objects.count()) == (1, 1)


def flood():
    return at_once([lambda n=n: send(n, f"{n}@example.org") for n in range(10)])


def test_a_limit_holds_for_those_that_come_at_once(settings):
    settings.SUBMISSIONS_A_DAY_BY_SENDER = 4
    refused = failures(flood())
    assert Application.objects.count() == 4
    assert [type(error) for error in refused] == [TooMany] * 6


def test_without_the_lock_the_limit_would_not_hold(settings, monkeypatch):
    """The negative control."""
    settings.SUBMISSIONS_A_DAY_BY_SENDER = 4
    monkeypatch.setattr(limits, "one_at_a_time", lambda: None)
    flood()
    assert Application.objects.count() > 4


def decide_at_once():
    """Two colleagues decide one application at once; return what each of them got."""
    grace, application = make_staff(name="Grace"), make_application()
    version = application.version
    return application, at_once(
        [
            lambda: applications.approve(application, grace, version),
            lambda: applications.reject(application, grace, "No.", version),
        ]
    )


def test_of_two_decisions_at_once_one_wins_and_the_other_is_told():
    for _ in range(ROUNDS):
        application, outcomes = decide_at_once()
        assert [type(error) for error in failures(outcomes)] == [NotAllowed]
        assert application.steps.count() == 1
    assert Mail.objects.count() == ROUNDS
    assert Profile.objects.count() == Application.objects.filter(state="approved").count()


def test_without_the_lock_both_would_win(monkeypatch):
    """The negative control."""

    def unlocked(application):
        return Application.objects.get(pk=application.pk)

    monkeypatch.setattr(deciding, "locked", unlocked)
    assert any(decide_at_once()[0].steps.count() > 1 for _ in range(3 * ROUNDS))


def test_two_applications_of_one_address_accepted_at_once_make_one_member():
    grace = make_staff()
    both = [make_application(email=email) for email in ("ada@example.org", "ADA@example.org")]
    outcomes = at_once([lambda a=a: applications.approve(a, grace, a.version) for a in both])
    assert [type(error) for error in failures(outcomes)] == [NotAllowed]
    assert Profile.objects.count() == 1


def test_two_of_one_address_confirmed_at_once_are_one_that_waits():
    both = [make_application("unconfirmed", email="ada@example.org") for _ in range(2)]
    outcomes = at_once([lambda a=a: applications.confirm(a) for a in both])
    assert [type(error) for error in failures(outcomes)] == [NotAllowed]
    assert Application.objects.filter(state="pending").count() == 1
