"""E-mail alerts: which lists are followed, and stopping one for somebody who asks for it."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from projects.alerts import wishes, workflow
from projects.models import Alert


class ConfirmedFilter(admin.SimpleListFilter):
    title = "confirmed"
    parameter_name = "confirmed"

    def lookups(self, request, model_admin):
        return [("yes", "Yes"), ("no", "Not yet")]

    def queryset(self, request, queryset):
        if self.value() in ("yes", "no"):
            return queryset.filter(confirmed_at__isnull=self.value() == "no")
        return queryset


@admin.register(Alert)
class AlertAdmin(admin.ModelAdmin):
    """To read only, without whole addresses. Whoever asks to be left alone is found by theirs."""

    list_display = ["list_in_words", "address", "frequency", "created", "confirmed_at", "told_at"]
    list_display_links = None
    list_filter = [ConfirmedFilter, "frequency"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["email"]
    search_help_text = "A whole e-mail address."
    actions = ["stop"]
    fields = [
        "list_in_words",
        "address",
        "frequency",
        "created",
        "confirmed_at",
        "due_at",
        "told_at",
    ]
    readonly_fields = fields
    # Not even to be asked for in a list's address: its length would tell an address bit by bit.
    secret_columns = {"email", "token"}

    def lookup_allowed(self, lookup, value, request):
        is_secret = lookup.partition("__")[0] in self.secret_columns
        return not is_secret and super().lookup_allowed(lookup, value, request)

    def get_search_results(self, request, queryset, search_term):
        """Find whole addresses only: parts of them would tell the rest."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(email__same_address=search_term.strip()), False

    def has_add_permission(self, request):
        """Nobody can want one for somebody else."""
        return False

    def has_change_permission(self, request, obj=None):
        """It is for whoever has the address to change it."""
        return False

    def has_delete_permission(self, request, obj=None):
        """By the action, so that its mails go too."""
        return False

    def has_stop_permission(self, request):
        """Whether they may stop alerts."""
        return request.user.has_perm("projects.delete_alert")

    @admin.action(description="Stop, and erase the address", permissions=["stop"])
    def stop(self, request, queryset):
        chosen = list(queryset)
        self.log_deletions(request, queryset)
        for alert in chosen:
            workflow.stop(alert)
        self.message_user(request, f"Stopped: {len(chosen)}.")

    @admin.display(description="list")
    def list_in_words(self, alert):
        words = wishes.read(alert.query).in_short
        address = reverse("project_list") + (f"?{alert.query}" if alert.query else "")
        return format_html('<a href="{}">{}</a>', address, words)

    @admin.display(description="address")
    def address(self, alert):
        name, _, host = alert.email.rpartition("@")
        return f"{name[:1]}…@{host}"
