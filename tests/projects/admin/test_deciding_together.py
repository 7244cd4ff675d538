"""Two people on one submission, taking back what was decided, and who may do what."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from projects.models import Decision, Mail, Project, Submission
from projects.submissions import mail, workflow
from projects.submissions.workflow import deciding
from tests.at_once import at_once
from tests.builders import make_member, make_project, make_staff, make_submission
from tests.projects.admin.decisions import (
    TODAY,
    as_shown,
    decide_page,
    press,
    row,
    text_of,
    undo_page,
)

ROUNDS = 5


# --- Two at once ---


@pytest.mark.django_db
def test_the_second_is_told_who_decided_what_and_keeps_what_was_typed(desk, colleague):
    new = make_submission()
    opened = as_shown(desk.get(decide_page(new)))
    press(colleague, new, "reject", message="It is not ours.")
    typed = {"message": "Typed at length.", "learned": "And this.", "start_year": "no year"}
    answer = press(desk, new, "approve", opened, **typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in page for words in typed.values())
    assert "Bob got here first" in page and "not accepted" in page
    new.refresh_from_db()
    assert new.state == "rejected"
    assert not Project.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("button", ["approve", "reject", "ask"])
def test_a_second_press_of_the_same_button_is_no_error(desk, button):
    submission = make_submission()
    opened = as_shown(desk.get(decide_page(submission)))
    for _ in range(2):
        answer = press(desk, submission, button, opened, message="Because.")
        assert (answer.status_code, answer["Location"]) == (302, TODAY)
    assert submission.decisions.by_staff().count() == 1


def test_what_its_sender_changed_meanwhile_is_looked_at_before_it_is_accepted(desk):
    new = make_submission(summary="First.")
    opened = as_shown(desk.get(decide_page(new)))
    workflow.resend(new, new.payload | {"summary": "Second."}, "", new.version)
    answer = press(desk, new, "approve", opened, learned="Typed at length.")
    assert answer.status_code == 409
    assert b"Typed at length." in answer.content and b"Second." in answer.content
    assert row(answer, "summary").is_corrected  # theirs stands beside what is in the form
    new.refresh_from_db()
    assert new.state == "pending"
    # Having been shown it, one more press decides.
    assert press(desk, new, "approve", as_shown(answer)).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("button", ["look", "reply", "locate"])
def test_what_was_not_seen_is_not_accepted_by_way_of_another_button(desk, button):
    new = make_submission(summary="First.")
    opened = as_shown(desk.get(decide_page(new)))
    workflow.resend(new, new.payload | {"summary": "Second."}, "", new.version)
    again = as_shown(press(desk, new, button, opened))
    assert press(desk, new, "approve", again).status_code == 409
    assert not Project.objects.exists()


@pytest.mark.django_db
def test_an_entry_edited_after_the_page_was_opened_is_looked_at_again(desk):
    project = make_project(contact_phone="0111")
    change = make_submission("change", project=project, contact_phone="0222")
    opened = as_shown(desk.get(decide_page(change)))
    Project.objects.filter(pk=project.pk).update(contact_phone="0333", version=9)
    answer = press(desk, change, "approve", opened)
    assert answer.status_code == 409
    assert row(answer, "contact_phone").old == "0333"
    assert press(desk, change, "approve", as_shown(answer)).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("version", ["", "x", "9" * 30, "-1"])
def test_without_a_sensible_version_nothing_is_decided(desk, version):
    new = make_submission()
    for button in ("approve", "reject", "ask"):
        answer = press(desk, new, button, message="x", version=version)
        assert answer.status_code == 409
    assert not Decision.objects.filter(who__isnull=False).exists()


def race(monkeypatch=None):
    """Let two colleagues press Approve and Reject at once; return how many decisions there are."""
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(make_staff())
    new = make_submission()
    opened = [as_shown(client.get(decide_page(new))) for client in clients]
    buttons = [{"do": "approve"}, {"do": "reject", "message": "No."}]
    answers = at_once(
        [
            lambda c=client, o=data, b=button: c.post(decide_page(new), o | b).status_code
            for client, data, button in zip(clients, opened, buttons, strict=True)
        ]
    )
    decided = Decision.objects.filter(submission=new, who__isnull=False).count()
    return answers, decided, Mail.objects.filter(decision__submission=new).count()


@pytest.mark.django_db(transaction=True)
def test_of_two_browsers_that_decide_at_once_one_wins_and_one_is_told():
    for _ in range(ROUNDS):
        answers, decided, mails = race()
        assert sorted(answers) == [302, 409]
        assert (decided, mails) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_browsers_would_win(monkeypatch):
    """The negative control."""
    monkeypatch.setattr(
        deciding, "locked", lambda submission: Submission.objects.get(pk=submission.pk)
    )
    assert any(race()[1] > 1 for _ in range(4 * ROUNDS))


# --- Undo ---


@pytest.mark.django_db
def test_what_was_just_decided_can_be_undone_from_the_page_that_follows(desk):
    new = make_submission(name="Rungs")
    page = desk.post(
        decide_page(new), as_shown(desk.get(decide_page(new))) | {"do": "approve"}, follow=True
    )
    decision = Decision.objects.get(to_state="approved")
    assert f'action="{undo_page(decision)}"' in page.content.decode()
    assert f'action="{undo_page(decision)}"' in text_of(desk, new)
    answer = desk.post(undo_page(decision), follow=True)
    assert b"Undone: it waits as before." in answer.content
    new.refresh_from_db()
    assert new.state == "pending"
    assert not Project.objects.exists()
    assert b'class="undo"' not in desk.get(TODAY).content
    assert Mail.objects.get(decision=decision).cancelled_at


@pytest.mark.django_db
def test_after_ten_minutes_or_once_the_mail_has_left_it_is_not_offered_and_not_done(desk):
    late, mailed = make_submission(), make_submission()
    press(desk, late, "reject", message="No.")
    press(desk, mailed, "reject", message="No.")
    then = timezone.now() - timedelta(minutes=workflow.UNDO_MINUTES, seconds=1)
    Decision.objects.filter(submission=late).update(when=then)
    Mail.objects.update(send_at=then)
    mail.send_due()
    for submission in (late, mailed):
        decision = submission.decisions.get(to_state="rejected")
        assert undo_page(decision) not in text_of(desk, submission)
        answer = desk.post(undo_page(decision), follow=True)
        assert b"Not undone:" in answer.content
        submission.refresh_from_db()
        assert submission.state == "rejected"


@pytest.mark.django_db
def test_a_colleague_can_undo_it_on_its_own_page(desk, colleague):
    new = make_submission()
    press(desk, new, "reject", message="No.")
    decision = new.decisions.get(to_state="rejected")
    assert b'class="undo"' not in colleague.get(TODAY).content
    assert undo_page(decision) in text_of(colleague, new)
    colleague.post(undo_page(decision))
    assert "undone by Bob" in text_of(desk, new)


# --- Who may do what ---


def signed_in_with(*names):
    member = make_member(is_staff=True)
    member.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(member)
    return client


@pytest.mark.django_db
def test_strangers_and_members_are_sent_to_sign_in(client):
    new = make_submission()
    decision = new.decisions.first()
    for _ in range(2):
        for address in (decide_page(new), undo_page(decision), "/admin/projects/submission/"):
            for answer in (client.get(address), client.post(address, {"do": "approve"})):
                assert answer["Location"].startswith("/admin/login/")
        client.force_login(make_member())
    new.refresh_from_db()
    assert new.state == "pending"


@pytest.mark.django_db
def test_who_may_only_look_reads_and_changes_nothing(onlooker):
    new = make_submission(summary="To be read.")
    page = text_of(onlooker, new)
    assert "To be read." in page
    for word in ('name="do"', "Approve", 'name="message"'):
        assert word not in page
    for button in ("approve", "reject", "ask", "locate", "pin", "erase", "duplicate-1"):
        data = {"do": button, "message": "x", "version": new.version}
        assert onlooker.post(decide_page(new), data).status_code == 403
    assert onlooker.post(undo_page(new.decisions.first())).status_code == 403


@pytest.mark.django_db
def test_accepting_needs_the_right_to_add_or_to_change_entries():
    new = make_submission()
    change = make_submission("change", project=make_project(), contact_phone="0222")
    own = ["view_submission", "change_submission"]
    for submission, right, wrong in (
        (new, "add_project", "change_project"),
        (change, "change_project", "add_project"),
    ):
        client = signed_in_with(*own, wrong)
        assert "Approve" not in text_of(client, submission)
        assert press(client, submission, "approve").status_code == 403
        client = signed_in_with(*own, right)
        assert press(client, submission, "approve").status_code == 302


@pytest.mark.django_db
def test_undoing_what_was_written_needs_the_right_to_write_it(desk):
    new, refused = make_submission(), make_submission()
    press(desk, new, "approve")
    press(desk, refused, "reject", message="No.")
    accepted = new.decisions.get(to_state="approved")
    rejected = refused.decisions.get(to_state="rejected")
    client = signed_in_with("view_submission", "change_submission", "change_project")
    assert undo_page(accepted) not in text_of(client, new)
    assert client.post(undo_page(accepted)).status_code == 403
    assert undo_page(rejected) in text_of(client, refused)
    assert client.post(undo_page(rejected)).status_code == 302
    new.refresh_from_db()
    refused.refresh_from_db()
    assert (new.state, refused.state) == ("approved", "pending")


@pytest.mark.django_db
def test_erasing_needs_its_own_right_and_a_tick(desk):
    new = make_submission(person="Canary", summary="Canary words.")
    client = signed_in_with("view_submission", "change_submission")
    assert "Erase" not in text_of(client, new)
    assert client.post(decide_page(new), {"do": "erase", "sure": "on"}).status_code == 403
    assert b"Tick the box first" in desk.post(decide_page(new), {"do": "erase"}).content
    desk.post(decide_page(new), {"do": "erase", "sure": "on"})
    new.refresh_from_db()
    assert (new.name, new.payload, bool(new.erased_at)) == ("", {}, True)
    assert "Canary" not in text_of(desk, new)


@pytest.mark.django_db
def test_without_the_token_of_the_form_nothing_is_done():
    new = make_submission()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_staff())
    data = {"do": "reject", "message": "x", "version": new.version}
    assert strict.post(decide_page(new), data).status_code == 403
    assert strict.post(undo_page(new.decisions.first())).status_code == 403
    new.refresh_from_db()
    assert new.state == "pending"


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0", "9" * 40, "-1", "x", "1.5"])
def test_what_is_not_there_is_404(desk, number):
    for address in (f"{number}/decide/", f"{number}/change/", f"decisions/{number}/undo/"):
        assert desk.post(f"/admin/projects/submission/{address}").status_code in (302, 404)
    assert desk.get(f"/admin/projects/submission/{number}/decide/").status_code in (302, 404)


@pytest.mark.django_db
def test_reading_changes_nothing(desk):
    new = make_submission()
    desk.get(decide_page(new), {"do": "approve", "version": new.version})
    assert desk.get(undo_page(new.decisions.first())).status_code == 405
    assert desk.put(decide_page(new)).status_code == 405
    new.refresh_from_db()
    assert new.state == "pending"
