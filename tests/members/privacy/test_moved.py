"""What is kept under an address that was somebody's stays theirs when they have another one."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from members.accounts import addresses, tidying
from members.models import Application, Member, Refusal, Registration, Step
from members.privacy import moved
from members.privacy.erase import erase_member
from members.privacy.export import data_of
from members.privacy.finding import address_fields, name_of
from projects.models import Alert, Mail, Review
from tests.builders import make_project, make_staff
from tests.mails import write_a_mail
from tests.members.accounts.people import code_in_mail, latest_mail, sign_in_by_code
from tests.members.builders import (
    make_application,
    make_complaint,
    make_event,
    make_network_member,
    make_registration,
)
from tests.members.privacy.a_person import change_address
from tests.projects.alerts.rows import make_alert

pytestmark = pytest.mark.django_db
OLD, NEW = "ada@example.org", "countess@example.org"


@pytest.fixture
def ada():
    """A member who has shown that the address is theirs."""
    member = make_network_member("Ada Lovelace", email=OLD)
    addresses.agree(member)
    return member


def change_by_code(client):
    sign_in_by_code(client, OLD)
    client.post("/account/e-mail/", {"email": NEW})
    assert client.post("/account/e-mail/code/", {"code": code_in_mail(NEW)}).status_code == 302


def change_as_staff(to=NEW):
    client, page = Client(), f"/admin/members/member/{Member.objects.get(email=OLD).pk}/change/"
    client.force_login(make_staff())
    fields = {"email": to, "name": "Ada Lovelace", "is_active": "on"}
    assert client.post(page, fields).status_code == 302


def places_with(address):
    """Return every field of addresses that still holds it."""
    return {
        name_of(model, field)
        for model, field in address_fields()
        if model._base_manager.filter(**{f"{field.name}__iexact": address}).exists()
    }


@pytest.mark.parametrize("change", [change_by_code, lambda client: change_as_staff()])
def test_after_a_change_of_address_all_is_told_and_all_is_forgotten(ada, client, change):
    make_registration(make_event(), name="Ada", email=OLD, state="registered")
    Refusal.objects.create(email=OLD, writer="pest@example.org")
    write_a_mail("registered", to=OLD)
    change(client)
    member = Member.objects.get(pk=ada.pk)
    assert member.email == NEW
    tables = data_of(member)["tables"]
    assert tables["members.Registration"][0]["email"] == NEW
    assert tables["members.Refusal"][0]["email"] == NEW
    assert "projects.Mail" in tables
    assert OLD not in json.dumps(tables)
    erase_member(member)
    assert places_with(OLD) == places_with(NEW) == set()


def test_without_following_it_would_be_left(ada, client, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(moved, "follow", lambda member, former: None)
    make_registration(make_event(), name="Ada", email=OLD, state="registered")
    Refusal.objects.create(email=OLD, writer="pest@example.org")
    change_by_code(client)
    erase_member(Member.objects.get(pk=ada.pk))
    assert places_with(OLD) == {
        "members.Registration.email", "members.Refusal.email", "projects.Mail.to",
    }  # fmt: skip


def test_the_mail_that_tells_of_the_change_still_goes_to_the_old_address(ada, client):
    change_by_code(client)
    notice = latest_mail(OLD)
    assert "another e-mail address" in notice.text
    assert notice.sent_at is None
    tidying.tidy(timezone.now() + tidying.FORGET_MAIL_AFTER)
    assert not Mail.objects.exists()


def test_an_address_that_staff_have_only_mistyped_is_a_strangers(client):
    member = make_network_member(email=OLD)
    addresses.agree(member, is_proved=False)
    make_application("pending", name="Stranger", email=OLD)
    change_as_staff()
    assert Application.objects.get().email == OLD
    held = EmailAddress.objects.values_list("email", "verified", "primary")
    assert (NEW, False, True) in held
    sign_in_by_code(client, NEW)
    assert (NEW, True, True) in held.all()


def test_saving_an_account_unchanged_takes_nothing_of_what_was_shown(ada):
    change_as_staff(to=OLD)
    assert addresses.proved(ada) == [OLD]


def test_what_both_addresses_have_is_there_once(ada):
    event, other = make_event(), make_event("Another")
    kept = [
        make_registration(event, name="Ada", email=OLD, state="registered"),
        make_registration(other, name="Ada", email=NEW, state="registered"),
    ]
    make_registration(event, name="Ada", email=NEW, state="unconfirmed")
    make_registration(other, name="Ada", email=OLD, state="cancelled")
    for email in (OLD, NEW):
        Refusal.objects.create(email=email)
        Refusal.objects.create(email=email, writer="pest@example.org")
        Refusal.objects.create(email="shy@example.org", writer=email)
    follows = [make_alert("q=a", OLD), make_alert("q=b", NEW)]
    make_alert("q=a", NEW, is_confirmed=False)
    make_alert("q=b", OLD, is_confirmed=False)
    change_address(ada, NEW)
    alerts = Alert.objects.order_by("pk")
    assert [(row.pk, row.email) for row in alerts] == [(row.pk, NEW) for row in follows]
    rows = Registration.objects.order_by("pk")
    assert [(row.pk, row.email) for row in rows] == [(row.pk, NEW) for row in kept]
    assert set(Refusal.objects.values_list("email", "writer")) == {
        (NEW, ""), (NEW, "pest@example.org"), ("shy@example.org", NEW),
    }  # fmt: skip


def test_what_an_entry_shows_to_everybody_stays_the_entrys(ada):
    project = make_project(contact_email=OLD)
    Review.objects.create(organisation=project.lead_organisation, email=OLD)
    Step.objects.create(
        complaint=make_complaint(), from_state="x", to_state="y", reason=f"Ask {OLD}."
    )
    change_address(ada, NEW)
    project.refresh_from_db()
    assert (project.contact_email, Review.objects.get().email) == (OLD, OLD)
    assert Step.objects.get().reason == f"Ask {OLD}."
    project.contact_email = ""
    project.save()
    change_address(ada, OLD)
    change_address(ada, NEW)
    assert Step.objects.get().reason == "Ask …."


def test_what_came_to_an_address_after_it_had_gone_to_somebody_else_is_theirs(ada):
    ada.email = NEW
    ada.save()
    make_network_member("Byron", email=OLD)
    make_application("pending", name="Byron", email=OLD)
    addresses.agree(ada)
    assert Application.objects.get().email == OLD


def test_what_stays_exists_and_says_why():
    assert set(moved.STAYS) <= {name_of(*way) for way in address_fields()}
    assert all(moved.STAYS.values())
