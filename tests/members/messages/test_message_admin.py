"""What staff see of messages: to read only, and only with the permission."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

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
    assert "Quokka." in html and "ada@example.org" in html
    assert message.token not in html and message.copies.get().token not in html


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
