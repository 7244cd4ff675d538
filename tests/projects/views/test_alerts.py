"""Asking for an alert, and the private page on which it is confirmed, changed and stopped."""

import pytest
from django.test import Client

from projects.models import Alert, Mail
from projects.models.alert import LONGEST_QUERY
from projects.submissions.guarding import new_form_token
from tests.builders import make_project, make_uk
from tests.projects.alerts.rows import make_alert
from tests.projects.views.forms import LONG_AGO, filled_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def uk():
    return make_uk()


def fill_in(client, **typed):
    form = {"your_email": "ada@example.org", "frequency": "daily", "query": ""}
    return client.post("/alerts/", form | {"form_token": new_form_token(LONG_AGO).text} | typed)


def page_of(alert):
    return f"/alerts/{alert.token}/"


def test_every_list_and_map_leads_to_its_alert(client, uk):
    for page in ("/projects/", "/map/"):
        html = client.get(page, {"area": "wales"}).content.decode()
        assert 'href="/alerts/?area=wales"' in html


def test_the_page_says_the_list_in_words_and_how_much_is_on_it(client, uk):
    make_project(coverage=[uk["cardiff"]])
    make_project(coverage=[uk["salford"]])
    page = client.get("/alerts/", {"area": "wales", "q": "project", "near": "Atlantis"})
    words = text_of(page)
    assert "Works in: Wales" in words and "“project”" in words and "1 project on this list" in words
    assert "Atlantis" in words
    assert filled_in(page)["query"] == ["q=project&area=wales"]


def test_somebody_asks_confirms_changes_and_stops(client, uk):
    page = client.get("/alerts/?area=wales")
    typed = filled_in(page) | {"your_email": "ada@example.org", "frequency": "daily"}
    assert client.post("/alerts/", typed)["Location"] == "/alerts/sent/"
    alert = Alert.objects.get()
    assert (alert.email, alert.query, alert.frequency) == ("ada@example.org", "area=wales", "daily")
    page = page_of(alert)
    assert page in Mail.objects.get().text
    for _ in range(2):  # a mail scanner that opens every link confirms nothing
        shown = client.get(page)
        assert "Wales" in text_of(shown) and "ada@example.org" not in shown.content.decode()
    assert shown["Cache-Control"] == "no-store, private"
    assert shown["X-Robots-Tag"] == "noindex, nofollow"
    assert Alert.objects.get().confirmed_at is None
    client.post(page, {"action": "confirm"})
    assert Alert.objects.get().confirmed_at
    client.post(page, {"action": "frequency", "frequency": "weekly"})
    client.post(f"{page}change/", {"query": "area=london"})
    alert.refresh_from_db()
    assert (alert.frequency, alert.query) == ("weekly", "area=london")
    assert client.post(page, {"action": "erase"})["Location"] == "/alerts/stopped/"
    assert not Alert.objects.exists() and not Mail.objects.exists()
    assert client.get(page).status_code == 404
    assert client.post(page, {"action": "erase"})["Location"] == "/alerts/stopped/"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"your_email": "ada"}, "no e-mail address"),
        ({"your_email": ""}, "Give your e-mail address"),
        ({"your_email": "a@example.org\r\nBcc: eve@example.org"}, "no e-mail address"),
        ({"frequency": "hourly"}, "Choose how often"),
        ({"subject": "pills"}, "Leave this empty"),
        ({"form_token": "made up"}, "lost its mark"),
        ({"query": "area=atlantis"}, "not known any more"),
        (
            {"query": f"q={'x' * 200}&" + "&".join(f"area={'x' * 99}{n}" for n in range(30))},
            "not known",
        ),
    ],
)
def test_what_is_wrong_is_said_and_the_list_is_kept(client, uk, typed, words):
    response = fill_in(client, **({"query": "area=wales"} | typed))
    assert response.status_code == 422
    assert words in text_of(response)
    assert b"<title>Error: " in response.content
    if "query" not in typed:
        assert filled_in(response)["query"] == ["area=wales"]
    assert not Alert.objects.exists() and not Mail.objects.exists()


