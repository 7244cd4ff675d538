"""Messages that were passed on: who wrote to whom, and what became of it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from members.admin.seeing import sees_addresses
from members.models import Message, MessageCopy
from projects.admin.searching import SearchesFewWords


class _ReadOnly:
    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class CopyInline(_ReadOnly, admin.TabularInline):
    """To whom it went. A copy that was refused before it was written went to nobody."""

    model = MessageCopy
    template = "admin/members/message/_copies.html"
    fields = readonly_fields = ["email", "member", "refused_at"]
    extra = 0

    def has_view_permission(self, request, obj=None):
        """As for the message: it has no permission of its own."""
        return request.user.has_perm("members.view_message")

    def get_readonly_fields(self, request, obj=None):
        return _for(request.user, self.readonly_fields)

    get_fields = get_readonly_fields


def _for(user, fields):
    """Those of the fields that hold no address, or all for who may see them.

    An account without a name is shown by its address, so the writer's is left out as well.
    """
    hidden = set() if sees_addresses(user) else {"email", "writer"}
    return [field for field in fields if field not in hidden]


@admin.register(Message)
class MessageAdmin(_ReadOnly, SearchesFewWords, admin.ModelAdmin):
    """To read only: messages are written by people, and changed by nobody.

    Addresses are for those who may see them on the pages of members, too.
    """

    list_display = ["created", "to", "name", "state", "passed_on_at"]
    list_filter = ["state"]
    list_select_related = ["project", "recipient"]
    search_fields = ["name", "email", "project__name", "recipient__name"]
    fields = ["to", "name", "email", "writer", "state", "created", "passed_on_at", "text"]
    readonly_fields = fields
    inlines = [CopyInline]

    def get_readonly_fields(self, request, obj=None):
        return _for(request.user, self.readonly_fields)

    get_fields = get_readonly_fields

    def get_search_fields(self, request):
        return _for(request.user, self.search_fields)

    def lookup_allowed(self, lookup, value, request):
        """By nothing but the filter: the length of the list would tell the secret addresses."""
        return lookup.partition("__")[0] == "state" and super().lookup_allowed(
            lookup, value, request
        )

    @admin.display(description=_("to"))
    def to(self, message):
        return str(message.recipient or message.project)
