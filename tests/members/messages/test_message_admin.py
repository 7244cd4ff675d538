"""What staff see of messages: to read only, and only with the permission."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from members.models import Message
from tests.builders import make_member, make_staff
from tests.members.builders import make_message, make_network_member

pytestmark = pytest.mark.django_db
LIST = "/admin/members/message/"


@pytest.fixture
def message():
    return make_message(
        recipient=make_network_member("Ada", email="ada@example.org"), text="Quokka.", name="Grace"
    )


def sign_in(client, *codes):
    who = make_member(is_staff=True)
    who.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client.force_login(who)


def page_of(message):
    return reverse("admin:members_message_change", args=[message.pk])


def test_staff_without_the_permission_see_nothing(client, message):
    sign_in(client, "view_member", "view_project")
    assert client.get(LIST).status_code == client.get(page_of(message)).status_code == 403


def test_with_it_they_read_who_wrote_what_to_whom(client, message):
    sign_in(client, "view_message")
    assert b"Ada" in client.get(LIST + "?q=grace").content
    html = client.get(page_of(message)).content.decode()
    assert "Quokka." in html
    assert message.token not in html and message.copies.get().token not in html


def test_addresses_are_for_those_who_see_them_on_the_pages_of_members(client, message):
    nameless = make_member()
    Message.objects.update(email="grace@example.org", writer=nameless)
    held = ["ada@example.org", "grace@example.org", nameless.email]
    for codes, is_shown in ([], False), (["view_member"], True):
        sign_in(client, "view_message", *codes)
        html = client.get(page_of(message)).content.decode()
        assert [each in html for each in held] == [is_shown] * 3
        found = client.get(LIST + "?q=grace%40example.org").content.decode()
        assert (page_of(message) in found) == is_shown


def test_nobody_changes_adds_or_deletes_one(client, message):
    client.force_login(make_staff())
    assert client.get(LIST + "add/").status_code == 403
    assert client.post(page_of(message), {"name": "x"}).status_code == 403
    delete = reverse("admin:members_message_delete", args=[message.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(
    "lookup", ["token__startswith", "copies__token__startswith", "text__contains"]
)
def test_secret_addresses_are_not_to_be_found_letter_by_letter(client, message, lookup):
    sign_in(client, "view_message")
    assert client.get(f"{LIST}?{lookup}=a").status_code in (302, 400)
    assert client.get(f"{LIST}?state__exact=passed-on").status_code == 200
