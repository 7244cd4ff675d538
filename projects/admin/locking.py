"""Nobody saves over a version they have not seen.

Django's own admin lets the last who saves win without a word. Here the form carries the version it
was opened with, the row is locked before it is read, and an older version is refused: the page
then shows what stands in the database beside what was typed, and nothing typed is lost.
"""

from django.contrib.admin.utils import unquote
from django.db import transaction

from projects.admin.conflict import Conflict
from projects.admin.realign import realign
from projects.admin.row_digest import digest_of

VERSION_FIELD = "opened_version"
REFUSED = (
    "Not saved: somebody else saved this entry after you opened it. Compare below, then save again."
)


class GuardsVersion:
    """Mixin of a ModelAdmin: of a model with a `version` that every change raises, or of any.

    Where there is no such column, a digest of what the form shows takes its place.

    derived_columns: what projects.refresh alone writes; neither read nor written here.
    """

    derived_columns = ()

    def get_object(self, request, object_id, from_field=None):
        """Return the entry; on POST its row is locked until the transaction ends."""
        entry = super().get_object(request, object_id, from_field)
        if entry and request.method == "POST" and transaction.get_connection().in_atomic_block:
            entry = self.read_and_lock(entry)
        if entry:
            # Before the form reads its lists: a change in between is then refused, never lost.
            entry.version_at_opening = self.version_of(entry)
        return entry

    def read_and_lock(self, entry):
        """Return the entry read anew: whoever held the lock may have saved since the first look."""
        rows = self.model._default_manager.select_for_update().defer(*self.derived_columns)
        return rows.filter(pk=entry.pk).first()

    def version_of(self, entry):
        """Return the text that tells whether the entry is still the one that a form shows."""
        return str(entry.version) if hasattr(entry, "version") else digest_of(entry)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show or save the form; a form opened with an older version is shown, not saved."""
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            entry = self.get_object(request, unquote(object_id))
            if (
                entry is not None
                and self.has_change_permission(request, entry)
                and self.is_outdated(request, entry)
            ):
                self._refuse(request, entry)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def is_outdated(self, request, entry):
        """Whether the form was opened with another version than the entry has now."""
        return request.POST.get(VERSION_FIELD) != entry.version_at_opening

    def _refuse(self, request, entry):
        conflict = Conflict(entry, request.POST.get(VERSION_FIELD, ""), request.user)
        data = request.POST.copy()
        for inline in self.get_inline_instances(request, entry):
            formset_class = inline.get_formset(request, entry)
            formset = formset_class(
                instance=entry,
                prefix=formset_class.get_default_prefix(),
                queryset=inline.get_queryset(request),
            )
            conflict.note_rows(formset, realign(data, formset))
        request.POST = data
        request.edit_conflict = conflict

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if hasattr(request, "edit_conflict"):
            return type(form.__name__, (_Refused, form), {})
        return form

    def render_change_form(self, request, context, *args, **kwargs):
        entry = context.get("original")
        if entry is not None:
            context["opened_version"] = entry.version_at_opening
        if hasattr(request, "edit_conflict"):
            request.edit_conflict.compare(
                context["adminform"].form,
                [inline.formset for inline in context["inline_admin_formsets"]],
            )
            context["conflict"] = request.edit_conflict
        return super().render_change_form(request, context, *args, **kwargs)


class _Refused:
    def clean(self):
        cleaned = super().clean()
        self.add_error(None, REFUSED)
        return cleaned
