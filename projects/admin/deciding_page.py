"""What the page of one submission shows: put together here, drawn by decide.html."""

import json

from django.utils import timezone
from django.utils.functional import cached_property

from projects.admin.beside import (
    claims_of,
    decisions_about,
    edits_of_what_was_sent,
    entries_alike,
    fixed_pins,
    others_about_the_entry,
    proposals_alike,
    record_of_sender,
)
from projects.admin.comparing import compare, proposed_values
from projects.admin.decision_form import DecisionForm, entries_called
from projects.admin.seeing import may_see
from projects.admin.today import waited_in_words
from projects.admin.undoing import can_be_undone, may_write, undoable
from projects.models import Location, Submission
from projects.submissions import reports
from projects.submissions.choices import public_organisations
from projects.submissions.forms import ProposalForm
from projects.submissions.values import (
    FIELDS,
    LABELS,
    empty_values,
    in_words,
    only_place,
    values_of,
)
from projects.submissions.waiting import is_late

Kind, State = Submission.Kind, Submission.State
PIN = ("latitude", "longitude")


class DecidingPage:
    """A submission as one member of staff sees it.

    data: what was posted. The versions in it stay those that were looked at, so that what nobody
    has seen is not accepted; after a refusal, which says so, they are the present ones.
    """

    def __init__(self, request, submission, data=None, refusal=""):
        self.request = request
        self.submission = submission
        self.project = submission.project if submission.kind != Kind.NEW else None
        self.refusal = refusal
        self.problems = []
        self.may_change = request.user.has_perm("projects.change_submission")
        self.can_decide = self.may_change and submission.state == State.PENDING
        waits = self._waits_for_a_pin and may_write(request.user, submission)
        self.can_place = self.can_decide or self.may_change and waits
        self.form = self._fields(data)
        self.decision = self._decision_form(data)

    # --- Who may do what ---

    @property
    def may_approve(self):
        """Whether this member may write what accepting writes, and there is where to write it."""
        is_there = self.submission.kind == Kind.NEW or self.project is not None
        return is_there and may_write(self.request.user, self.submission)

    @property
    def _waits_for_a_pin(self):
        return Submission.objects.without_a_pin().filter(pk=self.submission.pk).exists()

    # --- The values ---

    @cached_property
    def now(self):
        """The values that the entry has now, as far as this member may see them; None for none."""
        if self.submission.kind == Kind.NEW:
            return None
        if self.submission.state != State.PENDING:  # what it was a change of
            return empty_values() | self.submission.base
        if self.project is None:
            return empty_values()
        return values_of(self.project, private=may_see(self.request.user, Location))

    @cached_property
    def proposed(self):
        """The whole values that the submission asks for."""
        return proposed_values(self.submission, self.now or empty_values())

    def _fields(self, data):
        # What the entry lacks already is not asked for now.
        form = ProposalForm(data, initial=self.proposed, staff=True, base=self.now)
        for axis in PIN:
            form.fields[axis].widget.attrs["class"] = "coordinate"
        return form

    def _decision_form(self, data):
        versions = {
            "version": self.submission.version,
            "project_version": self.project.version if self.project else None,
        }
        if data is None:
            is_new = self.submission.kind == Kind.NEW
            takes_off = "remove" in self.submission.payload.get("about", [])
            is_right = reports.STILL_RIGHT in self.submission.payload.get("about", [])
            ticks = {"is_checked": is_new or is_right, "withdraw": takes_off}
            return DecisionForm(initial=versions | ticks)
        if self.refusal:
            data = data.copy()
            data.update({name: value for name, value in versions.items() if value is not None})
        return DecisionForm(data)

    def typed(self):
        """Return what was filled in and has no form to stand in any more, as (label, words)."""
        if not self.refusal or self.can_decide:
            return []
        self.form.is_valid()
        filled = {
            name: in_words(name, self.form.cleaned_data.get(name))
            if name in self.form.cleaned_data
            else str(self.form[name].value())
            for name in FIELDS
        }
        kept = [
            (LABELS[name], words)
            for name, words in filled.items()
            if words != in_words(name, self.proposed[name])
        ]
        message = self.decision.data.get("message", "").strip()
        return [*kept, ("What to tell them", message)] if message else kept

    # --- What is wrong with what was posted ---

    @property
    def has_errors(self):
        """Whether something has to be put right before the button works."""
        return bool(self.problems)

    def add_errors(self, errors):
        """Show at the fields what the tables refused."""
        for name, texts in errors.items():
            known = name if name in self.form.fields else None
            for text in texts:
                self.form.add_error(known, text)
        self.say_what_is_wrong()

    def say_what_is_wrong(self):
        """List the form's errors at the top of the page."""
        for name, texts in self.form.errors.items():
            label = f"{LABELS[name]}: " if name in LABELS else ""
            self.problems += [(f"{label}{text}", f"row-{name}") for text in texts]

    def message_is_wrong(self):
        """Whether the message cannot be sent as it is, which the page then says."""
        texts = self.decision.errors.get("message", [])
        self.problems += [(text, "id_message") for text in texts]
        return bool(texts)

    def message_or_error(self, error):
        """Return the message; where there is none, say that it is needed, and return ""."""
        message = (self.decision.value("message") or "").strip()
        if not message:
            self.decision.add_error("message", error)
            self.problems.append((error, "id_message"))
        return message

    def point_or_error(self):
        """Return the (latitude, longitude) in degrees that was typed or set on the map, or None."""
        self.form.is_valid()
        point = tuple(self.form.cleaned_data.get(axis) for axis in PIN)
        if None not in point:
            return point
        texts = [text for axis in PIN for text in self.form.errors.get(axis, [])]
        self.problems += [(text, "place") for text in texts or ["Set the pin first."]]
        return None

    # --- What is shown ---

    @property
    def compares(self):
        """Whether there is an entry to compare with."""
        return self.now is not None

    @property
    def pin_fields(self):
        """The two inputs of the pin."""
        return [self.form[axis] for axis in PIN]

    @property
    def areas(self):
        """The areas to tick, in parts."""
        return self.form.groups["coverage"]

    @property
    def can_look_up(self):
        """Whether another try may find the address."""
        given_up = (Submission.Geocoding.NOT_FOUND, Submission.Geocoding.GIVEN_UP)
        return self.submission.geocoding in given_up

    def context(self):
        """Return what the template needs."""
        submission, now = self.submission, timezone.now()
        seen = self.now if self.submission.kind != Kind.NEW else None
        is_report = submission.kind == Kind.REPORT
        shows_fields = self.can_decide or not (is_report or submission.erased_at)
        return {
            "page": self,
            "decision": self.decision,
            "submission": submission,
            "project": submission.project,
            "waited": waited_in_words(submission.waiting_since, now),
            "is_late": submission.state == State.PENDING and is_late(submission, now),
            "comparison": compare(submission, self.form, seen, self.proposed)
            if shows_fields
            else None,
            "pins": json.dumps(fixed_pins(submission, self.now)),
            "record": record_of_sender(submission),
            "alike": entries_alike(submission, self.proposed)
            if self.can_decide and submission.kind == Kind.NEW
            else [],
            "twins": proposals_alike(submission, self.proposed)
            if self.can_decide and submission.kind == Kind.NEW
            else [],
            "found": entries_called(self.decision.value("entry") or "", self.request.user),
            "decisions": decisions_about(submission),
            "edits": edits_of_what_was_sent(submission),
            "undo_ids": set(can_be_undone(self.request.user).values_list("pk", flat=True)),
            "organisations": public_organisations() if self.can_decide else [],
            "undoable": undoable(self.request),
            "others": others_about_the_entry(submission),
            "claims": claims_of(submission) if is_report else [],
            "other_entry": entries_called(
                submission.payload.get("duplicate_of") or "", self.request.user
            )
            if is_report
            else [],
        }

    @property
    def has_several_places(self):
        """Whether the entry happens at more places than the one that the form could show."""
        if self.project is None or only_place(self.project, private=True):
            return False
        return self.project.locations.filter(role=Location.Role.DELIVERY).exists()