def test_who_is_faster_than_anybody_types_is_asked_to_press_once_more(client, settings):
    settings.FORM_LEAST_SECONDS = 30
    answer = fill_in(client, form_token=new_form_token().text)
    assert answer.status_code == 422 and "faster than anybody types" in text_of(answer)


def test_a_list_with_more_filters_than_can_be_kept_is_refused(client, monkeypatch, uk):
    monkeypatch.setattr("projects.views.alerts.LONGEST_QUERY", 10)
    assert LONGEST_QUERY > 10
    response = fill_in(client, query="area=wales&area=london")
    assert response.status_code == 422 and "more filters than" in text_of(response)


def test_nothing_tells_whether_an_address_is_known(client):
    make_alert(email="known@example.org")
    make_alert(email="asked@example.org", is_confirmed=False)
    answers = set()
    for email in ("new@example.org", "KNOWN@example.org", "asked@example.org"):
        answer = fill_in(client, your_email=email)
        answers.add((answer.status_code, answer["Location"], answer.content))
    assert len(answers) == 1
    assert Mail.objects.count() == 3


def test_too_many_are_told_so(client, settings):
    settings.SUBMISSIONS_A_DAY_BY_SENDER = 1
    fill_in(client)
    answer = fill_in(client, your_email="eve@example.org")
    assert answer.status_code == 429 and "your network" in text_of(answer)
    assert filled_in(answer)["your_email"] == ["eve@example.org"]


def test_the_page_to_change_the_list_has_all_filters_and_the_query_as_typed(client, uk):
    alert = make_alert("area=wales")
    make_project(coverage=[uk["salford"]])
    page = client.get(f"{page_of(alert)}change/?area=greater-manchester&near=Atlantis")
    html = page.content.decode()
    assert '<input type="hidden" name="query" value="area=greater-manchester">' in html
    assert 'id="query"' in html and 'value="Atlantis"' in html
    assert alert.token not in html.partition("<body")[0]
    for query in ("area=atlantis", ""):
        answer = client.post(f"{page_of(alert)}change/", {"query": query})
        assert answer.status_code == (422 if query else 302)
    assert Alert.objects.get().query == ""


def test_the_page_of_an_alert_says_what_of_its_list_is_not_known_any_more(client, uk):
    words = text_of(client.get(page_of(make_alert("area=wales&organisation=gone"))))
    assert "“gone” is not known" in words and "this list is empty at present" in words
    assert "Works in: Wales" in words


def test_a_list_that_they_follow_already_is_not_taken_twice(client, uk):
    make_alert("area=wales", "ada@example.org")
    alert = make_alert("", "ada@example.org")
    answer = client.post(f"{page_of(alert)}change/", {"query": "area=wales"})
    assert answer.status_code == 409 and "another alert" in text_of(answer)


def test_a_mail_program_stops_it_with_one_post_without_cookie_token_or_page():
    alert = make_alert()
    browser = Client(enforce_csrf_checks=True)
    stop = f"{page_of(alert)}stop/"
    answer = browser.post(stop, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.cookies) == (200, {})
    assert not Alert.objects.exists()
    again = browser.post(stop, {"List-Unsubscribe": "One-Click"})
    assert (again.status_code, again.content) == (answer.status_code, answer.content)


def test_opening_that_address_or_posting_something_else_to_it_stops_nothing(client):
    alert = make_alert()
    stop = f"{page_of(alert)}stop/"
    assert client.get(stop)["Location"] == page_of(alert)
    assert client.post(stop, {"action": "erase"}).status_code == 403
    assert client.put(stop).status_code == 405
    assert Alert.objects.exists()


def test_an_unknown_button_or_address_changes_nothing(client):
    alert = make_alert()
    assert client.post(page_of(alert), {"action": "dance"}).status_code == 400
    assert client.post(page_of(alert), {"action": "frequency"}).status_code == 422
    assert client.get("/alerts/" + "x" * 43 + "/").status_code == 404
    assert Alert.objects.get().frequency == alert.frequency
