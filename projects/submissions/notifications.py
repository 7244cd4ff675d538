"""What people are told, and when: one function for each happening, in its transaction.

Nothing here changes a state. Where there is no address to write to, nothing is written.
"""

import re
from datetime import timedelta

from projects.models import Project, Submission
from projects.submissions.mail import address_of, write_mail
from projects.submissions.values import LABELS, PLACE, differences, values_of
from projects.submissions.waiting import usual_wait_in_words

State, Kind = Submission.State, Submission.Kind
# A decision can be undone for so long, so its mail waits.
UNDO_MINUTES = 10
# After so many days without a confirmation it is erased.
DAYS_TO_CONFIRM = 30
# What was sent, as a mail to a stranger names it and as one to its sender does.
THINGS = {
    Kind.NEW: ("a suggestion", "your suggestion", "“{}”"),
    Kind.CHANGE: ("a change to an entry", "your change", "to “{}”"),
    Kind.REPORT: ("a report about an entry", "your report", "about “{}”"),
}


def ask_to_confirm(submission):
    """Ask whoever has the address whether it was them; once for each token."""
    return _ask(submission, "confirm")


def remind(submission):
    """Ask once more."""
    return _ask(submission, "remind")


def received(submission):
    """Say that it is with staff, under which reference, and for how long that takes."""
    context = {"wait": usual_wait_in_words()}
    return _write(submission, "received", context, f"{submission.reference}/received")


def decided(decision):
    """Say what staff have decided; leaves when it cannot be undone any more."""
    submission = decision.submission
    template, context = _outcome(decision)
    return _write(
        submission,
        template,
        context | {"said": decision.reason.strip()},
        f"{submission.reference}/decision/{decision.pk}",
        send_at=decision.when + timedelta(minutes=UNDO_MINUTES),
        decision=decision,
    )


def digest(day, member, work):
    """Tell a colleague what waits on a date; work: see projects.submissions.digest."""
    context = work | {"name": member.get_short_name(), "day": day}
    return write_mail("digest", member.email, "digest", context, f"digest/{day}/{member.email}")


def _ask(submission, template):
    """Nobody knows yet whose address it is, so the mail carries no text of the sender's choice
    that could serve to advertise something to a stranger."""
    title = title_of(submission)
    context = {
        "name": "",
        "title": title if is_harmless(title) else "",
        "days_to_confirm": DAYS_TO_CONFIRM,
    }
    # The token is new where the address was corrected.
    return _write(submission, template, context, f"{submission.token}/{template}")


def _outcome(decision):
    """Return the template that says what was decided, and what else it needs."""
    submission = decision.submission
    project = submission.project
    entry = Project.objects.published().filter(pk=project.pk).first() if project else None
    context = {
        "entry": entry,
        "entry_link": address_of("project", entry.slug) if entry else "",
    }
    if decision.to_state == State.NEEDS_INFORMATION:
        return "question", context
    if decision.to_state == State.REJECTED:
        return "rejected", context
    if decision.to_state == State.PENDING:
        # It has become a change of the entry, which holds the name only where that differs.
        sent = submission.payload.get("name") or submission.base.get("name", "")
        return "duplicate", context | {"sent_title": sent}
    if submission.kind == Kind.REPORT:
        return "dealt_with", context
    return "approved", context | {"corrected": corrected(submission, entry) if entry else []}


def corrected(submission, entry):
    """Return the labels of what the entry says otherwise than what was sent.

    The place is left out: what is private there is nobody's to be told.
    """
    now = values_of(entry)
    sent = {field: value for field, value in submission.payload.items() if field in now}
    return [LABELS[field] for field in differences(sent, now) if field not in PLACE]


def title_of(submission):
    """Return the name of the entry that was sent, or that it is about; may be "".

    Staff may have made it a change of a draft, whose name is nobody's to be told.
    """
    project = submission.project
    if submission.kind != Kind.NEW and project and project.state != Project.State.DRAFT:
        return project.name
    return str(submission.payload.get("name") or submission.base.get("name") or "")


def is_harmless(title):
    """Whether a mail program would make no link of any of it, and it is as short as a name."""
    return len(title) <= 100 and not re.search(r"\w[.:@/]+\w|//|@", title)


def _write(submission, template, context, key, **when):
    if not submission.email:
        return None
    context = {"name": submission.name, "title": title_of(submission)} | context
    thing, your_thing, about = THINGS[submission.kind]
    title = context["title"]
    context |= {
        "submission": submission,
        "thing": thing,
        "sent": f"{your_thing} {about.format(title)}" if title else your_thing,
        "link": address_of("submission", submission.token),
    }
    return write_mail(
        template, submission.email, template, context, key, submission=submission, **when
    )
