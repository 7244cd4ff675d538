"""An address that only looks like somebody's, or was theirs once, is not theirs."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from members import known
from members.accounts import addresses
from members.accounts.backend import PasswordBackend
from members.models import Member, Registration
from members.privacy.erase import erase_member
from members.privacy.finding import rows_about
from members.workflow import events
from projects.models import Mail, Submission
from projects.models.address import NOT_PLAIN, is_same
from projects.submissions.fields import Email
from tests.builders import make_member, make_staff
from tests.members.accounts.people import (
    CODE,
    PASSWORD,
    SIGN_IN,
    ask_for_code,
    code_in_mail,
    is_signed_in,
    latest_mail,
    sign_in_by_code,
)
from tests.members.builders import make_event

pytestmark = pytest.mark.django_db
SILVIA = "silvia.king@example.org"
# Each becomes SILVIA when its letters are made small, or capital, somewhere.
TWINS = [
    "sılvia.king@example.org",
    "ſilvia.king@example.org",
    "sİlvia.king@example.org",
    "silvia.\u212aing@example.org",
    "silvia.king@exampʟe.org",
]
FORGOTTEN = "/account/password/forgotten/"
PLAIN = "plain letters: a to z"


@pytest.fixture
def silvia():
    return make_member(email=SILVIA)


@pytest.mark.parametrize("typed", TWINS)
def test_letters_that_look_alike_sign_nobody_in_and_send_no_mail(client, silvia, typed):
    for page, name in ((SIGN_IN, "email"), (PASSWORD, "login"), (FORGOTTEN, "email")):
        answer = client.post(page, {name: typed, "password": "password"})
        assert answer.status_code == 422, page
        assert PLAIN in answer.content.decode()
        assert "This is no e-mail address" not in answer.content.decode()
    assert not Mail.objects.exists()
    client.force_login(make_member())
    assert client.post("/account/e-mail/", {"email": typed}).status_code == 422


@pytest.mark.parametrize("typed", TWINS)
def test_no_lookup_takes_one_address_for_another(silvia, typed):
    """Even where a form would let it through."""
    assert not is_same(silvia.email, typed)
    assert addresses.member_with(typed) is None
    assert known.member_with(typed) is None
    assert PasswordBackend()._authenticate_by_email(typed, "password") is None
    assert not Member.objects.filter(email__same_address=typed).exists()
    with pytest.raises(Member.DoesNotExist):
        Member.objects.get_by_natural_key(typed)
    Submission.objects.create(email=typed, payload={})
    assert not Submission.objects.by_the_same_person(SILVIA).exists()
    assert Submission not in rows_about(silvia)
    erase_member(silvia)
    assert Submission.objects.get().email == typed


def test_whatever_the_case_an_address_is_the_same(silvia):
    typed = "SILVIA.King@Example.ORG"
    assert is_same(silvia.email, typed)
    assert addresses.member_with(typed) == known.member_with(typed) == silvia
    assert PasswordBackend()._authenticate_by_email(typed, "password") == silvia
    assert Member.objects.get_by_natural_key(typed) == silvia
    Submission.objects.create(email=typed, payload={})
    assert Submission.objects.by_the_same_person(SILVIA).exists()
    assert Submission in rows_about(silvia)


def test_a_guest_with_a_twin_of_a_members_address_is_not_that_member(silvia):
    event = make_event(is_open=True)
    theirs = events.register(event, silvia)
    row = events.register_guest(event, "Guest", TWINS[0], "network")
    assert row != theirs
    assert events.confirm(Registration.objects.get(pk=row.pk)).member is None


def test_mail_about_an_account_goes_to_the_address_of_the_account():
    make_member(email="Ada@example.org")
    for page in (SIGN_IN, FORGOTTEN):
        Client().post(page, {"email": "aDA@example.org"})
        assert latest_mail().to == "Ada@example.org"


def test_nobody_gives_an_account_an_address_that_is_not_plain(silvia):
    client = Client()
    client.force_login(make_staff())
    typed = {"email": TWINS[0], "name": "X", "usable_password": "false"}
    for page in (
        reverse("admin:members_member_change", args=[silvia.pk]),
        reverse("admin:members_member_add"),
    ):
        answer = client.post(page, typed)
        assert PLAIN in answer.content.decode(), page
    assert Member.objects.count() == 2
    with pytest.raises(ValidationError, match="plain letters"):
        Member.objects.create_user(TWINS[0])
    with pytest.raises(CommandError, match="plain letters"):
        call_command("createsuperuser", email="ann@examplé.org", interactive=False)


def give_other_address(member, email="new@example.org"):
    """As staff do it."""
    client = Client()
    client.force_login(make_staff())
    data = {"email": email, "name": member.name, "is_active": "on"}
    answer = client.post(reverse("admin:members_member_change", args=[member.pk]), data)
    assert answer.status_code == 302
    return client


def test_a_code_that_went_to_an_address_which_staff_have_replaced_is_worth_nothing(client, silvia):
    ask_for_code(client, SILVIA)
    code = code_in_mail(SILVIA)
    give_other_address(silvia)
    client.post(CODE, {"code": code})
    assert not is_signed_in(client)
    silvia.refresh_from_db()
    assert silvia.email == "new@example.org"
    sign_in_by_code(client, "new@example.org")
    assert is_signed_in(client)


def test_it_is_worth_nothing_either_where_the_session_was_left(client, silvia):
    """Whoever replaced it, and whatever happened to the session that asked for the code."""
    ask_for_code(client, SILVIA)
    code = code_in_mail(SILVIA)
    Member.objects.filter(pk=silvia.pk).update(email="new@example.org")
    answer = client.post(CODE, {"code": code})
    assert answer.status_code == 422
    assert "This is not the code" in answer.content.decode()
    Member.objects.filter(pk=silvia.pk).update(email=SILVIA)
    client.post(CODE, {"code": code})
    assert is_signed_in(client)


def test_an_address_that_staff_replace_ends_the_sessions_of_its_owner_only(client, silvia):
    other = Client()
    sign_in_by_code(client, SILVIA)
    other.force_login(make_member())
    staff = give_other_address(silvia)
    assert not is_signed_in(client)
    assert is_signed_in(other)
    assert staff.get("/admin/").status_code == 200


def test_sessions_stay_where_staff_change_something_else(client, silvia):
    sign_in_by_code(client, SILVIA)
    give_other_address(silvia, email=SILVIA)
    assert is_signed_in(client)


def test_staff_who_replace_their_own_address_stay_signed_in():
    ann = make_staff(email="ann@example.org")
    here, there = Client(), Client()
    here.force_login(ann)
    there.force_login(ann)
    data = {"email": "new@example.org", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    page = reverse("admin:members_member_change", args=[ann.pk])
    assert here.post(page, data).status_code == 302
    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_a_link_to_set_a_password_dies_with_the_address(client, silvia):
    client.post(FORGOTTEN, {"email": SILVIA})
    link = re.search(r"(/account/password/forgotten/\S+)", latest_mail(SILVIA).text)[1]
    give_other_address(silvia)
    assert client.get(link, follow=True).status_code == 410


@pytest.mark.parametrize("typed", [*TWINS, "josé@example.org"])
def test_no_form_takes_an_address_that_is_not_plain(typed):
    """Of joining, events, questions, complaints and the map: they all have this field."""
    with pytest.raises(ValidationError) as refused:
        Email().clean(typed)
    assert [str(each) for each in refused.value.messages] == [str(NOT_PLAIN)]
    assert Email().clean(f" {SILVIA} ") == SILVIA


def test_a_guest_who_types_one_is_told_so_beside_the_box(client):
    make_event(slug="open", is_open=True)
    typed = {"name": "Mike", "your_email": "mİke.king@example.org"}
    answer = client.post("/events/open/register/", typed)
    assert answer.status_code == 422
    assert PLAIN in answer.content.decode()
    assert not Registration.objects.exists()
