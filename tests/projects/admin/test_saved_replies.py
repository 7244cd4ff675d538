"""Saved replies: what is there to begin with, and how one gets into a message."""

from importlib import import_module

import pytest
from django.apps import apps

from projects.models import Decision, SavedReply
from tests.builders import make_submission
from tests.projects.admin.decisions import decide_page, press

pytestmark = pytest.mark.django_db
replies = import_module("projects.migrations.0005_saved_replies")


@pytest.fixture
def reply():
    return SavedReply.objects.create(use="ask", title="Where?", text="Where is it?")


def test_there_is_a_dozen_to_begin_with_for_both_uses():
    SavedReply.objects.all().delete()
    replies.add_replies(apps, None)
    uses = list(SavedReply.objects.values_list("use", flat=True))
    assert len(uses) >= 12
    assert {"ask", "reject"} == set(uses)
    assert SavedReply.objects.count() == len(replies.REPLIES)


def test_loading_them_again_writes_over_nothing_and_undoing_leaves_what_staff_wrote():
    SavedReply.objects.all().delete()
    replies.add_replies(apps, None)
    ours = SavedReply.objects.create(use="ask", title="Ours", text="Ours.")
    edited = SavedReply.objects.exclude(pk=ours.pk).first()
    SavedReply.objects.filter(pk=edited.pk).update(text="Edited.")
    replies.add_replies(apps, None)
    edited.refresh_from_db()
    assert edited.text == "Edited."
    replies.remove_replies(apps, None)
    assert set(SavedReply.objects.values_list("text", flat=True)) == {"Ours.", "Edited."}


def test_using_a_reply_shows_it_in_the_message_and_decides_nothing(desk, reply):
    submission = make_submission()
    answer = press(
        desk, submission, "reply", reply=reply.pk, message="Hello.", summary="Typed meanwhile."
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer.context["decision"]["message"].value() == "Hello.\n\nWhere is it?"
    assert "Typed meanwhile." in page
    assert not Decision.objects.filter(who__isnull=False).exists()


@pytest.mark.parametrize("key", ["", "x", "0", "9" * 30, "1\0"])
def test_a_reply_that_is_not_there_changes_nothing(desk, key):
    answer = press(desk, make_submission(), "reply", reply=key, message="Hello.")
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert answer.context["decision"]["message"].value() == "Hello."


def test_staff_write_replies_and_find_them_on_the_page(desk):
    data = {"use": "reject", "title": "Not ours", "text": "It is not ours.", "order": 5}
    desk.post("/admin/projects/savedreply/add/", data)
    assert SavedReply.objects.get(title="Not ours").text == "It is not ours."
    page = desk.get(decide_page(make_submission())).content.decode()
    assert "Not ours</option>" in page
    assert "It is not ours." in page
