"""An application told to whoever applied: where it is, and what was said."""

from django.utils.translation import gettext as _

from members.models import Application
from projects.submissions.telling import Step

State = Application.State
CLOSED = (State.APPROVED, State.REJECTED, State.WITHDRAWN)


def steps_of(application):
    """Return the Steps of an application, from its sending to its end."""
    state, confirmed = application.state, application.confirmed_at
    sent = Step(_("Sent"), application.created, True)
    if state == State.WITHDRAWN and not confirmed:
        return [sent, Step(_("Withdrawn by you"), application.decided_at, True, True)]
    is_closed = state in CLOSED
    return [
        sent,
        Step(
            _("Confirmed") if confirmed else _("To be confirmed by you"),
            confirmed,
            bool(confirmed),
            state == State.UNCONFIRMED,
        ),
        Step(
            _("Your answer is needed") if state == State.NEEDS_INFORMATION else _("Read by us"),
            None,
            is_closed,
            state in (State.PENDING, State.NEEDS_INFORMATION),
        ),
        Step(_end(state), application.decided_at if is_closed else None, is_closed, is_closed),
    ]


def _end(state):
    ends = {
        State.APPROVED: _("Accepted"),
        State.REJECTED: _("Not accepted"),
        State.WITHDRAWN: _("Withdrawn by you"),
    }
    return ends.get(state, _("Decided"))


def what_was_said(application):
    """Return the steps in which staff wrote to whoever applied, latest first."""
    by_staff = application.steps.filter(from_state=State.PENDING, reason__gt="")
    return by_staff.exclude(to_state=State.WITHDRAWN)
