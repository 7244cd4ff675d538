"""Publish, withdraw and confirm, from the list and from an entry's own page."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import get_text_list

from projects import workflow
from projects.models import Project


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Kept in the history for colleagues; not shown to the public.",
        error_messages={"required": "Say why, for whoever asks later."},
    )


class ChangesStates:
    """Mixin of the projects' ModelAdmin: states change through projects.workflow only."""

    actions = ["publish", "withdraw", "confirm"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.withdraw_view)
        name = "projects_project_withdraw"
        return [path("<str:object_id>/withdraw/", view, name=name), *super().get_urls()]

    @admin.action(description="Publish", permissions=["change"])
    def publish(self, request, queryset):
        self._do_to_each(request, queryset, workflow.publish, "published")

    @admin.action(description="Mark as checked: still right", permissions=["change"])
    def confirm(self, request, queryset):
        self._do_to_each(request, queryset, workflow.confirm, "marked as checked today")

    @admin.action(description="Withdraw…", permissions=["change"])
    def withdraw(self, request, queryset):
        # The page comes back here with the same action and a reason.
        form = ReasonForm(request.POST if "reason" in request.POST else None)
        if form.is_valid():
            return self._withdraw(request, queryset, form)
        hidden = [("action", "withdraw")]
        hidden += [(ACTION_CHECKBOX_NAME, entry.pk) for entry in queryset]
        return self._reason_page(request, list(queryset), form, hidden)

    def withdraw_view(self, request, object_id):
        """Ask for a reason, then withdraw one entry."""
        entry = self.entry_or_404(request, object_id)
        if not self.has_change_permission(request, entry):
            raise PermissionDenied
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            self._withdraw(request, Project.objects.filter(pk=entry.pk), form)
            if "next_check" in request.POST:
                return redirect("admin:projects_project_check_next")
            return redirect("admin:projects_project_change", entry.pk)
        hidden = [("next_check", "1")] if "next_check" in request.GET else []
        return self._reason_page(request, [entry], form, hidden)

    def _withdraw(self, request, queryset, form):
        reason = form.cleaned_data["reason"]

        def withdraw_one(entry, who):
            workflow.withdraw(entry, who, reason)

        self._do_to_each(request, queryset, withdraw_one, "withdrawn")

    def _do_to_each(self, request, queryset, do, done_in_words):
        """Do it to each entry in a transaction of its own, and say what became of which."""
        done = []
        for entry in queryset.order_by("pk"):
            try:
                do(entry, request.user)
            except workflow.NotAllowed as refusal:
                self.message_user(request, f"Not {done_in_words}: {refusal}", messages.WARNING)
            else:
                done.append(f"“{entry}”")
        if done:
            were = "was" if len(done) == 1 else "were"
            self.message_user(
                request, f"{_some_of(done)} {were} {done_in_words}.", messages.SUCCESS
            )

    def _reason_page(self, request, entries, form, hidden):
        context = {
            **self.admin_site.each_context(request),
            "title": "Withdraw from the site",
            "opts": self.opts,
            "entries": entries,
            "form": form,
            "hidden": hidden,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/projects/project/withdraw.html", context)


def _some_of(names, most=5):
    if len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    return get_text_list(names, "and")
