"""What staff decide: who is a member then, and what they are told."""

import pytest
from allauth.account.models import EmailAddress

from members.mails import joining as notifications
from members.models import Application, Member, Profile
from members.workflow import applications
from projects.models import Approach, Mail
from projects.workflow import ChangedMeanwhile, NotAllowed
from tests.builders import make_member, make_organisation, make_staff, make_term
from tests.members.builders import make_application, make_network_member
from tests.members.joining.forms import latest_mail

pytestmark = pytest.mark.django_db


def approve(application, **more):
    return applications.approve(application, make_staff(name="Grace"), application.version, **more)


def test_accepting_makes_a_member_who_signs_in_by_code_only():
    application = make_application(
        name="Ada", email="Ada@Example.org", organisation_name="Bridge", kind="funder"
    )
    application.interests.add(make_term(Approach, "Coaching"))
    step = approve(application, message="Welcome to our next meeting.")
    member = Member.objects.get(email="ada@example.org")
    assert (member.name, member.has_usable_password(), member.is_staff) == ("Ada", False, False)
    address = EmailAddress.objects.get(user=member)
    assert (address.email, address.verified, address.primary) == (member.email, True, True)
    profile = member.profile
    assert (profile.organisation_name, profile.kind) == ("Bridge", "funder")
    assert [each.name for each in profile.interests.all()] == ["Coaching"]
    assert (profile.shows_name, profile.shows_email) == ("members", "nobody")
    application.refresh_from_db()
    assert (application.state, application.member) == ("approved", member)
    assert (step.from_state, step.to_state) == ("pending", "approved")
    mail = latest_mail()
    assert mail.to == "Ada@Example.org" and "/account/sign-in/" in mail.text
    assert "Welcome to our next meeting." in mail.text and "Welcome" in mail.html


def test_the_organisation_of_the_directory_replaces_what_was_typed():
    bridge = make_organisation("Bridge")
    approve(make_application(organisation_name="bridge ltd"), organisation=bridge)
    profile = Profile.objects.get()
    assert (profile.organisation, profile.organisation_name) == (bridge, "")


def test_staff_who_join_keep_their_account():
    staff = make_staff(name="Sam", email="sam@example.org")
    other = EmailAddress.objects.create(
        user=staff, email="sam@home.example", verified=True, primary=True
    )
    approve(make_application(name="S. Other", email="SAM@example.org"))
    staff.refresh_from_db()
    assert (
        staff.profile
        and staff.name == "Sam"
        and staff.is_staff
        and staff.check_password("password")
    )
    other.refresh_from_db()
    assert other.primary and EmailAddress.objects.get(email="sam@example.org").verified
    assert Member.objects.filter(email__iexact="sam@example.org").count() == 1


def test_a_member_cannot_be_accepted_again_nor_an_account_that_is_switched_off():
    make_network_member(email="mia@example.org")
    make_member(email="off@example.org", is_active=False)
    for email, words in [("MIA@example.org", "member already"), ("off@example.org", "switched")]:
        application = make_application(email=email)
        with pytest.raises(NotAllowed, match=words):
            approve(application)
        application.refresh_from_db()
        assert application.state == "pending"
    assert not Mail.objects.exists()


def test_an_address_that_a_member_proved_to_be_theirs_too_is_that_members():
    member = make_network_member(email="mia@example.org")
    EmailAddress.objects.create(user=member, email="mia@home.example", verified=True)
    with pytest.raises(NotAllowed):
        approve(make_application(email="mia@home.example"))


@pytest.mark.parametrize("decide", [applications.reject, applications.ask])
def test_a_no_and_a_question_need_words_that_their_reader_gets(decide):
    application, grace = make_application(name="Ada"), make_staff()
    with pytest.raises(NotAllowed):
        decide(application, grace, " \n", application.version)
    step = decide(application, grace, "Who are you?", application.version)
    assert (step.who, step.reason) == (grace, "Who are you?")
    mail = Mail.objects.get()
    assert "Who are you?" in mail.text and "Who are you?" in mail.html
    application.refresh_from_db()
    assert application.token in mail.text and application.decided_at
    assert not Profile.objects.exists()


def test_what_was_decided_or_changed_meanwhile_is_said():
    application, grace = make_application(), make_staff(name="Grace")
    with pytest.raises(ChangedMeanwhile):
        applications.reject(application, grace, "No.", application.version + 1)
    applications.reject(application, grace, "No.", application.version)
    with pytest.raises(NotAllowed, match="Grace got here first .*Not accepted"):
        approve(application)
    with pytest.raises(NotAllowed):
        approve(make_application("unconfirmed"))


def test_a_reminder_goes_only_to_who_still_has_something_to_confirm():
    silent = make_application("unconfirmed", email="silent@example.org")
    assert silent.token in notifications.remind(silent).text
    assert notifications.remind(silent) is None  # once
    done = make_application("unconfirmed", email="done@example.org")
    make_application(email="DONE@example.org")
    make_network_member(email="member@example.org")
    known = make_application("unconfirmed", email="member@example.org")
    assert [notifications.remind(each) for each in (done, known)] == [None, None]


def test_erasing_an_application_leaves_the_member():
    application = make_application(email="ada@example.org")
    approve(application)
    applications.erase(application)
    application.refresh_from_db()
    assert application.state == "approved" and application.member is None
    assert Profile.objects.get().member.email == "ada@example.org"
    assert Application.objects.count() == 1
