"""Writing to the people who run a project, or to a member: the form, and what becomes of it."""

import pytest
from django.test import Client

from members.limits import messages as message_limits
from members.models import Message
from projects.models import Mail
from tests.at_once import at_once, failures
from tests.builders import make_member, make_organisation, make_project
from tests.members.builders import make_network_member, make_stewardship
from tests.projects.views.forms import filled_in, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/projects/step-up/ask/"
TEXT = "How did you begin?\n\nWe want to do the same."


@pytest.fixture
def trust():
    return make_organisation("Trust", website="https://trust.example")


@pytest.fixture(autouse=True)
def entry(trust):
    return make_project("Step Up", lead_organisation=trust, contact_email="stepup@example.org")


def write(client, address=ADDRESS, **typed):
    return client.post(address, filled_in(client.get(address)) | {"message": TEXT} | typed)


def as_stranger(client, address=ADDRESS, **typed):
    person = {"your_name": "Grace", "your_email": "grace@example.org"}
    return write(client, address, **person | typed)


def confirm(client):
    message = Message.objects.get()
    return client.post(f"/messages/{message.token}/", {"action": "confirm"})


def passed_on():
    return list(Mail.objects.filter(purpose="message").order_by("to"))


# --- Who writes ---


def test_the_page_of_a_project_leads_to_the_form(client, entry):
    assert ADDRESS in client.get(entry.get_absolute_url()).content.decode()
    assert "Ask the people who run this" in text_of(client.get(ADDRESS))


def test_a_member_s_message_is_passed_on_at_once(client):
    client.force_login(make_member(name="Ada", email="ada@example.org"))
    page = client.get(write(client)["Location"])
    assert "We have taken your message" in text_of(page)
    mail = passed_on()[0]
    assert (mail.to, mail.reply_to) == ("stepup@example.org", "ada@example.org")
    assert Message.objects.get().state == "passed-on"
    assert "stepup@example.org" not in page.content.decode()


def test_a_stranger_s_message_waits_until_the_address_is_confirmed(client):
    assert as_stranger(client)["Location"] == "/messages/sent/"
    message = Message.objects.get()
    assert message.state == "unconfirmed" and passed_on() == []
    mail = Mail.objects.get()
    assert mail.to == "grace@example.org"
    assert f"/messages/{message.token}/" in mail.text
    assert "How did" not in mail.text + mail.html and "Grace" not in mail.text + mail.html
    page = client.get(f"/messages/{message.token}/")
    assert "Is this what you want to send?" in text_of(page) and passed_on() == []
    assert page["Cache-Control"] == "no-store, private"
    for _ in range(2):
        assert confirm(client).status_code == 302
    assert [each.reply_to for each in passed_on()] == ["grace@example.org"]


def test_the_page_after_sending_sets_no_cookie(client):
    assert not client.get("/messages/sent/").cookies


