"""The page on which somebody erases themselves."""

import pytest
from django.urls import reverse

from members.models import Member
from tests.builders import make_staff
from tests.members.builders import make_network_member

pytestmark = pytest.mark.django_db


def test_ticked_and_pressed_they_are_gone_and_signed_out(client):
    member = make_network_member()
    client.force_login(member)
    answer = client.post(reverse("erase_me"), {"sure": "yes"})
    assert answer["Location"] == reverse("erased")
    assert not Member.objects.filter(pk=member.pk).exists()
    page = client.get(answer["Location"])
    assert "You are erased" in page.content.decode()
    assert client.get(reverse("my_data")).status_code == 302


@pytest.mark.parametrize("sure", ["", "no", "\0", ["no", "no"]])
def test_without_the_tick_nothing_goes(client, sure):
    client.force_login(make_network_member())
    answer = client.post(reverse("erase_me"), {"sure": sure})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "<title>Error: " in page
    assert 'href="#id_sure"' in page
    assert Member.objects.count() == 1


def test_the_only_administrator_is_told_why_not(client):
    client.force_login(make_staff())
    answer = client.post(reverse("erase_me"), {"sure": "yes"})
    assert answer.status_code == 409
    assert "only administrator" in answer.content.decode()
    assert Member.objects.count() == 1


def test_a_press_from_another_site_erases_nobody(client):
    member = make_network_member()
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(member)
    assert strict.post(reverse("erase_me"), {"sure": "yes"}).status_code == 403
    assert Member.objects.count() == 1
