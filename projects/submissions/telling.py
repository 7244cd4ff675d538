"""A submission told to whoever sent it: where it is, what was said, what was proposed."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from projects.models import Submission
from projects.submissions.notifications import UNDO_MINUTES
from projects.submissions.values import FIELDS, LABELS, in_words

State = Submission.State
NOTHING = "nothing"
BEING_DECIDED = (
    f"Somebody is deciding about it just now. Look here again in {UNDO_MINUTES} minutes."
)


@dataclass(frozen=True)
class Step:
    """One stage on the way. when: a moment or None; is_here: whether it is there now."""

    words: str
    when: object = None
    is_done: bool = False
    is_here: bool = False


@dataclass(frozen=True)
class Proposed:
    """One field in words. before: what the entry said, or "" where there was nothing to say."""

    label: str
    value: str
    before: str = ""


def shown_state(submission):
    """Return its state as its sender is told it: a decision counts once it cannot be undone."""
    latest = submission.decisions.by_staff().first()
    if latest and latest.to_state == submission.state and latest.when >= _undo_ends():
        return latest.from_state
    return submission.state


def is_being_decided(submission):
    """Whether staff have decided, and could still take it back."""
    return shown_state(submission) != submission.state


def was_accepted_at_once(submission):
    """Whether its sender, whom staff trust, accepted it and nobody else had to; see at_once."""
    accepted = submission.decisions.filter(to_state=State.APPROVED)
    return accepted.at_once().exists()


def steps_of(submission):
    """Return the Steps of a submission, from its sending to its end."""
    state, confirmed = shown_state(submission), submission.confirmed_at
    is_closed = state in (State.APPROVED, State.REJECTED, State.WITHDRAWN)
    if state == State.WITHDRAWN and not confirmed:
        return [
            Step("Sent", submission.created, True),
            Step("Withdrawn by you", submission.decided_at, True, True),
        ]
    ends = {
        State.APPROVED: "Accepted",
        State.REJECTED: "Not accepted",
        State.WITHDRAWN: "Withdrawn by you",
    }
    return [
        Step("Sent", submission.created, True),
        Step(
            "Confirmed" if confirmed else "To be confirmed by you",
            confirmed,
            bool(confirmed),
            state == State.UNCONFIRMED,
        ),
        Step(
            "Your answer is needed" if state == State.NEEDS_INFORMATION else "Read by us",
            None,
            is_closed,
            state in (State.PENDING, State.NEEDS_INFORMATION),
        ),
        Step(ends.get(state, "Decided"), submission.decided_at if is_closed else None,
             is_closed, is_closed),
    ]  # fmt: skip


def what_was_said(submission):
    """Return the decisions whose words are meant for its sender, latest first."""
    return list(submission.decisions.by_staff().filter(reason__gt="", when__lt=_undo_ends()))


def _undo_ends():
    """What was decided before this moment cannot be undone any more."""
    return timezone.now() - timedelta(minutes=UNDO_MINUTES)


def proposed_in_words(submission):
    """Return the Proposed of every field that says something, in the order of the form."""
    if submission.kind == Submission.Kind.REPORT:
        return []
    payload, base = submission.payload, submission.base
    told = []
    for field in FIELDS:
        if field not in payload:
            continue
        value, before = in_words(field, payload[field]), ""
        if submission.kind == Submission.Kind.CHANGE:
            before = in_words(field, base.get(field))
        elif value in (NOTHING, "no"):
            continue
        told.append(Proposed(LABELS[field], value, before))
    return told
