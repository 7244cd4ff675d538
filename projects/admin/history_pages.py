"""The page that shows an entry's history, and the way back to an earlier version."""

from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms.models import ModelForm
from django.http import Http404, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import reverse
from simple_history.admin import SimpleHistoryAdmin

from projects.admin.history import edits_for

EDITS_ON_A_PAGE = 50


class ShowsHistory(SimpleHistoryAdmin):
    """A ModelAdmin whose entries show what was changed, field by field."""

    def history_view(self, request, object_id, extra_context=None):
        """Show every edit: who, when, and each field's old and new value."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        entry = self._viewable(request, object_id)
        paginator = Paginator(edits_for(request.user, entry), EDITS_ON_A_PAGE)
        page = paginator.get_page(request.GET.get(PAGE_VAR))
        context = {
            **self.admin_site.each_context(request),
            "title": f"History: {entry}",
            "page": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "page_var": PAGE_VAR,
            "object": entry,
            "opts": self.opts,
            "can_go_back": self.has_change_permission(request, entry),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history_of_edits.html", context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """Show the ordinary form, filled with the values of an earlier version.

        Nothing changes until it is saved, and then by the same way as every other edit.
        """
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        entry = self._viewable(request, object_id)
        if not self.has_change_permission(request, entry):
            raise PermissionDenied
        number = int(version_id) if version_id.isdecimal() and len(version_id) < 19 else 0
        record = entry.history.filter(history_id=number).first()
        if record is None:
            raise Http404("There is no such version.")
        request.earlier_version = record
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change"
        return self.changeform_view(
            request,
            str(entry.pk),
            form_url=reverse(name, args=[entry.pk]),
            extra_context={"earlier_version": record, **(extra_context or {})},
        )

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if hasattr(request, "earlier_version"):
            initial = _values(request.earlier_version)
            return type(form.__name__, (_Prefilled, form), {"earlier_values": initial})
        return form

    def _viewable(self, request, object_id):
        entry = self.get_object(request, unquote(object_id))
        if entry is None:
            raise Http404("There is no such entry.")
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        return entry


class _Prefilled(ModelForm):
    def __init__(self, *args, **kwargs):
        kwargs["initial"] = self.earlier_values
        super().__init__(*args, **kwargs)


def _values(record):
    values = {each.name: getattr(record, each.attname) for each in record.tracked_fields}
    for each in record._history_m2m_fields:
        target = f"{each.m2m_reverse_field_name()}_id"
        values[each.name] = list(getattr(record, each.name).values_list(target, flat=True))
    return values
