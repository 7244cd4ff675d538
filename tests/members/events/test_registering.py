"""Members register with one click, others by e-mail; a place is given once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from members.limits import events as event_limits
from members.models import Registration
from members.workflow import events
from projects.models import Mail
from projects.submissions.guarding import new_form_token
from projects.workflow import NotAllowed
from tests.builders import make_member, make_staff
from tests.members.builders import make_event, make_network_member, make_registration
from tests.projects.views.forms import LONG_AGO, filled_in, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/events/spring/register/"
LINK = "https://join.example/spring"
ADA = {"your_name": "Ada Ali", "your_email": "ada@example.org"}


@pytest.fixture
def event():
    return make_event(
        "Spring", slug="spring", is_open=True, joining_link=LINK, place="", capacity=2
    )


def signed_in(member):
    client = Client()
    client.force_login(member)
    return client


def fill_in(client, **typed):
    token = {"form_token": new_form_token(LONG_AGO).text}
    return client.post(ADDRESS, ADA | token | typed)


def private(registration):
    return f"/registrations/{registration.token}/"


def test_a_member_registers_with_one_click_and_cancels_with_one(event):
    ada = make_network_member("Ada")
    client = signed_in(ada)
    page = client.get(ADDRESS)
    assert LINK not in page.content.decode() and "no-store" in page["Cache-Control"]
    assert client.post(ADDRESS, {"action": "register"})["Location"] == ADDRESS
    row = Registration.objects.get()
    assert (row.member, row.state, row.email) == (ada, "registered", "")
    assert LINK in client.get(ADDRESS).content.decode()
    letter = Mail.objects.get()
    assert (letter.to, letter.subject) == (ada.email, "You are registered: Spring")
    for words in (LINK, private(row), "/events/spring.ics", "Online", "Hello Ada"):
        assert words in letter.text
    client.post(ADDRESS, {"action": "cancel"})
    assert Registration.objects.get().state == "cancelled"
    assert LINK not in client.get(ADDRESS).content.decode()
    client.post(ADDRESS, {"action": "register"})
    client.post(ADDRESS, {"action": "register"})
    assert Registration.objects.get().state == "registered"
    assert client.post(ADDRESS, {"action": "dance"}).status_code == 400


def test_a_guest_registers_with_name_and_address_and_confirms(client, event):
    assert fill_in(client)["Location"] == f"{ADDRESS}sent/"
    row = Registration.objects.get()
    assert (row.state, events.places_left(event)) == ("unconfirmed", 2)
    letter = Mail.objects.get()
    assert (letter.to, letter.purpose) == ("ada@example.org", "event_confirm")
    assert private(row) in letter.text and "Ada" not in letter.text + letter.html
    page = client.get(private(row))
    assert LINK not in page.content.decode() and "no-store" in page["Cache-Control"]
    assert Registration.objects.get().state == "unconfirmed"
    client.post(private(row), {"action": "confirm"})
    assert LINK in client.get(private(row)).content.decode()
    assert events.places_left(event) == 1
    client.post(private(row), {"action": "cancel"})
    assert events.places_left(event) == 2
    client.post(private(row), {"action": "confirm"})
    assert Registration.objects.get().state == "registered"
    assert client.post(private(row), {"action": "dance"}).status_code == 400


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ({"your_email": "ada"}, 422, "no e-mail address"),
        ({"your_name": ""}, 422, "Give your name"),
        ({"your_name": "A\x00da"}, 422, "cannot be shown"),
        ({"your_name": "x" * 5000}, 422, "at most 150"),
        ({"subject": "pills"}, 422, "Leave this empty"),
        ({"form_token": "made up"}, 422, "lost its mark"),
        ({"your_email": ["a@b.example", "c"]}, 422, "no e-mail address"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, event, typed, status, words):
    response = fill_in(client, **typed)
    assert response.status_code == status and words in text_of(response)
    assert b"<title>Error: " in response.content
    assert filled_in(response)["your_email"] == [
        typed["your_email"][-1] if isinstance(typed.get("your_email"), list)
        else typed.get("your_email", "ada@example.org")
    ]  # fmt: skip
    assert not Registration.objects.exists() and not Mail.objects.exists()


def test_nothing_tells_whether_an_address_is_registered(client, event):
    """The same answer, one mail each, and what is kept of those who come stays as it is."""
    member = make_network_member(email="mia@example.org")
    make_registration(event, member)
    guest = make_registration(event, name="Gus", email="gus@example.org")
    event.capacity = 9
    event.save()
    answers = set()
    for address in ("new@example.org", "MIA@example.org", "gus@example.org"):
        response = fill_in(Client(), your_name="Eve", your_email=address)
        answers.add((response.status_code, response["Location"]))
        assert Mail.objects.filter(to__iexact=address).count() == 1
    assert len(answers) == 1 and Registration.objects.count() == 3
    assert Registration.objects.get(pk=guest.pk).name == "Gus"
    assert not Mail.objects.filter(text__contains="Eve").exists()


@pytest.mark.parametrize("known", ["nobody", "member", "guest"])
def test_nor_does_the_limit_of_a_network(event, settings, known):
    """As many forms are taken from it, whoever has the addresses."""
    settings.SUBMISSIONS_A_DAY_BY_SENDER = 3
    if known == "member":
        make_registration(event, make_network_member(email="mia@example.org"))
    if known == "guest":
        make_registration(event, name="Mia", email="mia@example.org")
    event.capacity = 9
    event.save()
    addresses = ["a@example.org", "b@example.org", "mia@example.org", "c@example.org"]
    answers = [fill_in(Client(), your_email=each) for each in addresses]
    assert [each.status_code for each in answers] == [302, 302, 302, 429]
    elsewhere = Client(REMOTE_ADDR="192.0.2.77")
    assert fill_in(elsewhere, your_email="c@example.org").status_code == 302


def test_what_was_sent_a_day_ago_counts_no_more(event, settings, monkeypatch):
    settings.SUBMISSIONS_A_DAY_BY_SENDER = 1
    assert fill_in(Client()).status_code == 302
    assert fill_in(Client(), your_email="b@example.org").status_code == 429
    monkeypatch.setattr(event_limits, "DAY", timedelta(seconds=0))
    assert fill_in(Client(), your_email="b@example.org").status_code == 302


def test_an_address_is_the_same_here_as_in_the_database(client, event):
    """It makes a dotted capital i small, and does not make a small i that one."""
    fill_in(client, your_email="mike.king@example.com")
    assert fill_in(client, your_email="MIKE.King@example.com").status_code == 302
    assert fill_in(client, your_email="mİke.king@example.com").status_code == 422
    assert Registration.objects.count() == 1


def test_the_same_form_twice_and_the_same_address_twice_are_one(client, event):
    data = ADA | {"form_token": new_form_token(LONG_AGO).text}
    for _ in range(2):
        assert client.post(ADDRESS, data).status_code == 302
    assert (Registration.objects.count(), Mail.objects.count()) == (1, 1)
    fill_in(client, your_email="ADA@example.org", your_name="Ada A.")
    assert (Registration.objects.get().name, Mail.objects.count()) == ("Ada A.", 2)


def test_who_has_cancelled_and_asks_again_has_thirty_days_to_confirm(client, event):
    row = make_registration(event, email="ada@example.org", state="cancelled")
    long_ago = timezone.now() - timedelta(days=60)
    Registration.objects.update(created=long_ago)
    fill_in(client)
    row.refresh_from_db()
    assert row.state == "unconfirmed" and row.created > long_ago + timedelta(days=59)


def test_a_member_who_was_a_guest_has_one_place(client, event):
    row = make_registration(event, email="ada@example.org", name="Ada")
    ada = make_network_member(email="ada@example.org")
    events.register(event, ada)
    row.refresh_from_db()
    assert (row.member, row.email, events.places_left(event)) == (ada, "", 1)


def test_a_member_who_confirms_as_a_guest_has_one_place(client, event):
    ada = make_network_member(email="ada@example.org")
    own = make_registration(event, ada, state="cancelled")
    fill_in(client)
    row = Registration.objects.exclude(pk=own.pk).get()
    response = client.post(private(row), {"action": "confirm"})
    assert response["Location"] == private(own)
    assert Registration.objects.get().state == "registered"


def test_a_full_event_says_so_and_nothing_is_lost(client, event):
    fill_in(client)
    row = Registration.objects.get()
    for _ in range(2):
        make_registration(event)
    assert "All places are taken" in text_of(client.get(ADDRESS))
    response = fill_in(client, your_name="Bea")
    assert response.status_code == 409 and filled_in(response)["your_name"] == ["Bea"]
    response = client.post(private(row), {"action": "confirm"})
    assert response.status_code == 409 and "All places are taken" in text_of(response)
    assert Registration.objects.get(pk=row.pk).state == "unconfirmed"
    response = signed_in(make_network_member()).post(ADDRESS, {"action": "register"})
    assert response.status_code == 409 and "All places are taken" in text_of(response)


@pytest.mark.parametrize(
    ("about", "words"),
    [({"state": "cancelled"}, "was cancelled"), ({"days": -3}, "is over")],
)
def test_what_was_called_off_or_is_over_takes_nobody(client, about, words):
    make_event(slug="spring", is_open=True, joining_link=LINK, **about)
    for browser in (client, signed_in(make_network_member())):
        assert words in text_of(browser.get(ADDRESS))
        response = browser.post(
            ADDRESS, ADA | {"action": "register", "form_token": new_form_token(LONG_AGO).text}
        )
        assert response.status_code == 409 and words in text_of(response)
    assert not Registration.objects.exists()


def test_what_is_for_members_is_not_for_others(client):
    event = make_event(slug="spring")
    assert "Sign in" in text_of(client.get(ADDRESS))
    assert fill_in(client).status_code == 403
    stranger = signed_in(make_member())
    assert "not a member" in text_of(stranger.get(ADDRESS))
    assert stranger.post(ADDRESS, {"action": "register"}).status_code == 403
    with pytest.raises(NotAllowed):
        events.register_guest(event, "Ada", "ada@example.org", "")
    assert not Registration.objects.exists()
    assert signed_in(make_staff()).post(ADDRESS, {"action": "register"}).status_code == 302


def test_a_guest_erases_what_is_kept_and_a_member_does_so_in_the_account(client, event):
    fill_in(client)
    row = Registration.objects.get()
    client.post(private(row), {"action": "confirm"})
    others = make_registration(event, make_network_member())
    erased = client.post(private(row), {"action": "erase"})
    again = client.post(private(row), {"action": "erase"})
    assert erased.content == again.content and erased.status_code == 200
    assert client.get(private(row)).status_code == 404
    assert not Mail.objects.exists() and Registration.objects.get() == others
    assert client.post(private(others), {"action": "erase"}).status_code == 400


def test_a_flood_is_stopped_and_says_the_same_to_all(client, event, settings):
    make_registration(event, name="Gus", email="gus@example.org")
    for address in ("gus@example.org", "ada@example.org"):
        answers = [fill_in(client, your_email=address) for _ in range(6)]
        assert [each.status_code for each in answers] == [302] * 5 + [429]
        assert "several times today" in text_of(answers[-1])
    settings.SUBMISSIONS_A_DAY_BY_SENDER = 1
    response = fill_in(client, your_email="bea@example.org")
    assert response.status_code == 429 and "from your network" in text_of(response)
    settings.SUBMISSIONS_A_DAY_BY_SENDER, settings.SUBMISSIONS_A_DAY = 99, 10
    assert fill_in(client, your_email="bea@example.org").status_code == 429
