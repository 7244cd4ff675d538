"""What to show to somebody whose save was refused: theirs and yours, side by side."""

from dataclasses import dataclass, field

from django.utils.functional import cached_property

from projects.admin.differences import Change, in_words
from projects.admin.history import edits_for, row_label

MOST_EDITS = 20


@dataclass
class Difference(Change):
    """A field in which the form differs from the database: `old` is theirs, `new` is yours."""

    html_id: str = ""
    by_them: bool = False


@dataclass
class Conflict:
    """An entry as it stands now, and the version that the refused form was opened with.

    reader: the member whose save was refused, who is shown no more than they may see.
    """

    entry: object
    opened_version: str
    reader: object
    differences: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    _row_names: dict = field(default_factory=dict)

    @cached_property
    def their_edits(self):
        """What was done since the form was opened, latest first; nothing where none is kept."""
        if not (hasattr(self.entry, "version") and hasattr(self.entry, "history")):
            return []
        try:
            since = self.entry.version - int(self.opened_version)
        except ValueError:
            since = 1
        return edits_for(self.reader, self.entry)[: min(max(since, 1), MOST_EDITS)]

    def note_rows(self, formset, realigned):
        """Say which rows of a formset came or went; see projects.admin.realign."""
        kind = formset.model._meta.verbose_name
        for form in formset.initial_forms:
            self._row_names[formset.prefix, form.instance.pk] = row_label(form.instance)
        for name in realigned.added_by_them:
            self.notes.append(f"They added the {kind} “{name}”. It is in the form below now.")
        if realigned.removed_by_them:
            self.notes.append(
                f"They removed {realigned.removed_by_them} {kind} that your form has. What you had "
                "is kept below as a new row: save to put it back, or remove the row."
            )

    def compare(self, form, formsets):
        """Find where the bound forms differ from the database."""
        theirs = {change.label for edit in self.their_edits for change in edit.changes}
        self.differences = _differences(form, "", theirs)
        for formset in formsets:
            for row in formset.initial_forms:
                name = self._row_names[formset.prefix, row.instance.pk]
                self.differences += _differences(row, f"{name}: ", theirs)


def _differences(form, prefix, theirs):
    found = []
    for name in form.changed_data:
        bound = form[name]
        label = prefix + (str(bound.label) if name != "DELETE" else "Remove it")
        found.append(
            Difference(
                label,
                in_words(bound.field, form.get_initial_for_field(bound.field, name)),
                in_words(bound.field, bound.data),
                html_id=bound.id_for_label,
                by_them=label in theirs,
            )
        )
    return found
