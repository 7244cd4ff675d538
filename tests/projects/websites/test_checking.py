"""Which addresses are looked at and when, and from when one counts as broken."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from projects import tasks
from projects.models import Project, Turn, WebsiteCheck
from projects.websites import checking, looking, turns
from projects.websites.checking import broken, check_some, due, list_addresses, note
from projects.websites.outcomes import Outcome, Verdict
from tests.builders import make_organisation, make_project
from tests.projects.websites.servers import fetcher_of, page

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FAILS = Verdict(Outcome.FAILS, "the server answers 404 (not found)")
ANSWERS = Verdict(Outcome.ANSWERS)
CANNOT_TELL = Verdict(Outcome.CANNOT_TELL, "its robots.txt asks us to stay away")


@pytest.fixture
def without_turns(monkeypatch):
    """Let hosts be asked as fast as it goes."""
    monkeypatch.setattr(checking, "take_turn", lambda host: 0)


def listed():
    return set(WebsiteCheck.objects.values_list("address", flat=True))


def check(address="https://site.test/", **fields):
    return WebsiteCheck.objects.create(address=address, **fields)


def test_what_published_running_entries_lead_to_is_listed_and_what_they_left_is_not():
    lead = make_organisation(website="https://lead.test/")
    check("https://nobody.test/")
    kept = check("https://own.test/", failures=1, checked_at=timezone.now())
    make_project(
        website="https://own.test/",
        contact_page="https://own.test/contact",
        lead_organisation=lead,
        partners=[make_organisation(website="https://partner.test/")],
    )
    make_project(website="https://own.test/", status="unknown")
    make_project(website="https://draft.test/", state="draft")
    make_project(website="https://withdrawn.test/", state="withdrawn")
    make_project(website="https://past.test/", status="past")
    list_addresses()
    assert listed() == {"https://own.test/", "https://own.test/contact", "https://lead.test/"}
    kept.refresh_from_db()
    assert kept.failures == 1
    Project.objects.all().delete()
    list_addresses()
    assert listed() == set()


def test_an_address_is_due_at_first_each_week_and_two_days_after_it_failed():
    now = timezone.now()
    check("https://new.test/")
    check("https://week.test/", checked_at=now - 7 * DAY)
    check("https://lately.test/", checked_at=now - 6 * DAY)
    check("https://failed.test/", checked_at=now - 2 * DAY, failures=1)
    check("https://failed-now.test/", checked_at=now - 1 * DAY, failures=1)
    check("https://broken.test/", checked_at=now - 6 * DAY, failures=2)
    found = [each.address for each in due(now)]
    assert found == ["https://new.test/", "https://week.test/", "https://failed.test/"]


def test_two_failures_two_days_apart_make_it_broken_and_one_answer_mends_it():
    each, now = check(), timezone.now()
    note(each, FAILS, now)
    assert not broken().exists()
    note(each, FAILS, now + DAY)  # too soon to count
    assert not broken().exists()
    note(each, FAILS, now + 3 * DAY)
    found = broken().get()
    assert (found.failures, found.failing_since, found.problem) == (2, now, FAILS.problem)
    assert found.known_on == timezone.localdate(now + 2 * DAY)
    note(each, FAILS, now + 10 * DAY)
    assert broken().get().failing_since == now
    note(each, ANSWERS, now + 17 * DAY)
    assert not broken().exists()
    each.refresh_from_db()
    assert (each.failures, each.failing_since, each.problem) == (0, None, "")


def test_what_we_may_not_look_at_is_not_broken():
    each, now = check(), timezone.now()
    note(each, FAILS, now)
    note(each, CANNOT_TELL, now + 3 * DAY)
    assert (each.failures, each.problem) == (0, CANNOT_TELL.problem)


def test_what_took_too_long_to_find_out_stays_as_it_was_and_waits_its_time():
    each, now = check(failures=1, failing_since=timezone.now() - 3 * DAY), timezone.now()
    note(each, None, now)
    assert (each.failures, each.checked_at) == (1, now)


def test_a_batch_is_looked_at_and_noted(serve, without_turns):
    server = serve({"/good": page(200)})
    good, bad = check(server.address("/good")), check(server.address("/bad"))
    assert check_some(fetcher_of(server)) == 2
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.failures, bad.failures) == (0, 1)
    assert good.checked_at and bad.checked_at
    assert check_some(fetcher_of(server)) == 0
    assert server.asked.count("GET /robots.txt") == 1


def test_a_batch_is_small(serve, without_turns, monkeypatch):
    paths = [f"/{number}" for number in range(5)]
    server = serve(dict.fromkeys(paths, page(200)))
    for path in paths:
        check(server.address(path))
    monkeypatch.setattr(checking, "AT_ONCE", 3)
    assert [check_some(fetcher_of(server)) for _ in range(3)] == [3, 2, 0]


def test_where_nothing_answers_our_own_network_is_taken_to_be_down(serve, without_turns):
    server, now = serve({}), timezone.now()
    for path in ("/a", "/b"):
        check(server.address(path))
    check("http://site.test:22/")  # refused without asking: no sign of a network
    assert check_some(fetcher_of(server), now) == 0
    assert not WebsiteCheck.objects.exclude(failures=0).exists()
    asked = len(server.asked)
    assert check_some(fetcher_of(server), now + timedelta(minutes=50)) == 0
    assert len(server.asked) == asked  # left alone for an hour
    server.answers["/b"] = page(200)
    assert check_some(fetcher_of(server), now + timedelta(minutes=61)) == 3
    assert WebsiteCheck.objects.get(failures=1).address.endswith("/a")


def test_failures_are_believed_where_one_that_answered_last_week_still_does(serve, without_turns):
    server, now = serve({"/good": page(200)}), timezone.now()
    check(server.address("/good"), checked_at=now - DAY)
    bad = check(server.address("/bad"))
    assert check_some(fetcher_of(server), now) == 1
    bad.refresh_from_db()
    assert bad.failures == 1


def test_pages_of_one_host_are_asked_one_after_the_other_with_a_pause(serve, monkeypatch):
    monkeypatch.setattr(turns, "SECONDS_BETWEEN", 0.15)
    moments = []

    def answer(connection):
        moments.append(time.monotonic())
        connection.sendall(page(200))

    server = serve({"/robots.txt": answer, "/a": answer, "/b": answer})
    check(server.address("/a"))
    check(server.address("/b"))
    assert check_some(fetcher_of(server)) == 2
    assert len(moments) == 3
    assert Turn.objects.filter(name="host site.test").exists()
    pauses = [later - earlier for earlier, later in zip(moments, moments[1:], strict=False)]
    assert min(pauses) >= 0.12


def test_no_batch_takes_longer_than_the_worker_can_spare():
    """Mail waits meanwhile."""
    assert checking.SECONDS + looking.SECONDS + checking.SECONDS_TO_MAKE_SURE <= 60


def test_the_jobs_work_only_where_the_site_has_an_address_of_its_own(settings, monkeypatch):
    done = []
    monkeypatch.setattr(checking, "check_some", lambda: done.append("looked"))
    monkeypatch.setattr(checking, "list_addresses", lambda: done.append("listed"))
    for switch in (False, True):
        settings.WEBSITE_CHECKS = switch
        tasks.list_websites(timestamp=0)
        tasks.check_websites(timestamp=0)
    assert done == ["listed", "looked"]
