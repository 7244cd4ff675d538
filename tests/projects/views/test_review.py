"""The page of three buttons that the review mail leads to."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from projects.models import Mail, Project, Review, ReviewedEntry, Submission
from projects.submissions import workflow
from projects.submissions.reviews import ask
from tests.builders import make_organisation, make_project, make_staff

pytestmark = pytest.mark.django_db
OLD = {"checked_on": date(2020, 4, 5), "contact_email": "ann@project.test"}
PRIVATE = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
}


@pytest.fixture
def asked():
    """A round of asking about two entries, First and Second."""
    lead = make_organisation("Trust")
    make_project("First", lead_organisation=lead, **OLD)
    make_project("Second", lead_organisation=lead, **OLD)
    ask()
    return Review.objects.get()


def address_of(review):
    return f"/reviews/{review.token}/"


def press(client, review, answer, name="First", **changed):
    """Press a button as the page of the moment has it."""
    entry = review.entries.get(project__name=name)
    data = {"entry": entry.pk, "version": entry.project.version, "answer": answer}
    return client.post(address_of(review), data | changed)


def answers(review):
    return dict(review.entries.values_list("project__name", "answer"))


def test_the_page_shows_each_entry_with_three_buttons_and_is_private(asked, client):
    page = client.get(address_of(asked))
    text = page.content.decode()
    for words in ("First", "Second", "What First does.", "ann@project.test", "checked on 5 April"):
        assert words in text
    for button in ("Still right", "Change it", "It has ended"):
        assert text.count(f">{button} <span") == 2
    assert {name: page[name] for name in PRIVATE} == PRIVATE
    assert asked.token not in text


def test_to_look_changes_nothing(asked, client):
    for _ in range(2):
        client.get(address_of(asked), {"answer": "still-right", "entry": asked.entries.first().pk})
        client.head(address_of(asked))
    assert answers(asked) == {"First": "", "Second": ""}
    assert not Project.objects.filter(checked_on__gt=OLD["checked_on"]).exists()


def test_still_right_dates_the_entry_and_says_who_did_it(asked, client):
    answer = press(client, asked, "still-right")
    assert answer["Location"].startswith(f"{address_of(asked)}#entry-")
    first, second = Project.objects.order_by("name")
    assert (first.checked_on, first.checked_by) == (timezone.localdate(), None)
    assert first.history.first().history_change_reason == "Confirmed by its contact"
    assert second.checked_on == OLD["checked_on"]
    assert answers(asked) == {"First": "still-right", "Second": ""}
    assert b"You said: still right" in client.get(address_of(asked)).content


def test_pressing_twice_is_one_answer(asked, client):
    for _ in range(2):
        press(client, asked, "still-right")
        press(client, asked, "ended", "Second")
    assert Project.objects.get(name="First").version == 2
    assert Submission.objects.count() == 1


def test_change_it_leads_on_to_the_form_and_is_noted(asked, client):
    answer = press(client, asked, "change")
    assert answer["Location"] == "/projects/first/suggest/"
    assert client.get(answer["Location"]).status_code == 200
    assert answers(asked)["First"] == "change"


def test_it_has_ended_waits_for_staff_as_a_closure_and_the_contact_is_told(asked, client):
    press(client, asked, "ended")
    report = Submission.objects.get()
    assert (report.kind, report.state, report.payload["about"]) == ("report", "pending", ["closed"])
    assert (report.project.name, report.email, report.name) == (
        "First",
        "ann@project.test",
        "Trust",
    )
    assert Submission.objects.waiting_for_us().first() == report
    assert Project.objects.get(name="First").status == "current"
    mails = Mail.objects.exclude(purpose="review")
    assert not mails.exists()
    workflow.reject(report, make_staff(), "It still runs, they say.", report.version)
    assert mails.get().to == "ann@project.test"


def test_an_answer_can_be_changed_while_the_round_is_open(asked, client):
    press(client, asked, "ended")
    press(client, asked, "still-right")
    assert Submission.objects.get().state == "withdrawn"
    assert Project.objects.get(name="First").checked_on == timezone.localdate()
    press(client, asked, "ended")
    assert Submission.objects.filter(state="pending").count() == 1
    assert answers(asked)["First"] == "ended"


def test_when_all_is_answered_the_page_says_thank_you_and_stays_open(asked, client):
    press(client, asked, "still-right")
    press(client, asked, "still-right", "Second")
    page = client.get(address_of(asked))
    assert b"Thank you, that is all" in page.content
    assert press(client, asked, "change").status_code == 302


def test_what_was_changed_after_the_page_was_opened_is_not_confirmed_unseen(asked, client):
    answer = press(client, asked, "still-right", version=99)
    assert answer.status_code == 409
    assert "was changed after you opened it" in answer.content.decode()
    assert answers(asked)["First"] == ""


@pytest.mark.parametrize("change", ["withdrawn", "draft", "new contact"])
def test_an_entry_that_is_not_the_contacts_any_more_is_not_shown_or_answered(asked, client, change):
    first = Project.objects.filter(name="First")
    if change == "new contact":
        first.update(contact_email="new@project.test", summary="Quokka")
    else:
        first.update(state=change, summary="Quokka")
    assert b"Quokka" not in client.get(address_of(asked)).content
    answer = press(client, asked, "still-right")
    assert answer.status_code == 409
    assert first.get().checked_on == OLD["checked_on"]


def test_an_entry_of_another_round_cannot_be_answered(asked, client):
    make_project("Other", **OLD | {"contact_email": "other@project.test"})
    ask()
    other = ReviewedEntry.objects.get(project__name="Other")
    assert press(client, asked, "still-right", entry=other.pk).status_code == 409
    other.refresh_from_db()
    assert other.answer == ""


@pytest.mark.parametrize("token", ["x" * 43, "closed"])
def test_a_wrong_or_old_address_answers_a_plain_page_and_404(asked, client, token):
    address = address_of(asked)
    if token == "closed":
        Review.objects.update(closed_at=timezone.now())
    else:
        address = f"/reviews/{token}/"
    for answer in (client.get(address), client.post(address, {"answer": "still-right"})):
        assert answer.status_code == 404
        assert b"There is nothing to answer here" in answer.content
        assert {name: answer[name] for name in PRIVATE} == PRIVATE
    assert answers(asked)["First"] == ""


@pytest.mark.parametrize(
    "data",
    [{}, {"answer": "x"}, {"answer": "still-right"}, {"answer": "ended", "entry": "x"},
     {"answer": "still-right", "entry": "9" * 40}, {"answer": "\0", "entry": "\0"},
     {"answer": "change", "entry": "-1"}],
)  # fmt: skip
def test_odd_posts_change_nothing_and_are_no_failure(asked, client, data):
    assert client.post(address_of(asked), data).status_code in (400, 409)
    assert answers(asked) == {"First": "", "Second": ""}


def test_a_button_needs_its_token_and_another_method_is_refused(asked):
    guarded = Client(enforce_csrf_checks=True)
    assert press(guarded, asked, "still-right").status_code == 403
    assert guarded.put(address_of(asked)).status_code == 405
    assert answers(asked)["First"] == ""


def test_a_flood_of_strangers_does_not_keep_a_contact_from_answering(asked, client, settings):
    settings.SUBMISSIONS_A_DAY = 0
    assert press(client, asked, "ended").status_code == 302
    assert answers(asked)["First"] == "ended"


def test_tokens_are_long_and_never_the_same(asked):
    make_project(**OLD | {"contact_email": "other@project.test"})
    ask()
    tokens = set(Review.objects.values_list("token", flat=True))
    assert [len(token) for token in tokens] == [43, 43]


def test_what_was_answered_before_is_dated_from_its_day(asked, client):
    """An answer is not older than the round, so the day job does not ask about it again."""
    press(client, asked, "still-right")
    later = timezone.now() + timedelta(days=14)
    assert ask(later) == 1
    assert "First" not in Mail.objects.latest("pk").text


def test_who_says_it_is_right_says_that_it_runs(asked, client):
    entry = asked.entries.first().project
    Project.objects.filter(pk=entry.pk).update(status="unknown")
    assert "Yes, it is running" in client.get(f"/reviews/{asked.token}/").content.decode()
    press(client, asked, "still-right")
    entry.refresh_from_db()
    assert entry.status == "current" and entry.checked_on
