"""One save is one version and one moment of history, however many rows it writes."""

from django.utils import timezone


class SavesOnce:
    """Mixin of a ModelAdmin whose model has a version and a history.

    The tables' own records would make one row of history for each list of words that changed;
    here all that one save wrote shares one date, by which the history page puts it together.
    """

    def save_model(self, request, obj, form, change):
        obj._history_date = timezone.now()
        obj._history_user = request.user
        obj.skip_history_when_saving = True
        if form.changed_data or not change:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        entry = form.instance
        for formset in formsets:
            for row in formset.forms:
                row.instance._history_date = entry._history_date
                row.instance._history_user = request.user
        super().save_related(request, form, formsets, change)
        del entry.skip_history_when_saving
        if not change:
            entry.save(update_fields=["updated"])
            entry.history.update(history_type="+")
        elif form.changed_data or any(formset.has_changed() for formset in formsets):
            entry.version += 1
            entry._change_reason = self.reason_of(formsets)
            entry.save(update_fields=["version", "updated"])
        del entry._history_date

    def reason_of(self, formsets):
        """Return what to note beside the change, where its fields do not say it all."""
        return ""
