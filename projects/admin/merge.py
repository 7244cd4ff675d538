"""Merging: two entries side by side, field by field, made one."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from projects import workflow
from projects.admin.merge_rows import MergeRows
from projects.models import FormerSlug, Project
from projects.submissions.duplicates import describe_project, find_alike
from projects.submissions.merging import merge
from projects.submissions.values import LABELS
from projects.submissions.writing import InvalidValues


class Merges:
    """Mixin of the projects' ModelAdmin, beside ShowsDuplicates."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        name = "projects_project_merge"
        return [path("<str:object_id>/merge/", view, name=name), *super().get_urls()]

    def merge_view(self, request, object_id):
        """Choose the other entry (`?with=`: its id, address or name), then field by field."""
        entry = self.entry_to_change(request, object_id)
        sent = request.POST if request.method == "POST" else request.GET
        typed = sent.get("with", "").replace("\0", "").strip()[:600]
        other = self._other(typed, entry) if typed else None
        if other is None:
            return self._choose(request, entry, typed)
        other = self.entry_to_change(request, str(other.pk))
        rows = MergeRows(entry, other, request.user, request.POST or None)
        if request.method != "POST":
            return self._show(request, entry, rows)
        try:
            kept = merge(rows.kept, rows.away, rows.choices(), request.user)
        except workflow.ChangedMeanwhile as refusal:
            problem = f"Not merged: {refusal} Here is how both stand now, with what you chose."
            rows = MergeRows(*_read_anew(entry, other), request.user, request.POST)
            return self._show(request, entry, rows, [problem])
        except workflow.NotAllowed as refusal:
            return self._show(request, entry, rows, [f"Not merged: {refusal}"])
        except InvalidValues as invalid:
            return self._show(request, entry, rows, _in_words(invalid))
        message = f"“{rows.away}” was merged into “{kept}”. Its address leads there now."
        self.message_user(request, message, messages.SUCCESS)
        return redirect("admin:projects_project_change", kept.pk)

    def _other(self, typed, entry):
        """Return the entry that was meant: an id, a slug, an address on this site or a name."""
        others = Project.objects.exclude(pk=entry.pk)
        if typed.isascii() and typed.isdecimal() and len(typed) < 19:
            return others.filter(pk=int(typed)).first()
        slug = typed.rstrip("/").rpartition("/")[2]
        former = FormerSlug.objects.filter(slug=slug).values("project")
        return (
            others.filter(slug=slug).first()
            or others.filter(pk__in=former).first()
            or others.filter(name__iexact=typed).first()
        )

    def _choose(self, request, entry, typed):
        alike = find_alike(describe_project(entry), entry.pk, published_only=False, limit=10)
        context = {
            **self._merge_context(request, entry),
            "alike": alike,
            "typed": typed,
        }
        return TemplateResponse(request, "admin/projects/duplicates/choose.html", context)

    def _show(self, request, entry, rows, problems=()):
        context = {**self._merge_context(request, entry), "rows": rows, "problems": problems}
        return TemplateResponse(request, "admin/projects/duplicates/merge.html", context)

    def _merge_context(self, request, entry):
        request.current_app = self.admin_site.name
        return {
            **self.admin_site.each_context(request),
            "title": "Merge two entries",
            "opts": self.opts,
            "entry": entry,
        }


def _read_anew(*entries):
    rows = Project.objects.in_bulk([entry.pk for entry in entries])
    return [rows[entry.pk] for entry in entries]


def _in_words(invalid):
    return [
        f"Not merged: {LABELS.get(field, field)}: {' '.join(texts)}"
        for field, texts in invalid.errors.items()
    ]
