"""Accounts: who may sign in. Nobody gives themselves, or takes over, more than they may do."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Permission
from django.db.models import Q

from members.models import Member

# What an account may do is for superusers to say.
RIGHTS = ["is_superuser", "is_staff", "groups", "user_permissions"]


class MemberCreationForm(AdminUserCreationForm):
    class Meta:
        model = Member
        fields = ["email", "name"]


@admin.register(Member)
class MemberAdmin(UserAdmin):
    add_form = MemberCreationForm
    ordering = ["email"]
    list_display = ["email", "name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", "groups"]
    search_fields = ["email", "name"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        ("May do", {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ["groups"]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})
    ]

    def get_readonly_fields(self, request, obj=None):
        """For all but superusers, what an account may do is there to read only."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, *RIGHTS]

    def has_change_permission(self, request, obj=None):
        """Whether they may change it; resetting its password asks for the same."""
        return super().has_change_permission(request, obj) and _is_within_reach(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _is_within_reach(request.user, obj)


def _is_within_reach(who, account):
    """Whether an account may do nothing that `who` may not.

    Its own rights count even while it is not active: who can change it could make it so.
    """
    if account is None or who.is_superuser:
        return True
    held = Permission.objects.filter(Q(user=account) | Q(group__user=account))
    names = held.values_list("content_type__app_label", "codename").distinct()
    return not account.is_superuser and who.has_perms(f"{app}.{code}" for app, code in names)
