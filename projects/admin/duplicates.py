"""Entries that may be one project, side by side in short, and what was said of them."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from projects.models import NotTheSame, Project
from projects.submissions.duplicates import suspicious_pairs

SHOWN = 30
# Looking through more would keep whoever opens the page waiting; the command looks at all.
LATEST = 1_000


class ShowsDuplicates:
    """Mixin of the projects' ModelAdmin: the page "Possible duplicates"."""

    def get_urls(self):
        def page(address, view, name):
            name = f"projects_project_{name}"
            return path(address, self.admin_site.admin_view(view), name=name)

        return [
            page("duplicates/", self.duplicates_view, "duplicates"),
            page("<str:object_id>/not/<str:other_id>/", self.not_the_same_view, "not_the_same"),
            *super().get_urls(),
        ]

    def duplicates_view(self, request):
        """Show the likeliest pairs, each with its reasons and two buttons."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        pairs = suspicious_pairs(among=LATEST)
        context = {
            **self.admin_site.each_context(request),
            "title": "Possible duplicates",
            "opts": self.opts,
            "pairs": pairs[:SHOWN],
            "more": max(0, len(pairs) - SHOWN),
            "latest": LATEST if Project.objects.count() > LATEST else 0,
        }
        return TemplateResponse(request, "admin/projects/duplicates/pairs.html", context)

    def not_the_same_view(self, request, object_id, other_id):
        """Remember that two entries are different projects."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        pair = [self.entry_to_change(request, each) for each in (object_id, other_id)]
        first, second = sorted(pair, key=lambda entry: entry.pk)
        if first.pk == second.pk:
            raise PermissionDenied
        NotTheSame.objects.get_or_create(first=first, second=second, defaults={"who": request.user})
        message = f"“{first}” and “{second}” will not be shown as duplicates again."
        self.message_user(request, message, messages.SUCCESS)
        return redirect("admin:projects_project_duplicates")

    def entry_to_change(self, request, object_id):
        """Return the entry. Raises Http404, and PermissionDenied where it may not be changed."""
        entry = self.entry_or_404(request, object_id)
        if not self.has_change_permission(request, entry):
            raise PermissionDenied
        return entry


@admin.register(NotTheSame)
class NotTheSameAdmin(admin.ModelAdmin):
    """What was judged, to take back: deleting a row lets the pair be shown again."""

    list_display = ["__str__", "who", "when"]
    list_select_related = ["first", "second", "who"]
    search_fields = ["first__name", "second__name"]
    fields = ["first", "second", "who", "when"]
    readonly_fields = fields

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
