"""Check next: one entry after the other, its sources, its website and its form on one page."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from projects import workflow
from projects.admin.history import edits_of
from projects.admin.queue import to_check
from projects.admin.reasons import reasons_to_check
from projects.words import checked_in_words, status_in_words

SKIPPED = "skipped_checks"
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


class ChecksNext:
    """Mixin of the projects' ModelAdmin. Entries skipped are kept in the session."""

    def get_urls(self):
        def page(address, view, name):
            name = f"projects_project_{name}"
            return path(address, self.admin_site.admin_view(view), name=name)

        return [
            page("check/", self.check_next_view, "check_next"),
            page("<str:object_id>/check/", self.check_view, "check"),
            page("<str:object_id>/still-right/", self.still_right_view, "still_right"),
            page("<str:object_id>/skip/", self.skip_view, "skip"),
            *super().get_urls(),
        ]

    def check_next_view(self, request):
        """Go to the entry that needs it most; POST forgets what was skipped."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            request.session.pop(SKIPPED, None)
        due = to_check()
        skipped = request.session.get(SKIPPED, [])
        entry = due.exclude(pk__in=skipped).first()
        if entry:
            return redirect("admin:projects_project_check", entry.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": "Check next",
            "opts": self.opts,
            "skipped": due.filter(pk__in=skipped).count(),
        }
        return TemplateResponse(request, "admin/projects/project/nothing_to_check.html", context)

    def check_view(self, request, object_id):
        """The entry's form beside all that is needed to check it."""
        entry = self._to_change(request, object_id)
        request.is_checking = True
        panel = {
            "left": to_check().count(),
            "status": status_in_words(entry),
            "checked": checked_in_words(entry),
            "reasons": reasons_to_check(entry),
            "links": _links(entry),
            "sources": [_cut_at_addresses(line) for line in entry.source_lines],
            "latest_edit": next(iter(edits_of(entry)), None),
        }
        return self.changeform_view(
            request, object_id, extra_context={"checking": panel, "title": "Check next"}
        )

    def still_right_view(self, request, object_id):
        """Confirm the version that was looked at, and go on to the next."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        entry = self._to_change(request, object_id)
        posted = request.POST.get("opened_version", "")
        version = int(posted) if re.fullmatch(r"[0-9]{1,9}", posted) else 0
        try:
            workflow.confirm(entry, request.user, version=version)
        except workflow.ChangedMeanwhile as refusal:
            return self._say_what_changed(request, entry, refusal)
        self.message_user(request, f"“{entry}” is still right: checked today.", messages.SUCCESS)
        return redirect("admin:projects_project_check_next")

    def skip_view(self, request, object_id):
        """Leave the entry for another time, in this session."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        entry = self._to_change(request, object_id)
        skipped = request.session.get(SKIPPED, [])
        request.session[SKIPPED] = [*(pk for pk in skipped if pk != entry.pk), entry.pk]
        return redirect("admin:projects_project_check_next")

    def _say_what_changed(self, request, entry, refusal):
        latest = next(iter(edits_of(entry)), None)
        who = latest and latest.who or "Somebody"
        if entry.checked_on == timezone.localdate():
            message = f"{who} has just confirmed “{entry}”: here is the next one."
            self.message_user(request, message, messages.INFO)
            return redirect("admin:projects_project_check_next")
        message = f"Not confirmed: {refusal} {who} did. Here it is as it stands now."
        self.message_user(request, message, messages.WARNING)
        return redirect("admin:projects_project_check", entry.pk)

    def _to_change(self, request, object_id):
        entry = self.entry_or_404(request, object_id)
        if not self.has_change_permission(request, entry):
            raise PermissionDenied
        return entry


def _links(entry):
    """Return (what, address) of the pages that tell whether the entry is right."""
    own = "Website of the project" if entry.website_is_own_page else "Website (home page)"
    pages = [
        (own, entry.website),
        ("Contact page", entry.contact_page),
        (f"Website of {entry.lead_organisation}", entry.lead_organisation.website),
    ]
    pages += [(str(resource), resource.link) for resource in entry.resources.all()]
    return [(what, address) for what, address in pages if address]


def _cut_at_addresses(line):
    """Return a line as (text, is it an address) pieces."""
    pieces, end = [], 0
    for match in _ADDRESS.finditer(line):
        address = match[0].rstrip(".,;:)")
        pieces += [(line[end : match.start()], False), (address, True)]
        end = match.start() + len(address)
    pieces.append((line[end:], False))
    return [(text, is_address) for text, is_address in pieces if text]
