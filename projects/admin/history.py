"""What was changed in an entry, by whom and when, from the records of django-simple-history.

An edit is everything that one save wrote: the entry's own fields and lists, its locations and its
partners and funders share one date (see projects.admin.saving), and so does a decision.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.text import capfirst

from projects.admin.differences import NOTHING, Change, plain_value
from projects.admin.seeing import may_see
from projects.models import Involvement, Location, Project

BESIDE = (Location, Involvement)
NOT_TOLD = {"id", "created", "updated", "checked_by", "project"}


@dataclass
class Edit:
    """What one person did at one moment, and the record by which to go back to it."""

    when: object
    who: object = None
    changes: list = field(default_factory=list)
    reasons: list = field(default_factory=list)
    is_first: bool = False
    record_id: int | None = None

    @property
    def says_something(self):
        """Whether there is anything to show."""
        return bool(self.changes or self.reasons or self.is_first)


def edits_for(user, entry):
    """Return the Edits of an entry without what lies in tables that this member may not see."""
    return edits_of(entry, [model for model in BESIDE if may_see(user, model)])


def edits_of(entry, beside=BESIDE):
    """Return the Edits of a project or an organisation, latest first.

    beside: of Location and Involvement, those whose rows are told of too.
    """
    edits = {}

    def edit_at(record):
        edit = edits.setdefault(record.history_date, Edit(record.history_date))
        edit.who = edit.who or record.history_user
        return edit

    own = entry.history.select_related("history_user")
    for record, _row, changes in _with_changes(own):
        edit = edit_at(record)
        edit.record_id = record.history_id
        edit.is_first = edit.is_first or record.history_type == "+"
        if record.history_type != "+":
            edit.changes += changes
        if record.history_change_reason and record.history_change_reason not in edit.reasons:
            edit.reasons.append(record.history_change_reason)
    if isinstance(entry, Project):
        for model in beside:
            records = model.history.filter(project=entry).select_related("history_user")
            for record, row, changes in _with_changes(records):
                edit_at(record).changes += _of_row(record, row, changes)
        for decision in entry.decisions.select_related("who"):
            edit = edits.setdefault(decision.when, Edit(decision.when, decision.who))
            # The record holds the beginning of the reason; this is the whole.
            edit.reasons = [decision.reason] if decision.reason else []
    told = [edit for edit in edits.values() if edit.says_something]
    return sorted(told, key=lambda edit: edit.when, reverse=True)


def row_label(row):
    """Return what a row beside the entry is called: Location “Brixton”."""
    return f"{capfirst(row._meta.verbose_name)} “{row}”"


def _of_row(record, row, changes):
    name = row_label(row)
    if record.history_type == "~":
        return [Change(f"{name}: {change.label}", change.old, change.new) for change in changes]
    whole = _in_short(row)
    if record.history_type == "+":
        return [Change(name, NOTHING, whole)]
    return [Change(name, whole, NOTHING)]


def _in_short(row):
    if hasattr(row, "latitude"):
        return f"{row.get_role_display()}, {row.latitude:.5f}, {row.longitude:.5f}"
    return str(row)


def _with_changes(queryset):
    """Return (record, row, changes) of each record, oldest first.

    The row is what the record is of, as it was; the changes are those since the record before.
    """
    records = list(queryset.order_by("history_date", "history_id"))
    if not records:
        return []
    lists = _lists(records)
    names = _Names(records, lists)
    before, told = {}, []
    for record in records:
        previous = before.get(record.id)
        before[record.id] = record
        changes = _changes(previous, record, lists, names) if previous else []
        told.append((record, names.row(record), changes))
    return told


def _changes(old, new, lists, names):
    changes = []
    for each in new.tracked_fields:
        values = [getattr(record, each.attname) for record in (old, new)]
        if each.name not in NOT_TOLD and values[0] != values[1]:
            changes.append(_change(each, *(names.of(each, value) for value in values)))
    for each in new._history_m2m_fields:
        keys = [lists[each.name][record.history_id] for record in (old, new)]
        if keys[0] != keys[1]:
            changes.append(_change(each, *(names.of_list(each, value) for value in keys)))
    return changes


def _change(column, old, new):
    return Change(capfirst(column.verbose_name), old, new)


def _lists(records):
    """Return {field name: {history id: set of keys}} of the many-to-many fields."""
    ids = [record.history_id for record in records]
    lists = {}
    for each in records[0]._history_m2m_fields:
        through = getattr(type(records[0]), each.name).model
        target = f"{each.m2m_reverse_field_name()}_id"
        lists[each.name] = defaultdict(set)
        links = through.objects.filter(history_id__in=ids).values_list("history_id", target)
        for history_id, key in links:
            lists[each.name][history_id].add(key)
    return lists


class _Names:
    """Names of what the records point to, read with one query for each table."""

    def __init__(self, records, lists):
        wanted = defaultdict(set)
        for each in records[0].tracked_fields:
            if each.is_relation and each.name not in NOT_TOLD:
                wanted[each.related_model] |= {getattr(record, each.attname) for record in records}
        for each in records[0]._history_m2m_fields:
            wanted[each.related_model] |= set().union(*lists[each.name].values())
        self._names = {
            model: model._base_manager.in_bulk(keys - {None}) for model, keys in wanted.items()
        }

    def row(self, record):
        """Return what the record is of, without asking the database once more."""
        values = {}
        for each in record.tracked_fields:
            value = getattr(record, each.attname)
            if each.is_relation and each.name not in NOT_TOLD and value:
                gone = each.related_model(name=_deleted(each.related_model))
                values[each.name] = self._names[each.related_model].get(value, gone)
            else:
                values[each.attname] = value
        return record.instance_type(**values)

    def of(self, column, value):
        if column.is_relation:
            return self._name(column.related_model, value) if value else NOTHING
        if column.choices:
            return str(dict(column.flatchoices).get(value, value)) or NOTHING
        return plain_value(value)

    def of_list(self, column, keys):
        return ", ".join(sorted(self._name(column.related_model, key) for key in keys)) or NOTHING

    def _name(self, model, key):
        return str(self._names[model].get(key) or _deleted(model))


def _deleted(model):
    return f"deleted {model._meta.verbose_name}"