def test_whether_an_address_is_a_member_s_makes_no_difference(client):
    make_network_member(email="grace@example.org")
    known = as_stranger(client)
    unknown = as_stranger(client, your_email="nobody@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert set(Message.objects.values_list("writer", "state")) == {(None, "unconfirmed")}


# --- To whom ---


def test_who_looks_after_the_lead_organisation_has_it_and_the_contact_has_not(client, trust):
    for name, fields in {
        "one": {}, "two": {}, "none": {"takes_messages": False}, "stepup": {},
    }.items():  # fmt: skip
        make_stewardship(make_network_member(email=f"{name}@example.org", **fields), trust)
    make_stewardship(make_network_member(email="asked@example.org"), trust, state="pending")
    client.force_login(make_member())
    write(client)
    assert [mail.to for mail in passed_on()] == [
        "one@example.org", "stepup@example.org", "two@example.org",
    ]  # fmt: skip


def test_where_nobody_is_known_the_writer_is_told_what_else_there_is(client, entry):
    entry.contact_email = ""
    entry.save()
    assert "We know nobody to pass a message on to" in text_of(client.get(ADDRESS))
    client.force_login(make_member())
    text = text_of(client.get(write(client)["Location"]))
    assert "could not be passed on" in text and "Ask the lead organisation" in text
    assert Message.objects.get().state == "not-taken"
    assert passed_on() == []


@pytest.mark.parametrize("contact", ["not an address", "a@b.org\nBcc: c@d.org"])
def test_a_contact_that_is_no_address_has_no_mail(client, entry, contact):
    type(entry).objects.update(contact_email=contact)
    client.force_login(make_member())
    assert write(client).status_code == 302
    assert passed_on() == []


def test_members_write_to_those_they_may_find_and_the_public_to_those_who_show_their_name(client):
    hidden, fellow, public = (
        make_network_member(shows_name=audience) for audience in ("nobody", "members", "everyone")
    )
    addresses = [f"/members/{each.profile.key}/ask/" for each in (hidden, fellow, public)]
    assert [client.get(each).status_code for each in addresses] == [404, 404, 200]
    for address in addresses[:2]:
        response = client.post(address, {"message": TEXT})
        assert response.status_code == 404 and "We want to do the same." in text_of(response)
    ada = make_network_member()
    client.force_login(ada)
    assert [client.get(each).status_code for each in addresses] == [404, 200, 200]
    assert client.get(f"/members/{ada.profile.key}/ask/").status_code == 404
    write(client, addresses[1])
    assert [mail.to for mail in passed_on()] == [fellow.email]


def test_who_has_hidden_from_the_public_meanwhile_has_no_mail_and_it_does_not_show(client):
    ada = make_network_member(shows_name="everyone")
    as_stranger(client, f"/members/{ada.profile.key}/ask/")
    ada.profile.shows_name = "members"
    ada.profile.save()
    page = client.get(confirm(client)["Location"])
    assert "We have taken your message" in text_of(page)
    assert passed_on() == [] and Message.objects.get().state == "not-taken"


def test_a_project_that_was_withdrawn_meanwhile_has_no_mail(client, entry):
    as_stranger(client)
    type(entry).objects.update(state="withdrawn")
    assert "not on the map any more" in text_of(client.get(confirm(client)["Location"]))
    assert passed_on() == []
    response = client.post(ADDRESS, {"message": TEXT})
    assert response.status_code == 410 and "We want to do the same." in text_of(response)
    assert client.get("/projects/nowhere/ask/").status_code == 404


# --- What is typed ---


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"message": ""}, "message"),
        ({"message": "a" * 5001}, "message"),
        ({"message": "a\0b"}, "message"),
        ({"your_name": ""}, "your_name"),
        ({"your_name": "a" * 151}, "your_name"),
        ({"your_email": "grace@example.org\r\nBcc: x@example.org"}, "your_email"),
        ({"your_email": "grace"}, "your_email"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(client, typed, field):
    response = as_stranger(client, **typed)
    assert response.status_code == 422
    html = response.content.decode()
    assert f'href="#id_{field}"' in html and "<title>Error: " in html
    kept = filled_in(response)
    assert kept["your_email"][0] == typed.get("your_email", "grace@example.org")
    assert not Message.objects.exists() and not Mail.objects.exists()


def test_a_line_break_in_a_name_begins_no_header(client):
    client.force_login(make_member(name="Ada\r\nBcc: x@example.org"))
    write(client)
    as_stranger(Client(), your_name="Grace\r\nBcc: x@example.org")
    assert all("\n" not in mail.subject + mail.reply_to for mail in Mail.objects.all())
    assert Message.objects.get(name__startswith="Grace").name == "Grace Bcc: x@example.org"


def test_a_program_is_held_off(client):
    assert as_stranger(client, subject="pills").status_code == 422
    assert not Message.objects.exists()


# --- The same form again ---


def test_the_same_form_twice_is_one_message_and_a_newer_text_counts_until_it_is_confirmed(client):
    data = filled_in(client.get(ADDRESS)) | {
        "message": "First.", "your_name": "Grace", "your_email": "grace@example.org",
    }  # fmt: skip
    client.post(ADDRESS, data)
    client.post(ADDRESS, data | {"message": "Second."})
    assert Message.objects.get().text == "Second."
    assert Mail.objects.count() == 1
    confirm(client)
    assert client.post(ADDRESS, data | {"message": "Second."}).status_code == 302
    response = client.post(ADDRESS, data | {"message": "Third."})
    assert response.status_code == 409 and "Third." in text_of(response)
    assert Message.objects.get().text == "Second."
    again = filled_in(response)
    again["as_new"] = [response.context["as_new"]]
    client.post(ADDRESS, again)
    assert Message.objects.count() == 2


def test_a_corrected_address_is_another_message(client):
    data = filled_in(client.get(ADDRESS)) | {"message": TEXT, "your_name": "Grace"}
    for email in ("grcae@example.org", "grace@example.org"):
        client.post(ADDRESS, data | {"your_email": email})
    assert len(set(Message.objects.values_list("token", "email"))) == 2


def race(data, who, tries=6):
    clients = [Client() for _ in range(tries)]
    for each in clients:
        each.force_login(who)
    return at_once([lambda each=each: each.post(ADDRESS, data).status_code for each in clients])


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_many_times_at_once_is_one_message_and_one_mail(client):
    who = make_member()
    client.force_login(who)
    data = filled_in(client.get(ADDRESS)) | {"message": TEXT}
    assert race(data, who) == [302] * 6
    assert (Message.objects.count(), len(passed_on())) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_some_of_them_would_fail(client, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(message_limits, "one_at_a_time", lambda: None)
    who = make_member()
    client.force_login(who)
    data = filled_in(client.get(ADDRESS)) | {"message": TEXT}
    assert failures(race(data, who))
