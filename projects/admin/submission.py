"""Submissions: what people propose and report, and what staff decide about it."""

from contextlib import suppress

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from projects.admin.badges import ShowsState
from projects.admin.deciding import Decides
from projects.admin.list_filters import AtOnceFilter
from projects.admin.searching import SearchesFewWords
from projects.admin.today import ShowsToday, waited_in_words
from projects.admin.undoing import Undoes
from projects.models import Submission
from projects.submissions import workflow


@admin.register(Submission)
class SubmissionAdmin(ShowsToday, Decides, Undoes, ShowsState, SearchesFewWords, admin.ModelAdmin):
    """The list of all; each leads to the page on which it is, or was, decided."""

    list_display = ["what", "reference", "state_badge", "sent_by", "waiting"]
    list_display_links = None
    list_filter = ["state", "kind", AtOnceFilter, ("created", admin.DateFieldListFilter)]
    list_select_related = ["project"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["reference", "name", "email", "payload__name", "project__name"]
    search_help_text = "A reference, a name, an e-mail address or a project."
    ordering = ["-created", "-pk"]
    actions = ["reject_nameless"]
    # Not even to be asked for in a list's address: its length would tell a secret bit by bit.
    secret_columns = {"token", "form_token", "sender"}

    def lookup_allowed(self, lookup, value, request):
        is_secret = lookup.partition("__")[0] in self.secret_columns
        return not is_secret and super().lookup_allowed(lookup, value, request)

    def get_urls(self):
        def page(address, view, name):
            name = f"projects_submission_{name}"
            return path(address, self.admin_site.admin_view(view), name=name)

        return [
            page("today/", self.today_view, "today"),
            page("<int:submission_id>/decide/", self.decide_view, "decide"),
            page("decisions/<int:decision_id>/undo/", self.undo_view, "undo"),
            *super().get_urls(),
        ]

    def has_add_permission(self, request):
        """People propose on the site; staff add an entry among the projects."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Erasing is done on the submission's own page, so that its mails go too."""
        return False

    def may_erase(self, request):
        """Whether this member may erase what somebody sent."""
        return request.user.has_perm("projects.delete_submission")

    def changelist_view(self, request, extra_context=None):
        """The list of all, decided ones too."""
        return super().changelist_view(
            request, {"title": "All submissions", **(extra_context or {})}
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """There is no form of the row itself: show the page to decide on."""
        return redirect("admin:projects_submission_decide", self._key(object_id))

    def history_view(self, request, object_id, extra_context=None):
        """What became of it stands on the same page."""
        address = reverse("admin:projects_submission_decide", args=[self._key(object_id)])
        return redirect(f"{address}#record")

    def submission_or_404(self, request, key):
        """Return the submission, for those who may see it. Raises Http404, PermissionDenied."""
        # A key that no row can have would be more than PostgreSQL takes.
        found = Submission.objects.filter(pk=key) if key < 2**63 else Submission.objects.none()
        submission = found.select_related("project", "submitter").first()
        if submission is None:
            raise Http404("There is no such submission.")
        if not self.has_view_or_change_permission(request, submission):
            raise PermissionDenied
        return submission

    def require_to_decide(self, request, submission):
        """Raise PermissionDenied unless this member may decide."""
        if not self.has_change_permission(request, submission):
            raise PermissionDenied

    def _key(self, text):
        if not (text.isascii() and text.isdecimal()):
            raise Http404("There is no such submission.")
        return int(text)

    @admin.action(
        description="Reject what was sent without an address (nobody is told)",
        permissions=["change"],
    )
    def reject_nameless(self, request, queryset):
        """Clear a flood: decide at once about reports that nobody answers for."""
        rejected = 0
        for submission in queryset.filter(state=Submission.State.PENDING, email=""):
            with suppress(workflow.NotAllowed):  # a colleague was first
                workflow.reject(submission, request.user, "Junk", submission.version)
                rejected += 1
        self.message_user(request, f"Rejected: {rejected}. What has an address was left alone.")

    # --- Columns ---

    @admin.display(ordering="email", empty_value="–")
    def sent_by(self, submission):
        parts = filter(None, [submission.name, submission.email])
        return format_html_join(mark_safe("<br>"), "{}", ((part,) for part in parts)) or None

    @admin.display(description="what")
    def what(self, submission):
        address = reverse("admin:projects_submission_decide", args=[submission.pk])
        return format_html('<a href="{}">{}</a>', address, submission)

    @admin.display(description="waiting for", ordering="waiting_since", empty_value="–")
    def waiting(self, submission):
        if submission.state != Submission.State.PENDING:
            return None
        return waited_in_words(submission.waiting_since, timezone.now())
