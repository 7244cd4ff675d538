"""All that is kept about a person is given to them, and nothing that is another's."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.urls import reverse

from members.models import Application, Member, Message, Refusal
from members.privacy import finding
from members.privacy.export import LEFT_OUT, data_of
from members.privacy.finding import address_fields, name_of, relations
from members.privacy.reading import TITLES, as_read
from members.workflow import messages
from projects.models import Project, Submission
from projects.submissions.workflow import Person
from tests.builders import make_project, make_submission
from tests.members.builders import make_message, make_network_member
from tests.members.privacy.a_person import EMAIL, NAME, PHONE, WORD, fill_everything

pytestmark = pytest.mark.django_db
NASTY = "<script>alert(1)</script>"


def test_every_table_that_leads_to_a_person_is_in_their_data():
    told = data_of(fill_everything())
    followed = {
        model._meta.label
        for model, field in [*relations(), *address_fields()]
        if name_of(model, field) not in LEFT_OUT
    }
    assert set(told["tables"]) == followed
    account = told["account"]
    assert (account["name"], account["email"]) == (NAME, EMAIL)
    assert told["tables"]["members.Profile"][0]["phone"] == PHONE
    assert len(told["tables"]["account.EmailAddress"]) == 2


def test_what_is_left_out_exists_and_says_why():
    ways = {name_of(*way) for way in [*relations(), *address_fields()]}
    assert set(LEFT_OUT) <= ways
    assert all(LEFT_OUT.values())


def test_a_table_that_is_not_followed_would_be_found_missing(monkeypatch):
    monkeypatch.setattr(finding, "relations", lambda: relations()[:3])
    with pytest.raises(AssertionError):
        test_every_table_that_leads_to_a_person_is_in_their_data()


def test_it_holds_what_they_wrote_and_what_was_decided():
    tables = data_of(fill_everything())["tables"]
    sent = next(each for each in tables["projects.Submission"] if each["note"] == WORD)
    assert sent["payload"]["summary"] == WORD
    assert sent["submitter"] == "you"
    assert {step["to_state"] for step in sent["steps"]} >= {"rejected"}
    assert any("Sorry" in step.get("reason", "") for step in sent["steps"])
    assert {each["text"] for each in tables["members.Message"]} == {
        WORD, f"To {NAME}", "How did you begin?",
    }  # fmt: skip
    assert len(tables["members.Application"]) == len(tables["members.Complaint"]) == 2


def test_it_opens_nothing_and_shows_nobody_else():
    person = fill_everything()
    text = json.dumps(data_of(person))
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.name in ("token", "form_token", "password", "message_id"):
                for secret in model._base_manager.values_list(field.name, flat=True):
                    assert not secret or secret not in text, name_of(model, field)
    for other in Member.objects.exclude(pk=person.pk):
        assert other.email not in text
    assert "asker@example.org" not in text
    assert '"secret"' not in text


def test_mails_lose_links_that_open_something_and_addresses_of_others():
    person = make_network_member(email=EMAIL)
    make_submission(email=EMAIL, state="unconfirmed", name="Ladders")
    token = Submission.objects.get().token
    mail = data_of(person)["tables"]["projects.Mail"][0]
    assert "/submissions/…" in mail["text"]
    assert token not in mail["text"]


def test_drafts_and_places_that_staff_know_are_nobodys_to_be_told():
    person = make_network_member(email=EMAIL)
    draft = make_project("Secret draft", state="draft")
    made = make_submission(email=EMAIL, name="Ladders")
    Submission.objects.filter(pk=made.pk).update(
        project=draft, place_by_staff={"address": "Refuge"}, latitude=51.5, longitude=0.1
    )
    text = json.dumps(data_of(person))
    assert "Secret draft" not in text
    assert "Refuge" not in text
    assert "51.5" not in text
    Project.objects.filter(pk=draft.pk).update(state="published")
    assert "Secret draft" in json.dumps(data_of(person))


def test_an_address_that_they_have_not_proved_theirs_opens_nothing():
    thief = make_network_member()
    address = EmailAddress.objects.create(user=thief, email=EMAIL, verified=False)
    make_submission(email=EMAIL, person="Ada")
    assert "projects.Submission" not in data_of(thief)["tables"]
    EmailAddress.objects.filter(pk=address.pk).update(verified=True)
    assert "projects.Submission" in data_of(thief)["tables"]


@pytest.fixture
def signed_in(client):
    person = make_network_member(NASTY, email=EMAIL, about=NASTY)
    client.force_login(person)
    make_message(recipient=person, text=NASTY)
    return client


@pytest.mark.parametrize("name", ["my_data", "my_data_json", "my_data_html", "erase_me"])
def test_the_pages_are_for_oneself_only_and_stored_by_nobody(signed_in, name):
    answer = signed_in.get(reverse(name))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store, private"
    signed_in.logout()
    answer = signed_in.get(reverse(name))
    assert answer.status_code == 302
    assert EMAIL not in answer.content.decode()


def test_both_files_have_a_name_and_hold_it_all(signed_in):
    answer = signed_in.get(reverse("my_data_json"))
    assert answer["Content-Disposition"].startswith(
        'attachment; filename="better-work-map-my-data-'
    )
    assert json.loads(answer.content)["tables"]["members.Message"][0]["text"] == NASTY
    answer = signed_in.get(reverse("my_data_html"))
    assert answer["Content-Disposition"].endswith('.html"')
    page = answer.content.decode()
    assert "&lt;script&gt;" in page
    assert NASTY not in page
    assert Message.objects.count() == 1
    assert Application.objects.count() == 0


def test_who_wrote_a_message_does_not_learn_whether_it_was_taken():
    writer, taker, refuser = (make_network_member() for _ in range(3))
    told = []
    for recipient in (taker, refuser):
        Refusal.objects.create(email=refuser.email, writer=writer.email)
        messages.send("Hello", writer=Person(member=writer), form_token="a", recipient=recipient)
        assert Message.objects.get().state == ("passed-on" if recipient == taker else "not-taken")
        read = data_of(writer)["tables"]
        (row,) = read["members.Message"]
        assert row.pop("writer") == "you" and row.pop("text") == "Hello"
        row.pop("id"), row.pop("created")
        told.append((row, set(read)))
        Message.objects.all().delete()
        Refusal.objects.all().delete()
    assert told[0] == told[1]
    messages.send("Hello", writer=Person(member=writer), form_token="b", recipient=taker)
    assert data_of(taker)["tables"]["members.Message"][0]["state"] == "passed-on"


def test_nor_does_a_guest():
    asker, contact = "asker@example.org", make_network_member()
    row = make_message(recipient=contact, email=asker)
    guest = make_network_member(email=asker)
    (told,) = data_of(guest)["tables"]["members.Message"]
    assert told["text"] == row.text and not {"state", "passed_on_at"} & set(told)


def test_people_read_it_in_words():
    read = as_read(data_of(fill_everything()))
    assert [title for title, _ in read["tables"] if title not in map(str, TITLES.values())] == []
    told = dict(read["tables"])
    sent = [dict(row) for row in told["What you proposed, corrected or reported"]]
    assert f"In one sentence: {WORD}" in "\n".join(row["Payload"] for row in sent)
    assert any("Reason: Sorry" in row.get("Steps", "") for row in sent)
    assert all(text for rows in told.values() for row in rows for _, text in row)
    assert len(told["What you did as an editor"]) > 8
    assert as_read(data_of(make_network_member()))["tables"][0][0] == "Your profile"
