"""What whoever a message is for reads of it, and what they can refuse."""

import pytest

from members.models import Message, MessageCopy, Refusal
from members.workflow import messages
from projects.models import Mail
from projects.submissions.workflow import NotAllowed, Person
from tests.builders import make_organisation, make_project
from tests.members.builders import make_network_member, make_stewardship
from tests.projects.views.forms import text_of

pytestmark = pytest.mark.django_db
NUMBERS = iter(range(10_000))


def write(to, writer, text="How did you begin?"):
    """Pass a member's message on; return it."""
    where = {"recipient": to} if hasattr(to, "profile") else {"project": to}
    person = Person(member=writer)
    return messages.send(text, writer=person, form_token=f"form {next(NUMBERS)}", **where).message


def mails_to(email):
    return Mail.objects.filter(purpose="message", to=email).count()


@pytest.fixture
def ada():
    return make_network_member("Ada", email="ada@example.org")


@pytest.fixture
def grace():
    return make_network_member("Grace", email="grace@example.org")


def test_the_mail_has_the_whole_text_says_who_wrote_it_and_can_be_refused(ada, grace):
    write(ada, grace, 'One & "two"\n\n<b>Three</b> {{ 7 }}\n-- \nBetter Work Map')
    mail = Mail.objects.get()
    copy = MessageCopy.objects.get()
    for words in ("Hello Ada,", "Grace (grace@example.org)", "have not given them your address"):
        assert words in mail.text and words in mail.html
    assert '> One & "two"\n>\n> <b>Three</b> {{ 7 }}\n> --\n> Better Work Map' in mail.text
    assert "<b>Three" not in mail.html and "&lt;b&gt;Three&lt;/b&gt; {{ 7 }}" in mail.html
    assert f"/messages/refuse/{copy.token}/" in mail.text and copy.token in mail.html
    assert mail.reply_to == "grace@example.org"


def test_a_message_to_a_project_says_which_and_why_one_has_it(ada, grace):
    trust = make_organisation("Trust")
    entry = make_project("Step Up", lead_organisation=trust, contact_email="stepup@example.org")
    write(entry, grace)
    make_stewardship(ada, trust)
    write(entry, grace)
    contact, steward = Mail.objects.order_by("pk")
    assert "“Step Up”" in contact.text and "the address that the map has for it" in contact.text
    assert "not given them your address" not in contact.text  # it is on the entry
    assert "you look after the organisation" in steward.text and "Hello Ada," in steward.text


def refuse_page(client, action=None):
    copy = MessageCopy.objects.order_by("-pk").first()
    address = f"/messages/refuse/{copy.token}/"
    return client.post(address, {"action": action}) if action else client.get(address)


def test_opening_the_page_refuses_nothing(client, ada, grace):
    write(ada, grace)
    page = refuse_page(client)
    assert "No more from this writer" in text_of(page)
    assert page["Cache-Control"] == "no-store, private"
    assert refuse_page(client, "bogus").status_code == 400
    assert not Refusal.objects.exists()


def test_one_writer_is_refused_and_others_are_not(client, ada, grace):
    write(ada, grace)
    for _ in range(2):
        assert refuse_page(client, "writer").status_code == 302
    assert "nothing more of this writer" in text_of(refuse_page(client))
    write(ada, grace)
    assert mails_to(ada.email) == 1
    write(ada, make_network_member())
    assert mails_to(ada.email) == 2


def test_everybody_is_refused_and_taken_again(client, ada, grace):
    write(ada, grace)
    refuse_page(client, "all")
    ada.profile.refresh_from_db()
    assert not ada.profile.takes_messages
    write(ada, make_network_member())
    assert mails_to(ada.email) == 1
    refuse_page(client, "again")
    write(ada, grace)
    assert mails_to(ada.email) == 2


def test_what_a_member_chose_last_counts(client, ada, grace):
    write(ada, grace)
    refuse_page(client, "all")
    type(ada.profile).objects.update(takes_messages=True)  # as on their own page of choices
    write(ada, grace)
    assert mails_to(ada.email) == 2


def test_the_contact_of_a_project_can_refuse_everybody(client, grace):
    entry = make_project(contact_email="StepUp@example.org")
    write(entry, grace)
    refuse_page(client, "all")
    write(entry, make_network_member())
    assert mails_to("StepUp@example.org") == 1
    assert "We pass no messages on to you" in text_of(refuse_page(client))


@pytest.mark.parametrize("action", ["writer", "all"])
@pytest.mark.parametrize("is_steward", [True, False])
def test_who_wrote_it_cannot_tell_that_they_are_refused(client, ada, grace, action, is_steward):
    to = ada
    if is_steward:
        trust = make_organisation("Trust")
        make_stewardship(ada, trust)
        to = make_project("Step Up", lead_organisation=trust)
    client.force_login(grace)

    def seen(message):
        html = client.get(f"/messages/{message.token}/").content.decode()
        form = client.get(f"/projects/{to.slug}/ask/") if is_steward else None
        return html, form and "We know nobody" in form.content.decode()

    before = seen(write(to, grace))
    refuse_page(client, action)
    after = write(to, grace)
    assert mails_to(ada.email) == 1 and after.state == Message.State.NOT_TAKEN
    first = Message.objects.exclude(pk=after.pk).get()
    assert seen(after)[0].replace(after.token, first.token) == before[0]
    assert seen(after)[1] == before[1]


def test_a_writer_whose_address_is_forgotten_cannot_be_refused_as_everybody(client, ada, grace):
    copy = write(ada, grace).copies.get()
    Message.objects.update(email="")
    with pytest.raises(NotAllowed):
        messages.refuse(MessageCopy.objects.get(pk=copy.pk), everyone=False)
    assert refuse_page(client, "writer").status_code == 409
    assert "No more from this writer" not in text_of(refuse_page(client))
    assert not Refusal.objects.exists()


@pytest.mark.parametrize("address", ["/messages/{}/", "/messages/refuse/{}/"])
def test_a_token_that_is_none_opens_nothing(client, ada, grace, address):
    write(ada, grace)
    assert client.get(address.format("a" * 43)).status_code == 404
    assert client.post(address.format("a" * 43), {"action": "all"}).status_code == 404
