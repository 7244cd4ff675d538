"""What a member has sent about the directory, told to them in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models import Submission
from projects.submissions.notifications import UNDO_MINUTES, title_of
from projects.submissions.telling import shown_state

State, Kind = Submission.State, Submission.Kind
STATES = {
    State.UNCONFIRMED: _("To be confirmed by you, by e-mail"),
    State.PENDING: _("Waiting for us"),
    State.NEEDS_INFORMATION: _("Waiting for your answer"),
    State.APPROVED: _("Accepted"),
    State.REJECTED: _("Not accepted"),
    State.WITHDRAWN: _("Withdrawn by you"),
}
KINDS = {Kind.NEW: _("New project"), Kind.CHANGE: _("Change"), Kind.REPORT: _("Report")}


@dataclass(frozen=True)
class Sent:
    """One submission: what it is and is about, where it is, and the token of its page."""

    kind: str
    title: str
    state: str
    sent_at: datetime
    token: str


def submissions_of(member):
    """Return the Submissions of a member that were not erased, latest first."""
    theirs = member.submissions.filter(erased_at__isnull=True)
    return theirs.select_related("project").order_by("-created", "-pk")


def described(submission):
    """Return it as Sent. A decision that staff can still take back is not told."""
    # Only a decision of just now can be taken back: no question for the others.
    decided = submission.decided_at
    is_fresh = decided and decided > timezone.now() - timedelta(minutes=UNDO_MINUTES + 1)
    state = shown_state(submission) if is_fresh else submission.state
    return Sent(
        KINDS[submission.kind],
        title_of(submission) or submission.reference,
        STATES[state],
        submission.created,
        submission.token,
    )
