"""The outbox: what was told to whom, and what could not be sent."""

import re

from django.contrib import admin, messages
from django.db.models import Q
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.safestring import mark_safe

from projects.admin.searching import SearchesFewWords
from projects.models import Mail
from projects.submissions.mail import send_again, stuck, unsent

# What follows /submissions/ or /review/ in an address opens a page for its recipient alone.
_SECRET = re.compile(r"(/)[\w-]{43}(?=/)")


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("stuck", "Not sent yet, after failures"), ("waiting", "Waiting"), ("sent", "Sent")]

    def queryset(self, request, queryset):
        match self.value():
            case "stuck":
                return queryset.filter(pk__in=stuck())
            case "waiting":
                return queryset.filter(pk__in=unsent().filter(tries=0))
            case "sent":
                return queryset.filter(sent_at__isnull=False)
        return queryset


@admin.register(Mail)
class MailAdmin(SearchesFewWords, admin.ModelAdmin):
    """To read only: mail is written by what it tells of."""

    list_display = ["subject", "to", "state", "problem", "created"]
    list_filter = [StateFilter]
    search_fields = ["to", "subject", "submission__reference"]
    actions = ["send_again"]
    fields = [
        "to", "subject", "state", "problem", "tries", "created", "send_at", "sent_at", "submission",
        "what_it_says",
    ]  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request):
        """Without what alerts have told: who follows which list is nobody's business.

        What could not be sent shows, so that it can be put right.
        """
        return super().get_queryset(request).filter(Q(alert=None) | Q(sent_at=None, tries__gt=0))

    def lookup_allowed(self, lookup, value, request):
        """Not in the text: the length of the list would tell the secret addresses in it."""
        is_secret = lookup.partition("__")[0] in ("text", "html")
        return not is_secret and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_send_again_permission(self, request):
        """Whether they may have mail sent again."""
        return request.user.has_perm("projects.change_mail")

    @admin.action(description="Send again", permissions=["send_again"])
    def send_again(self, request, queryset):
        number, chosen = send_again(queryset), queryset.count()
        if number:
            self.message_user(request, f"{number} of {chosen} will be sent within a minute.")
        if number < chosen:
            self.message_user(
                request,
                "What has left, was cancelled, was never tried or is for its recipient alone is not"
                " sent again.",
                messages.WARNING,
            )

    @admin.display(description="state")
    def state(self, mail):
        return state_in_words(mail)

    @admin.display(description="what it says")
    def what_it_says(self, mail):
        if mail.expires_at or mail.alert_id:
            return "Only its recipient sees what this says."
        if not mail.text:
            return "Its text was removed after 90 days."
        return mark_safe(linebreaks(_SECRET.sub(r"\1…", mail.text), autoescape=True))


def state_in_words(mail):
    """Return where a mail is, in words."""
    if mail.sent_at:
        return f"Sent on {_moment(mail.sent_at)}"
    if mail.cancelled_at:
        return "Out of date before it could be sent" if mail.expires_at else "Cancelled"
    if mail.given_up_at:
        return f"Given up after {mail.tries} {'try' if mail.tries == 1 else 'tries'}"
    if mail.tries:
        return f"Failed {mail.tries} times, next try on {_moment(mail.send_at)}"
    return f"To be sent on {_moment(mail.send_at)}"


def _moment(moment):
    return f"{timezone.localtime(moment):%-d %B %Y, %H:%M}"
