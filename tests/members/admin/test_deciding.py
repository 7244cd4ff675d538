"""The pages on which staff decide about what people ask of the network."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from members.admin.requests.waiting import decide_address
from members.models import Application, Complaint, ResourceProposal, Stewardship
from projects.models import Mail, Resource, SavedReply
from tests.builders import make_organisation, make_project
from tests.members.admin.decisions import TODAY, as_shown, fresh, make_each, press
from tests.members.builders import (
    make_application,
    make_complaint,
    make_network_member,
    make_proposal,
    make_stewardship,
)

pytestmark = pytest.mark.django_db


def test_an_accepted_applicant_is_a_member_of_the_organisation_that_the_directory_has(desk, staff):
    purse = make_organisation("Purse & Co", website="https://www.purse.org.uk/")
    make_network_member("Olive", organisation=purse)
    asked = make_application(
        name="Ada Lovelace", email="ada@purse.org.uk", organisation_name="purse and co"
    )
    page = desk.get(decide_address(asked)).content.decode()
    for words in ("Ada Lovelace", "Purse &amp; Co", "under the domain of its website", "Olive"):
        assert words in page
    answer = press(desk, asked, "approve", message="Welcome.")
    assert answer["Location"] == TODAY
    member = fresh(asked).member
    assert (member.name, member.profile.organisation) == ("Ada Lovelace", purse)
    assert EmailAddress.objects.get(user=member).verified
    assert fresh(asked).steps.first().who == staff
    assert Mail.objects.filter(to="ada@purse.org.uk", text__contains="Welcome.").exists()


def test_the_organisation_can_stay_as_it_was_typed_or_be_looked_for(desk):
    make_organisation("Purse")
    wide = make_organisation("The Wide Purse Trust")
    one = make_application(organisation_name="Purse")
    press(desk, one, "approve", organisation="")
    assert fresh(one).member.profile.organisation_name == "Purse"
    other = make_application(organisation_name="WPT")
    looked = press(desk, other, "look", find="wide purse", message="Hello.")
    assert "The Wide Purse Trust" in looked.content.decode()
    assert as_shown(looked)["message"] == ["Hello."]
    press(desk, other, "approve", organisation=str(wide.pk))
    assert fresh(other).member.profile.organisation == wide


def test_asking_and_refusing_need_words_which_the_applicant_reads(desk):
    asked = make_application()
    answer = press(desk, asked, "ask", message="  ")
    assert answer.status_code == 422
    assert "Say what you want to know." in answer.content.decode()
    assert "<title>Error: " in answer.content.decode()
    press(desk, asked, "ask", message="Which team are you in?")
    assert fresh(asked).state == Application.State.NEEDS_INFORMATION
    assert Mail.objects.filter(to=asked.email, text__contains="Which team are you in?").exists()
    other = make_application()
    assert press(desk, other, "reject").status_code == 422
    press(desk, other, "reject", message="This is not for sellers.")
    assert fresh(other).state == Application.State.REJECTED


def test_a_saved_reply_comes_into_the_message_and_decides_nothing(desk):
    SavedReply.objects.all().delete()
    reply = SavedReply.objects.create(title="Sellers", use="reject", text="Not for sellers.")
    asked = make_application()
    answer = press(desk, asked, "reply", reply=str(reply.pk), message="Dear you,")
    assert as_shown(answer)["message"] == ["Dear you,\n\nNot for sellers."]
    assert fresh(asked).state == "pending"


def test_a_steward_is_accepted_trusted_not_trusted_and_ended_with_a_reason(desk):
    purse = make_organisation("Purse", website="https://purse.org.uk/")
    project = make_project("Ladder", lead_organisation=purse)
    mia = make_network_member("Mia", email="mia@mail.purse.org.uk")
    asked = make_stewardship(mia, purse, state="pending", note="I run it.")
    page = desk.get(decide_address(asked)).content.decode()
    for words in ("Mia: Purse", "I run it.", "Yes: mia@mail.purse.org.uk", str(project)):
        assert words in page
    press(desk, asked, "approve")
    assert (fresh(asked).state, fresh(asked).is_trusted) == (Stewardship.State.ACTIVE, False)
    answer = press(desk, asked, "trust")
    assert answer["Location"] == decide_address(asked)
    assert fresh(asked).is_trusted
    press(desk, asked, "stop")
    assert not fresh(asked).is_trusted
    assert press(desk, asked, "end").status_code == 422
    press(desk, asked, "end", message="You have moved on.")
    assert fresh(asked).state == Stewardship.State.ENDED
    assert Mail.objects.filter(to=mia.email, text__contains="You have moved on.").exists()
    assert b"You have moved on." in desk.get(decide_address(asked)).content


def test_accept_and_trust_is_one_step(desk):
    asked = make_stewardship(make_network_member("Mia"), state="pending")
    press(desk, asked, "approve-trusted")
    assert (fresh(asked).state, fresh(asked).is_trusted) == (Stewardship.State.ACTIVE, True)


def test_a_proposed_resource_is_put_right_and_then_on_the_site(desk):
    proposed = make_proposal(make_network_member("Mia"), title="gude", link="https://x.example/a")
    bad = press(desk, proposed, "approve", title="A guide", link="javascript:x", year="3000")
    assert bad.status_code == 422
    assert as_shown(bad)["title"] == ["A guide"]
    page = bad.content.decode()
    assert "This is no web address." in page and "This year is in the future." in page
    project = make_project("Ladder")
    press(desk, proposed, "approve", title="A guide", projects=f"/projects/{project.slug}/")
    made = Resource.objects.get(title="A guide")
    assert (made.link, list(made.projects.all())) == ("https://x.example/a", [project])
    assert fresh(proposed).resource == made


def test_what_is_not_accepted_need_not_be_put_right(desk):
    proposed = make_proposal(make_network_member("Mia"))
    press(desk, proposed, "reject", title="", message="It is an advertisement.")
    assert fresh(proposed).state == ResourceProposal.State.REJECTED


def test_a_resource_that_leads_to_the_same_page_is_told_of(desk):
    Resource.objects.create(title="There", slug="there", kind="guide", link="https://x.example/a")
    proposed = make_proposal(link="https://x.example/a/")
    assert b"A resource leads to the same page." in desk.get(decide_address(proposed)).content


def test_a_complaint_is_answered_with_words(desk):
    complaint = make_complaint(text="You show my number.")
    page = desk.get(decide_address(complaint)).content.decode()
    assert "You show my number." in page and "We aim to answer by" in page
    assert press(desk, complaint, "answer").status_code == 422
    press(desk, complaint, "answer", message="It is gone now. We are sorry.")
    assert fresh(complaint).state == Complaint.State.ANSWERED
    assert Mail.objects.filter(to=complaint.email, text__contains="It is gone now.").exists()


BUTTONS = {"application": "approve", "stewardship": "approve", "resourceproposal": "approve"}


def test_what_was_changed_meanwhile_is_not_decided_and_what_was_typed_is_kept(desk):
    for thing in make_each():
        button = BUTTONS.get(thing._meta.model_name, "answer")
        opened = as_shown(desk.get(decide_address(thing)))
        type(thing).objects.filter(pk=thing.pk).update(version=7)
        answer = press(desk, thing, button, opened, message="Typed long ago.")
        assert answer.status_code == 409, thing
        assert fresh(thing).state == "pending"
        shown = as_shown(answer)
        assert (shown["message"], shown["version"]) == (["Typed long ago."], ["7"])
        assert press(desk, thing, button, shown).status_code == 302


def test_what_a_colleague_has_decided_is_shown_with_what_was_typed(desk, desk_of):
    asked = make_application()
    opened = as_shown(desk.get(decide_address(asked)))
    press(desk_of("view_application", "change_application"), asked, "approve")
    answer = press(desk, asked, "reject", opened, message="My long reason.")
    assert answer.status_code == 409
    assert b"My long reason." in answer.content
    assert fresh(asked).state == Application.State.APPROVED


def test_a_button_pressed_twice_decides_once_and_goes_on(desk):
    asked = make_application()
    opened = as_shown(desk.get(decide_address(asked)))
    for _ in range(2):
        answer = press(desk, asked, "reject", opened, message="No.")
        assert answer["Location"] == TODAY
    assert asked.steps.count() == 1


def test_after_one_comes_what_has_waited_next(desk):
    things = make_each()
    for number, thing in enumerate(things):
        since = timezone.now() - timedelta(days=9 - number)
        type(thing).objects.filter(pk=thing.pk).update(waiting_since=since)
    answer = press(desk, things[1], "approve")
    assert answer["Location"] == decide_address(things[2])
    answer = press(desk, things[3], "answer", message="Yes.")
    assert answer["Location"] == decide_address(things[0])


def test_only_who_may_see_sees_and_only_who_may_change_decides(desk_of):
    for thing in make_each():
        name = thing._meta.model_name
        button = BUTTONS.get(name, "answer")
        stranger, onlooker = desk_of("view_project"), desk_of(f"view_{name}")
        assert stranger.get(decide_address(thing)).status_code == 403
        page = onlooker.get(decide_address(thing))
        assert page.status_code == 200 and b'name="do"' not in page.content
        data = {"version": thing.version, "do": button, "message": "x", "title": "x"}
        for client in (stranger, onlooker):
            assert client.post(decide_address(thing), data).status_code == 403
        assert fresh(thing).state == "pending"


def test_a_resource_is_accepted_only_by_who_may_add_resources(desk_of):
    proposed = make_proposal()
    desk = desk_of("view_resourceproposal", "change_resourceproposal")
    opened = as_shown(desk.get(decide_address(proposed)))
    assert press(desk, proposed, "approve", opened).status_code == 403
    assert press(desk, proposed, "reject", opened, message="No.").status_code == 302


def test_an_address_is_shown_only_to_who_may_see_accounts(desk_of):
    asked = make_stewardship(make_network_member(email="secret@purse.example"), state="pending")
    one = desk_of("view_stewardship")
    assert b"secret@" not in one.get(decide_address(asked)).content
    both = desk_of("view_stewardship", "view_member")
    assert b"secret@" in both.get(decide_address(asked)).content


@pytest.mark.parametrize("query", ["token__startswith=a", "form_token__startswith=a", "sender=a"])
def test_secrets_cannot_be_asked_for_in_the_address_of_a_list(desk, query):
    make_application()
    assert desk.get(f"/admin/members/application/?{query}").status_code in (302, 400)


def test_odd_requests_are_answered(desk):
    asked = make_application(organisation_name="Purse")
    address = decide_address(asked)
    odd = {"organisation": "9" * 30, "find": "\0", "version": "x", "reply": "\0", "message": "\0"}
    for button in ("approve", "ask", "reply", "look", "\0", "x" * 9999):
        assert desk.post(address, odd | {"do": button}).status_code < 500
    assert desk.get(f"/admin/members/application/{10**30}/decide/").status_code == 404
    for key in ("x", "9" * 40, f"{asked.pk}"):
        assert desk.get(f"/admin/members/application/{key}/change/").status_code < 500
    assert desk.delete(address).status_code == 405
    proposed = make_proposal()
    typed = {"version": 1, "do": "approve", "topics": ["\0"], "projects": "\0\n/", "year": "9" * 99}
    assert desk.post(decide_address(proposed), typed).status_code == 422
