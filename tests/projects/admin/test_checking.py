"""Check next: which entry is asked for, and what each button does."""

import datetime

import pytest
from django.conf import settings
from django.utils import timezone

from projects import workflow
from projects.admin.queue import count_work, to_check
from tests.builders import make_organisation, make_project
from tests.projects.admin.pages import as_opened, open_and_save, page_of

pytestmark = pytest.mark.django_db
HELP = {"offers": ["Help for workers"]}


def long_ago(days=0):
    return timezone.localdate() - datetime.timedelta(days=settings.REVIEW_AFTER_DAYS + days)


def names():
    return [project.name for project in to_check()]


def test_help_for_workers_comes_first_then_running_then_never_checked_then_the_oldest():
    make_project("G past, help", status="past", **HELP)
    make_project("F unknown", status="unknown")
    make_project("E running, older", checked_on=long_ago(9))
    make_project("D running, old", checked_on=long_ago())
    make_project("C running, never")
    make_project("B help, checked", checked_on=long_ago(), **HELP)
    make_project("A help, never", **HELP)
    assert names() == [
        "A help, never",
        "B help, checked",
        "G past, help",
        "C running, never",
        "E running, older",
        "D running, old",
        "F unknown",
    ]


def test_what_was_checked_lately_or_is_not_public_is_not_asked_for():
    make_project(checked_on=long_ago(-1))
    make_project(state="draft")
    make_project(state="withdrawn")
    make_project(status="past", checked_on=long_ago(900))
    assert names() == []
    assert count_work() == {"drafts": 1, "never": 0, "due": 0}


def test_the_page_shows_sources_and_website_beside_the_form(desk):
    lead = make_organisation(website="https://lead.example/")
    project = make_project(
        website="https://own.example/",
        sources="Annual report 2024, https://source.example/report.\nA telephone call",
        lead_organisation=lead,
    )
    answer = desk.get(page_of("check_next"), follow=True)
    page = answer.content.decode()
    assert answer.request["PATH_INFO"] == page_of("check", project.pk)
    for address in ("https://own.example/", "https://lead.example/"):
        assert f'href="{address}" target="_blank" rel="noopener noreferrer"' in page
    assert 'href="https://source.example/report"' in page
    assert "A telephone call" in page
    assert answer.context["adminform"].form["name"].value() == project.name


def test_still_right_dates_the_entry_and_goes_to_the_next(desk, staff):
    first, second = make_project(**HELP), make_project()
    address = page_of("still_right", first.pk)
    answer = desk.post(address, {"opened_version": first.version}, follow=True)
    first.refresh_from_db()
    assert (first.checked_on, first.checked_by) == (timezone.localdate(), staff)
    assert first.sort_key.startswith("00")
    assert answer.request["PATH_INFO"] == page_of("check", second.pk)


def test_what_a_colleague_has_just_confirmed_is_not_asked_again(desk, colleague):
    first, second = make_project(**HELP), make_project()
    opened = {"opened_version": first.version}
    desk.get(page_of("check", first.pk))
    colleague.post(page_of("still_right", first.pk), opened)
    assert desk.get(page_of("check_next"))["Location"] == page_of("check", second.pk)
    answer = desk.post(page_of("still_right", first.pk), opened, follow=True)
    assert "Bob has just confirmed" in str(list(answer.context["messages"])[0])
    assert answer.request["PATH_INFO"] == page_of("check", second.pk)
    first.refresh_from_db()
    assert first.checked_by.name == "Bob"


def test_what_was_changed_after_it_was_opened_is_shown_again_before_it_is_confirmed(
    desk, colleague
):
    project = make_project()
    opened = {"opened_version": project.version}
    open_and_save(colleague, page_of("check", project.pk), contact_phone="020 1234", _save="1")
    answer = desk.post(page_of("still_right", project.pk), opened, follow=True)
    assert "Bob did" in str(list(answer.context["messages"])[0])
    assert answer.request["PATH_INFO"] == page_of("check", project.pk)
    project.refresh_from_db()
    assert project.checked_on is None


def test_save_and_confirm_saves_confirms_and_goes_to_the_next(desk):
    first, second = make_project(**HELP), make_project()
    typed = {"contact_phone": "020 1234", "_confirm": "1"}
    answer = open_and_save(desk, page_of("check", first.pk), **typed)
    first.refresh_from_db()
    assert (first.contact_phone, first.checked_on) == ("020 1234", timezone.localdate())
    assert desk.get(answer["Location"])["Location"] == page_of("check", second.pk)


def test_a_conflict_while_checking_is_shown_like_any_other(desk, colleague):
    project = make_project()
    mine = as_opened(desk.get(page_of("check", project.pk))) | {"summary": "Mine."}
    open_and_save(colleague, page_of("check", project.pk), summary="Theirs.", _save="1")
    answer = desk.post(page_of("check", project.pk), mine | {"_confirm": "1"})
    assert answer.context["conflict"].differences
    project.refresh_from_db()
    assert (project.summary, project.checked_on) == ("Theirs.", None)


def test_what_is_skipped_waits_until_asked_for_again(desk, colleague):
    first, second = make_project(**HELP), make_project()
    answer = desk.post(page_of("skip", first.pk), follow=True)
    assert answer.request["PATH_INFO"] == page_of("check", second.pk)
    assert colleague.get(page_of("check_next"))["Location"] == page_of("check", first.pk)
    answer = desk.post(page_of("skip", second.pk), follow=True)
    assert answer.context["skipped"] == 2
    assert desk.post(page_of("check_next"))["Location"] == page_of("check", first.pk)


def test_withdrawing_while_checking_goes_to_the_next(desk):
    first, second = make_project(**HELP), make_project()
    data = {"reason": "Closed", "next_check": "1"}
    answer = desk.post(page_of("withdraw", first.pk), data, follow=True)
    assert answer.request["PATH_INFO"] == page_of("check", second.pk)


def test_with_nothing_left_the_page_says_so(desk, staff):
    project = make_project()
    workflow.confirm(project, staff)
    assert b"Nothing is due" in desk.get(page_of("check_next")).content


def test_the_front_page_and_the_list_say_how_much_waits(desk):
    make_project(state="draft")
    make_project(checked_on=long_ago())
    make_project()
    front = desk.get("/admin/")
    assert [number for number, *_ in front.context["work"]] == [1, 1, 2]
    assert "<title>What there is to do | Better Work Map: staff</title>" in front.content.decode()
    assert b"Check next (2)" in desk.get("/admin/projects/project/").content
