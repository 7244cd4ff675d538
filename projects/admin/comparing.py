"""A submission field by field: what the entry says now, what is proposed, what will be saved."""

from dataclasses import dataclass, field

from django.forms import BoundField

from projects.admin.differences import NOTHING, Change, pieces_of
from projects.models import Project, Submission
from projects.submissions.values import (
    FIELDS,
    LABELS,
    LISTS,
    PLACE,
    differences,
    empty_values,
    in_words,
)

# What whoever proposes is asked for first.
SHORT_FORM = {"name", "organisation", "summary", "offers", "status", "coverage"}


@dataclass
class Row(Change):
    """One field. `old` is what the entry says now, `new` what is proposed, both in words.

    before: what the entry said when the change was proposed, where it says something else now.
    """

    name: str = ""
    bound: BoundField | None = None
    before: str = ""
    is_proposed: bool = False
    is_said_already: bool = False
    is_corrected: bool = False

    @property
    def was_changed_since(self):
        """Whether the entry itself was edited in this field after the change was proposed."""
        return bool(self.before)

    @property
    def is_unchanged(self):
        """Whether what the entry says now is also what will be saved: the input shows it."""
        return not (
            self.is_proposed or self.is_said_already or self.is_corrected or self.was_changed_since
        )

    @property
    def marked(self):
        """What is proposed, with what went and what came marked within the text."""
        if self.old == NOTHING:
            return [("came", self.new)]
        if self.new == NOTHING:
            return [("gone", self.old), ("came", self.new)]
        if self.name in LISTS:
            return _marked_names(self.old.split(", "), self.new.split(", "))
        return pieces_of(self.old, self.new)

    @property
    def matters(self):
        """Whether staff have to look at it; the others are folded away."""
        return self.is_proposed or self.was_changed_since or bool(self.bound and self.bound.errors)


@dataclass
class Comparison:
    """The rows of a submission. The place has rows of its own, beside the map of its pins."""

    rows: list = field(default_factory=list)
    place: list = field(default_factory=list)
    others: list = field(default_factory=list)

    @property
    def was_changed_since(self):
        """Whether the entry was edited since in any field."""
        return any(row.was_changed_since for row in [*self.rows, *self.place, *self.others])


def proposed_values(submission, now):
    """Return the whole values that the submission asks for, from those that the entry has now."""
    if submission.kind == Submission.Kind.REPORT:
        return now | what_a_report_asks_for(submission.payload)
    known = submission.as_known
    return now | {name: known[name] for name in FIELDS if name in known}


def what_a_report_asks_for(payload):
    """Return the values that follow from a report, for staff to look over."""
    about = payload.get("about", [])
    asked = {}
    if "closed" in about:
        asked["status"] = str(Project.Status.PAST)
    if "number-dead" in about:
        asked["contact_phone"] = ""
    return asked


def compare(submission, form, now, proposed):
    """Return the Comparison. now: the entry's values, or None where there is no entry yet.

    form: bound or unbound; what it holds is what will be saved.
    """
    there = empty_values() if now is None else now
    asked = set(differences(proposed, there))
    moved = _changed_since(submission, now)
    typed = form.values() if form.is_bound and form.is_valid() else None
    comparison = Comparison()
    for name in FIELDS:
        row = Row(LABELS[name], in_words(name, there[name]), in_words(name, proposed[name]), name)
        row.bound = form[name]
        row.is_proposed = name in asked and row.old != row.new
        row.is_said_already = bool(submission.base) and name in submission.payload
        row.is_said_already &= name not in asked
        if name in moved:
            row.before = in_words(name, submission.base.get(name))
        row.is_corrected = typed is not None and in_words(name, typed[name]) != row.new
        _put(comparison, row, submission)
    is_open_new = submission.kind == Submission.Kind.NEW and submission.state == "pending"
    if not any(row.matters for row in comparison.place) and not is_open_new:
        comparison.others += comparison.place
        comparison.place = []
    return comparison


def _changed_since(submission, now):
    """Return the names of the fields that were edited on the entry since the change was proposed.

    A private place is no part of what the change was proposed against.
    """
    if now is None or not submission.base:
        return set()
    moved = set(differences(now, now | submission.base))
    return moved - set(PLACE) if now["place_is_private"] else moved


def _marked_names(old, new):
    """Return names as pieces: those that went or came marked, in the order of the alphabet."""
    kinds = dict.fromkeys(old, "gone") | dict.fromkeys(new, "came")
    kinds |= dict.fromkeys(set(old) & set(new), "same")
    names = sorted(kinds)
    ends = [*[", "] * (len(names) - 1), ""]
    return [(kinds[name], name + end) for name, end in zip(names, ends, strict=True)]


def _put(comparison, row, submission):
    if row.name in PLACE:
        comparison.place.append(row)
    elif row.matters or row.is_said_already or _is_asked(row, submission):
        comparison.rows.append(row)
    else:
        comparison.others.append(row)


def _is_asked(row, submission):
    """Whether the field is one of the short form's, so that staff see that it was left empty."""
    is_new = submission.kind == Submission.Kind.NEW
    return is_new and row.name in SHORT_FORM
