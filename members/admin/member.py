"""Accounts: who may sign in. Nobody gives themselves, or takes over, more than they may do."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.accounts import addresses
from members.admin.seeing import profile_address
from members.models import Member
from members.privacy.erase import erase_member
from projects.admin.searching import SearchesFewWords
from projects.workflow import NotAllowed

# What an account may do is for superusers to say.
RIGHTS = ["is_superuser", "is_staff", "groups", "user_permissions"]


class MemberCreationForm(AdminUserCreationForm):
    class Meta:
        model = Member
        fields = ["email", "name"]


@admin.register(Member)
class MemberAdmin(SearchesFewWords, UserAdmin):
    add_form = MemberCreationForm
    ordering = ["email"]
    list_display = ["email", "name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", "groups"]
    search_fields = ["email", "name"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("May do"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ["groups"]
    change_form_template = "admin/members/member/change_form.html"
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
        """Whether they may delete it; one account that may do everything always stays."""
        return (
            super().has_delete_permission(request, obj)
            and _is_within_reach(request.user, obj)
            and not (obj and _is_last_administrator(obj))
        )

    def get_deleted_objects(self, objs, request):
        """What goes with an account asks for no other permission than the account."""
        found, counts, needed, protected = super().get_deleted_objects(objs, request)
        return found, counts, needed & {self.opts.verbose_name}, protected

    def delete_model(self, request, obj):
        """Forget all of the person, as when they ask for it themselves."""
        try:
            erase_member(obj)
        except NotAllowed:  # of two at once
            self.message_user(request, _("Not deleted: the last administrator."), messages.ERROR)

    def delete_queryset(self, request, queryset):
        """Do so for each."""
        for member in queryset:
            self.delete_model(request, member)

    def save_model(self, request, obj, form, change):
        """An address that staff have replaced signs nobody in any more; the new one does."""
        super().save_model(request, obj, form, change)
        addresses.agree(obj, is_proved=False)
        if change and "email" in form.changed_data:
            addresses.end_sessions(obj, but=request.session.session_key)

    def render_change_form(self, request, context, *args, **kwargs):
        """The form, with the way to the member's page in the network."""
        context["profile_address"] = profile_address(request.user, context.get("original"))
        return super().render_change_form(request, context, *args, **kwargs)


def _is_last_administrator(account):
    """Whether nobody could look after the site any more without it."""
    if not (account.is_superuser and account.is_active):
        return False
    others = Member.objects.filter(is_superuser=True, is_active=True).exclude(pk=account.pk)
    return not others.exists()


def _is_within_reach(who, account):
    """Whether an account may do nothing that `who` may not.

    Its own rights count even while it is not active: who can change it could make it so.
    """
    if account is None or who.is_superuser:
        return True
    held = Permission.objects.filter(Q(user=account) | Q(group__user=account))
    names = held.values_list("content_type__app_label", "codename").distinct()
    return not account.is_superuser and who.has_perms(f"{app}.{code}" for app, code in names)
