"""The public pages of events, and what calendars read."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from members.event_words import when_in_words
from tests.builders import make_resource
from tests.members.builders import make_event, make_network_member, make_registration
from tests.projects.views.forms import text_of

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
SECRET = "https://join.example/secret"


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


def entries(response):
    return Calendar.from_ical(response.content.decode()).walk("VEVENT")


def test_what_comes_stands_before_what_was_and_drafts_nowhere(client):
    make_event("Later", days=40)
    make_event("Sooner", days=3)
    make_event("Going on", days=-1, hours=48)
    make_event("Last year", days=-300, papers=[make_resource("What was said")])
    make_event("Called off", days=4, state="cancelled")
    make_event("Called off last year", days=-300, state="cancelled")
    make_event("Secret plan", state="draft")
    text = text_of(client.get("/events/"))
    names = ["Going on", "Sooner", "Called off", "Later", "Past events", "Last year"]
    places = [text.index(f" {name} ") for name in [*names, "What was said"]]
    assert places == sorted(places)
    assert "Secret" not in text and "Called off last" not in text


def test_past_events_come_page_by_page(client):
    for number in range(21):
        make_event(f"Old {number:02}", days=-30 - number)
    make_event("Coming")
    assert "Old 20" not in text_of(client.get("/events/"))
    for page in ("2", "last", "9999", "\x00"):
        assert client.get("/events/", {"page": page}).status_code == 200
    second = text_of(client.get("/events/?page=2"))
    assert "Old 20" in second and "Coming" not in second


def test_a_page_says_all_but_the_joining_link(client):
    event = make_event(
        "Spring <meeting>",
        slug="spring",
        starts=london(2030, 2, 3, 14),
        ends=london(2030, 2, 3, 16, 30),
        joining_link=SECRET,
        capacity=3,
        description="We **meet**.",
        papers=[make_resource("Minutes")],
    )
    make_registration(event)
    response = client.get("/events/spring/")
    text, html = text_of(response), response.content.decode()
    assert "Sunday 3 February 2030, 2pm to 4.30pm" in text
    assert "Town Hall, Leeds, and online" in text and "2 places left" in text
    assert "<strong>meet</strong>" in html and "Minutes" in text and "Spring &lt;meeting" in html
    assert SECRET not in html and not response.cookies
    for address in ("/events/spring.ics", "/events.ics", "/events/"):
        answer = client.get(address)
        assert "secret" not in answer.content.decode().replace("\r\n ", "") and not answer.cookies


def test_a_draft_is_nowhere_and_what_was_called_off_says_so(client):
    make_event(slug="plan", state="draft")
    make_event(slug="off", state="cancelled")
    make_event(slug="gone", days=-9)
    for end in ("plan/", "plan.ics", "plan/register/", "plan/register/sent/", "nothing/"):
        assert client.get(f"/events/{end}").status_code == 404
    assert client.post("/events/plan/register/", {"your_name": "Ada"}).status_code == 404
    assert "was cancelled" in text_of(client.get("/events/off/"))
    assert "is over" in text_of(client.get("/events/gone/"))


def test_an_unchanged_page_is_not_sent_again_and_a_registration_changes_it(client):
    event = make_event(slug="spring", capacity=9)
    tag = client.get("/events/spring/")["ETag"]
    assert client.get("/events/spring/", headers={"If-None-Match": tag}).status_code == 304
    make_registration(event)
    assert client.get("/events/spring/", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        *[(f"/{each}", "GET, HEAD") for each in ("events/", "events.ics", "events/a.ics")],
        *[(f"/events/a/{each}", "GET, HEAD") for each in ("", "register/sent/")],
        ("/events/a/register/", "GET, HEAD, POST"),
        (f"/registrations/{'g' * 43}/", "GET, HEAD, POST"),
    ],
)
def test_other_methods_are_refused_with_those_allowed(client, address, allowed):
    make_registration(make_event(slug="a", is_open=True), token="g" * 43)
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", *(["POST"] * ("POST" not in allowed))):
        response = client.generic(method, address)
        assert (response.status_code, response["Allow"]) == (405, allowed)
    assert client.generic("TRACE", address).status_code == 405
    assert client.head(address).status_code == 200 and client.head(address).content == b""


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ((2026, 3, 3, 9), (2026, 3, 3, 12), "Tuesday 3 March 2026, 9am to noon"),
        ((2026, 7, 3, 0), (2026, 7, 3, 12, 5), "Friday 3 July 2026, midnight to 12.05pm"),
        ((2026, 10, 24, 23), (2026, 10, 25, 4),
         "Saturday 24 October 2026, 11pm BST, to Sunday 25 October 2026, 4am GMT"),
        ((2026, 5, 4, 14), (2026, 5, 6, 15, 30),
         "Monday 4 May 2026, 2pm, to Wednesday 6 May 2026, 3.30pm"),
    ],
)  # fmt: skip
def test_times_are_told_as_londons_and_read_back_right_from_a_calendar(client, starts, ends, words):
    starts, ends = london(*starts), london(*ends)
    event = make_event(slug="a", starts=starts, ends=ends)
    event.refresh_from_db()
    assert when_in_words(event) == words
    (entry,) = entries(client.get("/events/a.ics"))
    read = [entry[each].dt.astimezone(LONDON) for each in ("dtstart", "dtend")]
    assert [each.replace(tzinfo=None) for each in read] == [
        each.replace(tzinfo=None) for each in (starts, ends)
    ]


def test_a_calendar_is_as_its_standard_has_it(client, settings):
    settings.SITE_URL = "https://map.example"
    event = make_event(
        "Pay, hours; and " + "long " * 30,
        slug="a",
        state="cancelled",
        place="Hall\r\nATTENDEE:evil",
        summary="Räume\nBEGIN:VEVENT",
        version=7,
    )
    response = client.get("/events/a.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    lines = response.content.split(b"\r\n")
    assert not any(b"\n" in line or len(line) > 75 for line in lines)
    (entry,) = entries(response)
    assert entry["uid"] == f"event-{event.pk}@map.example"
    assert (entry["sequence"], entry["status"]) == (7, "CANCELLED")
    assert entry["dtstamp"].dt == event.updated.replace(microsecond=0)
    assert entry["summary"] == event.title.strip() and "attendee" not in entry
    assert entry["location"] == "Hall ATTENDEE:evil"
    assert entry["url"] == "https://map.example/events/a/"
    assert entry["description"].startswith("Räume\nBEGIN:VEVENT")


def test_the_feed_has_what_comes_and_the_last_year(client):
    for slug, days in {"old": -400, "last": -300, "next": 30}.items():
        make_event(slug=slug, days=days)
    make_event(slug="off", days=20, state="cancelled")
    make_event(slug="plan", days=20, state="draft")
    urls = [entry["url"].rsplit("/", 2)[1] for entry in entries(client.get("/events.ics"))]
    assert urls == ["last", "off", "next"]


def test_a_member_sees_the_same_public_page_as_everybody(client):
    event = make_event(slug="a", joining_link=SECRET)
    before = client.get("/events/a/").content
    member = make_network_member()
    make_registration(event, member)
    client.force_login(member)
    assert client.get("/events/a/").content == before
