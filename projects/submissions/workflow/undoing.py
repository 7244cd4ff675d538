"""Taking a decision back before its mail has left."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from projects import workflow as entries
from projects.models import Decision, Project, Submission
from projects.refresh import refresh
from projects.submissions import mail, naming, writing
from projects.submissions.notifications import UNDO_MINUTES
from projects.submissions.values import differences, values_of
from projects.submissions.workflow.rows import locked, save
from projects.workflow import NotAllowed

State, Kind = Submission.State, Submission.Kind


@transaction.atomic
def undo(decision, who):
    """Take a decision back within ten minutes, before its mail has left. Raises NotAllowed."""
    submission = locked(decision.submission)
    decision = Decision.objects.select_for_update(of=["self"]).get(pk=decision.pk)
    latest = submission.decisions.by_staff().first()
    if decision.undone_at or latest != decision or submission.state != decision.to_state:
        raise NotAllowed("This cannot be undone any more: something else has happened since.")
    if submission.erased_at:
        raise NotAllowed("This cannot be undone any more: who sent it had it erased.")
    if timezone.now() > decision.when + timedelta(minutes=UNDO_MINUTES):
        raise NotAllowed(f"It is more than {UNDO_MINUTES} minutes ago, so it cannot be undone.")
    if not mail.cancel(decision):
        raise NotAllowed("The mail about it has left, so it cannot be undone.")
    if decision.to_state == State.APPROVED:
        _take_back(submission, decision, who)
        submission.place_by_staff = decision.before["place_by_staff"]
    elif decision.before:  # it had become a change of another entry
        if submission.version != decision.before["version"]:
            raise NotAllowed("This cannot be undone any more: it was changed since.")
        submission.kind, submission.payload = decision.before["kind"], decision.before["payload"]
        submission.project, submission.base, submission.base_version = None, {}, None
    submission.state = decision.from_state
    submission.decided_at = None
    save(submission)
    decision.undone_at, decision.undone_by = timezone.now(), who
    decision.save(update_fields=["undone_at", "undone_by"])
    return submission


def _take_back(submission, decision, who):
    """Bring the entry back to what it was before it was accepted."""
    rows = Project.objects.select_for_update(of=["self"])
    project = rows.filter(pk=decision.before["project"]).first()
    if project is None or submission.project_id != project.pk:  # deleted, or merged into another
        raise NotAllowed("Its entry is not there any more, so it cannot be undone.")
    if project.version != decision.project_version:
        raise NotAllowed(f"“{project.name}” was changed since. Change it back by hand.")
    if submission.kind == Kind.NEW:
        if project.submissions.exclude(pk=submission.pk).exists():
            raise NotAllowed("Somebody has sent something about it since. Withdraw it instead.")
        submission.project = None
        submission.save(update_fields=["project"])
        project._history_user, project._change_reason = who, "Undone"
        pk = project.pk
        project.delete()
        naming.forget_organisations(decision.before["organisations"])
        refresh([pk])
        return
    before = decision.before
    if before["withdrawn"]:
        entries.publish(project, who, "Undone")
        project.refresh_from_db()
    back = differences(before["values"], values_of(project, private=True))
    try:
        writing.apply_values(project, back, who, "Undone")
    except writing.InvalidValues as error:
        raise NotAllowed(f"It cannot be undone: {error}") from error
    writing.restore(project, before)
    naming.forget_organisations(before["organisations"])
