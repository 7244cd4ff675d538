"""The digest: at eight on working days, once, when something waits, to those who decide."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from projects.models import DigestSent, Mail, Submission
from projects.submissions import digest
from tests.builders import make_member, make_project, make_staff, make_submission

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
FRIDAY = datetime(2026, 6, 19, 8, 0, tzinfo=LONDON)


@pytest.fixture
def ann():
    return make_staff(name="Ann", email="ann@example.org")


def digests():
    return Mail.objects.filter(purpose="digest").order_by("pk")


def wait_since(submission, moment):
    Submission.objects.filter(pk=submission.pk).update(waiting_since=moment)


def test_it_is_written_once_a_day(ann):
    make_submission()
    assert digest.write(FRIDAY) == 1
    assert digest.write(FRIDAY + timedelta(hours=1)) == 0
    assert digest.write(FRIDAY + timedelta(days=3)) == 1
    assert [mail.to for mail in digests()] == ["ann@example.org"] * 2
    assert list(DigestSent.objects.get(day=FRIDAY.date()).to.all()) == [ann]


def test_it_is_not_written_before_eight_or_at_weekends(ann):
    make_submission()
    assert digest.write(FRIDAY - timedelta(minutes=1)) == 0
    assert digest.write(FRIDAY + timedelta(days=1)) == 0
    assert digest.write(FRIDAY + timedelta(days=2)) == 0
    assert not DigestSent.objects.exists()


@pytest.mark.parametrize(("month", "hour_of_utc"), [(1, 8), (6, 7)])
def test_eight_is_eight_in_london_in_winter_and_in_summer(ann, month, hour_of_utc):
    make_submission()
    eight = datetime(2026, month, 15, hour_of_utc, 0, tzinfo=ZoneInfo("UTC"))
    assert digest.write(eight - timedelta(hours=1)) == 0
    assert digest.write(eight) == 1


def test_where_nothing_waits_nobody_is_written_to(ann):
    make_submission(state="unconfirmed")
    assert digest.write(FRIDAY) == 0
    make_submission()  # too late for this day: eight o'clock has passed
    assert digest.write(FRIDAY + timedelta(hours=2)) == 0
    assert not digests().exists()


def test_only_those_who_may_decide_get_it(ann):
    make_submission()
    permission = Permission.objects.get(codename="change_submission")
    decider = make_member(is_staff=True)
    not_staff, left = make_member(), make_member(is_staff=True, is_active=False)
    for member in (decider, not_staff, left):
        member.user_permissions.add(permission)
    make_member(is_staff=True)
    digest.write(FRIDAY)
    assert {mail.to for mail in digests()} == {ann.email, decider.email}


def test_it_says_how_many_wait_what_is_late_and_where_to_go(ann, settings):
    settings.SITE_URL = "https://map.example.org"
    late = make_submission(person="Zebedee")
    wait_since(late, FRIDAY - timedelta(days=9))
    fresh = make_submission("report", project=make_project("Ladders"), about=["closed"])
    wait_since(fresh, FRIDAY - timedelta(days=1))
    Mail.objects.update(tries=1)
    digest.write(FRIDAY)
    mail = digests().get()
    assert mail.subject == "2 waiting on the Better Work Map, 1 for too long"
    assert "2 submissions to decide, 1 of which says that something has closed" in mail.text
    assert f"- {late} ({late.reference}), 7 working days" in mail.text
    assert fresh.reference not in mail.text
    assert "4 mails that could not be sent" in mail.text
    assert "https://map.example.org/admin/projects/submission/today/" in mail.text
    assert "Zebedee" not in mail.text


def test_a_long_list_is_cut_and_the_rest_counted(ann, monkeypatch):
    monkeypatch.setattr(digest, "LONGEST_LIST", 2)
    for _ in range(5):
        wait_since(make_submission(), FRIDAY - timedelta(days=20))
    digest.write(FRIDAY)
    text = digests().get().text
    assert text.count("working days\n") == 2
    assert "and 3 more" in text


def test_an_account_without_a_real_address_does_not_keep_it_from_the_others(ann):
    make_staff(email="nobody at all")
    make_submission()
    assert digest.write(FRIDAY) == 1
    assert digests().get().to == ann.email


def test_a_missing_pin_alone_is_worth_a_mail(ann):
    submission = make_submission()
    Submission.objects.filter(pk=submission.pk).update(
        state="needs-information", geocoding="not-found"
    )
    assert digest.write(FRIDAY) == 1
    assert "1 address to put on the map by hand" in digests().get().text
    assert digests().get().subject == "Something to look after on the Better Work Map"


def test_the_hourly_job_writes_it(ann, monkeypatch):
    from projects import tasks

    make_submission()
    monkeypatch.setattr(timezone, "now", lambda: FRIDAY)
    tasks.write_digest(timestamp=0)
    assert digests().count() == 1
