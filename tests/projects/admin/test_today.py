"""Today: what waits, in which order, and what stands beneath it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.admin.today import waited_in_words
from projects.models import Mail, Submission
from projects.submissions import workflow
from tests.builders import make_member, make_project, make_staff, make_submission
from tests.projects.admin.decisions import TODAY, as_shown, decide_page

pytestmark = pytest.mark.django_db


def since(submission, days):
    """Let a submission have waited for so many days."""
    moment = timezone.now() - timedelta(days=days)
    Submission.objects.filter(pk=submission.pk).update(waiting_since=moment, created=moment)
    return submission


def shown(answer):
    return [item.submission.pk for group in answer.context["groups"] for item in group.items]


def test_everything_about_one_entry_stands_together_closures_first_then_the_oldest(desk):
    one, other = make_project("One"), make_project("Other")
    newest = since(make_submission("change", project=other, contact_phone="2"), 1)
    oldest = since(make_submission(), 9)
    closure = since(make_submission("report", project=one, about=["closed"]), 0)
    change = since(make_submission("change", project=one, contact_phone="2"), 2)
    answer = desk.get(TODAY)
    assert shown(answer) == [each.pk for each in (closure, change, oldest, newest)]
    assert [group.project for group in answer.context["groups"]] == [one, None, other]


def test_what_has_waited_too_long_is_marked_in_words(desk):
    since(make_submission(), 20)
    since(make_submission(), 0)
    page = desk.get(TODAY).content.decode()
    assert page.count("Late:") == 1
    assert "waited for more than five working days" in page
    front = desk.get("/admin/").content.decode()
    assert "to decide (1 older than five working days)" in front
    assert f'href="{TODAY}"><strong>2</strong>' in front


def test_each_says_what_it_wants_and_leads_to_its_page(desk):
    project = make_project("Ladder")
    change = make_submission("change", project=project, contact_phone="2", website="https://x.org/")
    report = make_submission(
        "report", project=project, about=["number-dead"], message="It rings for ever."
    )
    new = make_submission(name="New scheme", summary="Training for carers.")
    page = desk.get(TODAY).content.decode()
    for words in ("Telephone, Website", "It rings for ever.", "New scheme", "Training for carers."):
        assert words in page
    for submission in (change, report, new):
        assert f'href="{decide_page(submission)}"' in page


def test_what_nobody_has_confirmed_is_not_shown(desk):
    make_submission(state="unconfirmed", name="Canary")
    answer = desk.get(TODAY)
    assert b"Canary" not in answer.content
    assert b"Nothing waits to be decided." in answer.content


def test_beneath_stand_answers_places_mail_and_entries(desk, staff):
    asked = make_submission(name="Asked about")
    workflow.ask(asked, staff, "Where?", asked.version)
    unplaced = make_submission(name="Nowhere", address="1 Lost Lane")
    Submission.objects.filter(pk=unplaced.pk).update(
        geocoding="not-found", geocoding_reason="No such lane."
    )
    Mail.objects.filter(submission=unplaced).update(
        given_up_at=timezone.now(), problem="Mailbox unknown", subject="Stuck subject"
    )
    make_project()
    page = desk.get(TODAY).content.decode()
    for words in ("Asked about", "Nowhere", "No such lane.", "Stuck subject", "Mailbox unknown"):
        assert words in page
    assert "Entries to check next: 1" in page


def test_mail_that_only_waits_a_little_or_has_left_is_not_shown(desk):
    make_submission()
    assert Mail.objects.exists()
    Mail.objects.update(tries=2)
    assert b"Mail that does not leave" not in desk.get(TODAY).content
    Mail.objects.update(tries=4)
    assert b"Mail that does not leave" in desk.get(TODAY).content
    Mail.objects.update(sent_at=timezone.now())
    assert b"Mail that does not leave" not in desk.get(TODAY).content


def test_the_number_of_queries_does_not_grow_with_what_waits(desk):
    def fill():
        project = make_project()
        make_submission("change", project=project, contact_phone="2")
        make_submission("report", project=project, about=["closed"])
        make_submission(offers=["x"])

    fill()
    desk.get(TODAY)
    with CaptureQueriesContext(connection) as few:
        desk.get(TODAY)
    for _ in range(4):
        fill()
    with CaptureQueriesContext(connection) as many:
        desk.get(TODAY)
    assert len(many) == len(few) < 25


def test_fourteen_mixed_submissions_are_cleared_by_going_from_one_to_the_next(desk):
    for _ in range(4):
        make_submission()
    for number in range(5):
        project = make_project()
        make_submission("change", project=project, contact_phone=f"020 {number}946")
        make_submission("report", project=project, about=["closed"])
    order = shown(desk.get(TODAY))
    assert len(order) == 14
    seen, address = [], f"/admin/projects/submission/{order[0]}/decide/"
    while address != TODAY:
        page = desk.get(address)
        seen.append(page.context["submission"].pk)
        answer = desk.post(address, as_shown(page) | {"do": "next"})
        assert answer.status_code == 302, answer.content.decode()
        address = answer["Location"]
    assert seen == order
    assert not Submission.objects.filter(state="pending").exists()


def test_next_goes_to_the_top_again_after_the_last(desk):
    first, last = since(make_submission(), 3), since(make_submission(), 2)
    opened = as_shown(desk.get(decide_page(last)))
    answer = desk.post(decide_page(last), opened | {"do": "next"})
    assert answer["Location"] == decide_page(first)


def test_only_who_may_see_submissions_sees_today(client, onlooker):
    make_submission(name="Canary")
    member = make_member(is_staff=True)
    client.force_login(member)
    assert client.get(TODAY).status_code == 403
    assert b"to decide" not in client.get("/admin/").content
    assert b"Canary" in onlooker.get(TODAY).content
    client.logout()
    assert client.get(TODAY)["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_today_is_for_reading(desk, method):
    assert getattr(desk, method)(TODAY).status_code == 405


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "1 minute"),
        (59, "59 minutes"),
        (60, "1 hour"),
        (60 * 23, "23 hours"),
        (60 * 24 * 7, "5 working days"),
        (-5, "1 minute"),
    ],
)
def test_waiting_is_told_in_words(minutes, words):
    now = timezone.now()
    assert waited_in_words(now - timedelta(minutes=minutes), now) == words


def test_a_weekend_is_no_working_day():
    sunday = timezone.make_aware(timezone.datetime(2026, 11, 22, 12))
    saturday = timezone.make_aware(timezone.datetime(2026, 11, 21, 11))
    assert waited_in_words(saturday, sunday) == "less than a working day"


def test_the_list_finds_by_reference_name_address_and_project(desk):
    project = make_project("Ladder")
    wanted = make_submission("change", project=project, person="Grace", email="g@example.org")
    make_submission(name="Something else")
    for text in (wanted.reference, "grace", "g@example.org", "ladder"):
        page = desk.get("/admin/projects/submission/", {"q": text}).content.decode()
        assert decide_page(wanted) in page, text
        assert "Grace<br>g@example.org" in page
        assert "Something else" not in page, text
    assert desk.get("/admin/projects/submission/add/").status_code == 403
    for page in ("change", "history"):
        answer = desk.get(f"/admin/projects/submission/{wanted.pk}/{page}/")
        assert answer["Location"].startswith(decide_page(wanted))
    assert desk.post(f"/admin/projects/submission/{wanted.pk}/delete/").status_code == 403


def test_a_colleague_is_shown_what_waits_for_all(desk):
    make_staff()
    make_submission(name="For all")
    assert b"For all" in desk.get(TODAY).content
