"""Members of whom nothing was seen for two years are asked, and erased when nothing comes."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from members.models import Member, Profile
from members.privacy import durations, retention, silence
from members.views.private import _note_the_day
from projects.models import Mail
from tests.members.builders import make_network_member

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def long_silent(**fields):
    """A member of whom the last that was seen is just over two years ago."""
    since = timezone.now() - durations.SILENCE - DAY
    member = make_network_member(joined_at=since, **fields)
    Member.objects.filter(pk=member.pk).update(last_login=since)
    return member


def asked():
    return sorted(Mail.objects.filter(purpose="silence").values_list("to", flat=True))


def link_to(member):
    mail = Mail.objects.get(to=member.email)
    return next(line for line in mail.text.splitlines() if "/account/stay/" in line).partition(
        "127.0.0.1:8000"
    )[2]


def test_only_those_who_have_been_silent_for_two_years_are_asked_and_once():
    silent = long_silent()
    never_here = long_silent()
    Member.objects.filter(pk=never_here.pk).update(last_login=None)
    seen = timezone.localdate() - timedelta(days=700)
    long_silent(seen_on=seen)
    make_network_member()
    signed_in = long_silent()
    Member.objects.filter(pk=signed_in.pk).update(last_login=timezone.now() - timedelta(days=729))
    staff = long_silent()
    Member.objects.filter(pk=staff.pk).update(is_staff=True)
    retention.forget()
    assert asked() == sorted([silent.email, never_here.email])
    retention.forget()
    assert len(asked()) == 2


def test_no_answer_for_sixty_days_and_they_are_erased():
    member = long_silent()
    retention.forget()
    with time_machine.travel(timezone.now() + durations.ANSWER_TO_SILENCE - DAY):
        assert retention.forget()["erase_the_silent"] == 0
    with time_machine.travel(timezone.now() + durations.ANSWER_TO_SILENCE + DAY):
        assert retention.forget()["erase_the_silent"] == 1
    assert not Member.objects.filter(pk=member.pk).exists()


def test_the_button_keeps_them_and_opening_the_page_does_not(client):
    member = long_silent()
    retention.forget()
    address = link_to(member)
    page = client.get(address)
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store, private"
    assert Profile.objects.get().asked_at
    assert "Good: you stay" in client.post(address).content.decode()
    assert Profile.objects.get().asked_at is None
    with time_machine.travel(timezone.now() + timedelta(days=100)):
        assert retention.forget()["erase_the_silent"] == 0
    # Used once, and nothing that was made up, opens anything.
    for other in (address, "/account/stay/1-2~x/", "/account/stay/x/", "/account/stay/%00/"):
        assert client.get(other).status_code in (400, 404)


def test_a_mark_is_good_for_one_member_and_one_question():
    one, other = (long_silent().profile for _ in range(2))
    for profile in (one, other):
        profile.asked_at = timezone.now()
        profile.save()
    mark = silence.mark_of(one)
    assert silence.profile_of(mark) == one
    assert silence.profile_of(mark.replace(f"{one.pk}-", f"{other.pk}-", 1)) is None
    one.asked_at += timedelta(days=900)
    one.save()
    assert silence.profile_of(mark) is None


def test_being_here_keeps_them():
    member = long_silent()
    retention.forget()
    client = Client()
    client.force_login(member)  # as signing in, notes the moment
    assert retention.forget()["keep_those_who_came_back"] == 1
    with time_machine.travel(timezone.now() + timedelta(days=100)):
        assert retention.forget()["erase_the_silent"] == 0


def test_a_day_here_is_noted_once(django_assert_num_queries):
    profile = make_network_member().profile
    with django_assert_num_queries(1):
        _note_the_day(profile)
        _note_the_day(profile)
    profile.refresh_from_db()
    assert profile.seen_on == timezone.localdate()
