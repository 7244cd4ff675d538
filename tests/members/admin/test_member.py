"""Who looks after accounts cannot make themselves more than they are."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from members.models import Member
from tests.builders import make_member, make_staff

pytestmark = pytest.mark.django_db
RIGHTS = {"is_superuser": "on", "is_staff": "on"}


def change_page(member):
    return reverse("admin:members_member_change", args=[member.pk])


def password_page(member):
    return reverse("admin:auth_user_password_change", args=[member.pk])


def signed_in(member):
    client = Client()
    client.force_login(member)
    return client


def may(*codes):
    return Permission.objects.filter(codename__in=codes)


@pytest.fixture
def keeper(db):
    """Somebody on the staff who looks after accounts and may do nothing else."""
    member = make_member(is_staff=True)
    member.user_permissions.set(may("view_member", "change_member", "delete_member"))
    return member


def save(client, member, **typed):
    data = {"email": member.email, "name": member.name, "is_active": "on"}
    return client.post(change_page(member), data | typed)


def test_who_looks_after_accounts_cannot_give_rights_to_themselves_or_others(keeper):
    other, editors = make_member(), Group.objects.create(name="Editors")
    everything = [str(each.pk) for each in Permission.objects.all()]
    for member in (keeper, other):
        typed = RIGHTS | {"groups": [str(editors.pk)], "user_permissions": everything}
        before = (member.is_staff, member.user_permissions.count())
        assert save(signed_in(keeper), member, name="New name", **typed).status_code == 302
        member.refresh_from_db()
        assert (member.name, member.is_superuser) == ("New name", False)
        assert (member.is_staff, member.user_permissions.count()) == before
        assert not member.groups.exists()


def test_superusers_give_rights(keeper):
    editors = Group.objects.create(name="Editors")
    client = signed_in(make_staff())
    assert save(client, keeper, **RIGHTS, groups=[str(editors.pk)]).status_code == 302
    keeper.refresh_from_db()
    assert keeper.is_superuser
    assert list(keeper.groups.all()) == [editors]


def make_editor(**fields):
    editor = make_member(is_staff=True, **fields)
    group = Group.objects.create(name="Editors")
    group.permissions.set(may("change_project"))
    editor.groups.add(group)
    return editor


@pytest.mark.parametrize(
    "make",
    [
        make_staff,
        make_editor,
        lambda: make_staff(is_active=False),
        lambda: make_editor(is_active=0),
    ],
)
def test_an_account_that_may_do_more_is_neither_changed_nor_taken_over_nor_deleted(keeper, make):
    account, client = make(), signed_in(keeper)
    email, password = account.email, account.password
    assert save(client, account, email="mine@example.org").status_code == 403
    typed = {"password1": "a long new one 5", "password2": "a long new one 5"}
    assert client.post(password_page(account), typed).status_code == 403
    delete = reverse("admin:members_member_delete", args=[account.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [account.pk], "post": "yes"}
    client.post(reverse("admin:members_member_changelist"), chosen)
    account = Member.objects.get(pk=account.pk)
    assert (account.email, account.password) == (email, password)


def test_an_account_that_may_do_no_more_can_be_helped_with_its_password(keeper):
    member = make_member()
    typed = {"password1": "a long new one 5", "password2": "a long new one 5"}
    assert signed_in(keeper).post(password_page(member), typed).status_code == 302
    member.refresh_from_db()
    assert member.check_password("a long new one 5")
