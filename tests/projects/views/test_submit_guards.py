"""What holds off programs and floods, and what is kept where a form could not be taken in."""

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client

from projects.models import Offer, Submission
from projects.submissions.guarding import new_form_token
from tests.builders import make_term, make_uk
from tests.projects.views.forms import TYPED, everything_is_kept, filled_in, proposal, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/submit/"


@pytest.fixture(autouse=True)
def words():
    make_term(Offer, "Help for workers")
    return make_uk()


# --- Programs and floods ---


@pytest.mark.parametrize(
    "changes",
    [{"subject": "pills"}, {"form_token": ""}, {"form_token": "forged"}],
    ids=["trap", "no token", "forged token"],
)
def test_a_guard_shows_the_form_again_with_everything_kept(client, changes):
    response = client.post(ADDRESS, proposal(**changes))
    assert response.status_code == 422
    assert everything_is_kept(response)
    assert not Submission.objects.exists()
    assert client.post(ADDRESS, filled_in(response) | {"subject": ""}).status_code == 302


def test_who_was_too_fast_presses_once_more(client):
    with time_machine.travel("2026-05-01 12:00:00", tick=False):
        data = proposal(form_token=new_form_token().text)
        response = client.post(ADDRESS, data)
        assert "faster than anybody types" in text_of(response)
        assert everything_is_kept(response)
    with time_machine.travel("2026-05-01 12:00:04", tick=False):
        assert client.post(ADDRESS, data).status_code == 302
    assert Submission.objects.count() == 1


def test_without_the_least_time_the_fast_one_gets_in(client, settings):
    """The control for the test above."""
    settings.FORM_LEAST_SECONDS = 0
    assert client.post(ADDRESS, proposal(form_token=new_form_token().text)).status_code == 302


@pytest.mark.parametrize(
    "limit", ["SUBMISSIONS_A_DAY_BY_EMAIL", "SUBMISSIONS_A_DAY_BY_SENDER", "SUBMISSIONS_A_DAY"]
)
def test_a_flood_is_stopped_and_whoever_meets_the_limit_keeps_the_text(client, settings, limit):
    setattr(settings, limit, 2)
    for name in ("Warehouse Steps", "Warehouse Stairs"):
        assert client.post(ADDRESS, proposal(name=name)).status_code == 302
    response = client.post(ADDRESS, proposal())
    assert response.status_code == 429
    assert "Nothing is lost" in text_of(response)
    assert everything_is_kept(response)
    assert Submission.objects.count() == 2
    with time_machine.travel("2099-01-01"):
        assert client.post(ADDRESS, filled_in(response)).status_code == 302


def test_below_the_limit_nobody_is_stopped(client):
    sent = [proposal(name=f"Warehouse {number}") for number in range(5)]
    assert [client.post(ADDRESS, data).status_code for data in sent] == [302] * 5


# --- Methods, tokens, caches ---


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_told_405(method):
    client = Client(enforce_csrf_checks=True)
    assert getattr(client, method)(ADDRESS).status_code == 405


def test_a_form_from_elsewhere_is_refused():
    client = Client(enforce_csrf_checks=True)
    page = client.get(ADDRESS)
    data = proposal(csrfmiddlewaretoken=page.cookies["csrftoken"].value)
    foreign = client.post(ADDRESS, data, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert "Warehouse Ladder" not in foreign.content.decode()
    assert client.post(ADDRESS, data).status_code == 302
    assert Submission.objects.count() == 1


def test_a_form_whose_cookie_was_lost_comes_back_whole_and_then_works():
    client = Client(enforce_csrf_checks=True)
    response = client.post(ADDRESS, proposal())
    assert response.status_code == 403
    html = response.content.decode()
    assert "Send it again" in html and all(words in html for words in TYPED)
    assert not Submission.objects.exists()
    token = response.cookies["csrftoken"].value
    assert client.post(ADDRESS, proposal(csrfmiddlewaretoken=token)).status_code == 302


def test_one_that_another_site_sent_is_not_offered_for_a_second_press():
    client = Client(enforce_csrf_checks=True)
    response = client.post(ADDRESS, proposal(), headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert "Warehouse Ladder" not in response.content.decode()


def test_back_finds_the_page_in_the_browser_and_nowhere_else(client):
    response = client.get(ADDRESS)
    assert response["Cache-Control"] == "no-cache, private"
    assert "ETag" not in response


# --- The database is down ---


class Down:
    """A wrapper of every query that stands for a database that does not answer."""

    def __call__(self, execute, sql, params, many, context):
        raise OperationalError("server closed the connection unexpectedly")


def test_with_the_database_down_everything_comes_back_to_be_sent_again(client):
    data = proposal(partners="One\r\nTwo", note='Say "hello" & <b>')
    with connection.execute_wrapper(Down()):
        response = client.post(ADDRESS, data)
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert response["Cache-Control"] == "no-store"
    html = response.content.decode()
    assert 'name="form_token"' in html and "<h1" in html
    assert "&lt;b&gt;" in html and "<b>" not in html
    for name, value in data.items():
        for each in value if isinstance(value, list) else [value]:
            assert f'name="{name}"' in html
            assert each.splitlines()[0].replace('"', "&quot;").split("&")[0] in html
    assert client.post(ADDRESS, data).status_code == 302
    assert Submission.objects.count() == 1


def test_a_commit_that_fails_is_no_loss_and_the_second_press_makes_no_second_one(
    client, monkeypatch
):
    data = proposal()

    def lost(*args, **kwargs):
        raise OperationalError("the answer to COMMIT was lost")

    assert client.post(ADDRESS, data).status_code == 302
    with monkeypatch.context() as patch:
        patch.setattr("projects.views.proposing.receive", lost)
        assert client.post(ADDRESS, data).status_code == 503
    assert client.post(ADDRESS, data).status_code == 302
    assert Submission.objects.count() == 1


def test_a_fault_of_ours_is_not_taken_for_a_database_that_is_down(
    client_that_answers_errors, monkeypatch
):
    monkeypatch.setattr("projects.views.proposing.receive", None)
    assert client_that_answers_errors.post(ADDRESS, proposal()).status_code == 500
