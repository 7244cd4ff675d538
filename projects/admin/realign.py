"""Rows as typed, beside rows that have come or gone in the database meanwhile."""

import re
from dataclasses import dataclass, field

MOST_ROWS = 1000


@dataclass
class Realigned:
    """What was done to a formset's data: rows by their description."""

    added_by_them: list = field(default_factory=list)
    removed_by_them: int = 0


def realign(data, formset):
    """Change POST data in place so that a formset's rows are those that the database has now.

    formset: unbound. A row that is new in the database joins the form as it stands there; one
    that is gone from it is kept as a new row, so that nothing typed is lost. Returns Realigned.
    """
    prefix, done = formset.prefix, Realigned()
    rows = _take_rows(data, prefix)
    typed = {row["id"][-1]: row for row in rows if row.get("id", [""])[-1]}
    initial = []
    for form in formset.initial_forms:
        row = typed.pop(str(form.instance.pk), None)
        if row is None:
            row = _as_posted(form)
            done.added_by_them.append(str(form.instance))
        initial.append(row)
    vanished = [row for row in typed.values() if "DELETE" not in row]
    done.removed_by_them = len(vanished)
    new = [row for row in rows if not row.get("id", [""])[-1]]
    new += [{**row, "id": [""]} for row in vanished]
    for number, row in enumerate(initial + new):
        for name, values in row.items():
            data.setlist(f"{prefix}-{number}-{name}", values)
    data[f"{prefix}-INITIAL_FORMS"] = str(len(initial))
    data[f"{prefix}-TOTAL_FORMS"] = str(len(initial) + len(new))
    return done


def _take_rows(data, prefix):
    """Remove the rows from the data and return them, in their order, as {name: values}."""
    pattern = re.compile(rf"{re.escape(prefix)}-(\d{{1,6}})-(.+)", re.DOTALL)
    rows = {}
    for key in list(data):
        if match := pattern.fullmatch(key):
            rows.setdefault(int(match[1]), {})[match[2]] = data.getlist(key)
            del data[key]
    return [rows[number] for number in sorted(rows)][:MOST_ROWS]


def _as_posted(form):
    """Return the row of an unbound form as a browser would send it."""
    row = {}
    for bound in form:
        value = bound.value()
        if value is False:
            continue  # a box that is not ticked sends nothing
        row[bound.name] = ["on" if value is True else "" if value is None else str(value)]
    return row
