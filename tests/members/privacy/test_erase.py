"""Nothing of an erased person is left anywhere, and what is public record stays."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client

from members.models import Complaint, Member
from members.privacy import erase
from projects.models import Decision, Project, Review, Submission
from projects.workflow import NotAllowed
from tests.builders import make_staff, make_submission
from tests.members.builders import (
    make_complaint,
    make_event,
    make_network_member,
    make_registration,
)
from tests.members.privacy.a_person import canaries_left, fill_everything, keys_left

pytestmark = pytest.mark.django_db
# Where the canary test has something to find before.
HELD = 30


def test_nothing_of_an_erased_person_is_left_in_any_table():
    person = fill_everything()
    assert len(canaries_left()) > HELD
    assert len(keys_left(person.pk)) > 20
    pk = person.pk
    erase.erase_member(person)
    assert canaries_left() == []
    assert keys_left(pk) == []


def test_each_step_is_needed(monkeypatch):
    person = fill_everything()
    for step in erase.STEPS:
        kept = tuple(each for each in erase.STEPS if each is not step)
        monkeypatch.setattr(erase, "STEPS", kept)
        with transaction.atomic():
            erase.erase_member(person)
            assert canaries_left() or keys_left(person.pk), step.__name__
            transaction.set_rollback(True)
        monkeypatch.undo()


def test_what_is_public_record_stays_without_them():
    person = fill_everything()
    before = {model: model.objects.count() for model in (Project, Submission, Decision, Complaint)}
    erase.erase_member(person)
    for model, count in before.items():
        assert model.objects.count() >= count
    assert not Review.objects.exclude(email="").exists()
    assert set(Submission.objects.values_list("name", "email", "submitter")) == {("", "", None)}
    assert Complaint.objects.filter(text="", state="answered", member=None).count() == 2
    assert LogEntry.objects.filter(object_repr="").exists()


def test_others_keep_everything():
    person, other = fill_everything(), make_network_member("Numb Ray", email="ray@example.org")
    make_registration(make_event(), other)
    make_complaint(member=other, email=other.email)
    mine = make_submission(email=other.email, person="Numb Ray")
    client = Client()
    client.force_login(other)
    erase.erase_member(person)
    other.refresh_from_db()
    mine.refresh_from_db()
    assert (other.registrations.count(), other.complaints.get().text) == (1, make_complaint().text)
    assert (mine.name, mine.email) == ("Numb Ray", "ray@example.org")
    assert Session.objects.filter(pk=client.session.session_key).exists()


def test_an_address_that_they_have_not_proved_theirs_erases_nothing():
    thief = make_network_member("Thief")
    EmailAddress.objects.create(user=thief, email="ada@example.org", verified=False)
    make_submission(email="ada@example.org", person="Ada")
    erase.erase_member(thief)
    assert Submission.objects.get().email == "ada@example.org"


def test_the_last_administrator_stays_and_the_last_but_one_goes():
    first = make_staff()
    with pytest.raises(NotAllowed):
        erase.erase_member(first)
    make_staff(is_active=False)
    with pytest.raises(NotAllowed):
        erase.erase_member(first)
    make_staff()
    erase.erase_member(first)
    assert not Member.objects.filter(pk=first.pk).exists()
    erase.erase_member(first)  # gone already


def test_a_name_of_one_word_does_not_tear_holes_into_sentences():
    person = make_network_member("Will")
    reason = "We will see what Will says."
    Decision.objects.create(
        submission=make_submission(), from_state="pending", to_state="rejected", reason=reason
    )
    erase.erase_member(person)
    assert Decision.objects.filter(reason=reason).exists()
