"""What a contact answers on the page that the review mail leads to."""

from django.db import transaction
from django.utils import timezone

from projects import workflow as entries
from projects.models import Project, Review, ReviewedEntry, Submission
from projects.submissions import workflow
from projects.submissions.reviews import published_entries
from projects.submissions.writing import apply_values
from projects.workflow import NotAllowed

Answer = ReviewedEntry.Answer


@transaction.atomic
def answer(review, entry_pk, what, version):
    """Keep an answer about an entry, do what follows from it, and return the ReviewedEntry.

    "Still right" dates the entry today; version: the one that was looked at. "It has ended" is a
    report for staff. An answer may be changed while the round is open; the same one again does
    nothing. Raises NotAllowed, entries.ChangedMeanwhile.
    """
    review = Review.objects.select_for_update().get(pk=review.pk)
    entry = published_entries(review).filter(pk=entry_pk).first()
    if review.closed_at or entry is None:
        raise NotAllowed("This entry is not asked about any more.")
    if entry.answer == what and what != Answer.CHANGE:
        return entry
    if entry.answer == Answer.ENDED:
        _take_back_reports(entry)
    if what == Answer.STILL_RIGHT:
        _confirm(entry.project, version)
    elif what == Answer.ENDED:
        _report_end(review, entry)
    entry.answer, entry.answered_at = what, timezone.now()
    entry.save(update_fields=["answer", "answered_at"])
    return entry


def _confirm(project, version):
    """Date the entry today; of one of which nobody knew whether it runs, its contact now does."""
    reason = "Confirmed by its contact"
    project = entries.confirm(project, None, version=version, reason=reason)
    if project.status == Project.Status.UNKNOWN:
        apply_values(project, {"status": Project.Status.CURRENT.value}, None, reason)


def _form_tokens(entry):
    return f"review/{entry.pk}/"


def _report_end(review, entry):
    """Have staff decide, among the closures of Today; the contact is told what came of it."""
    number = Submission.objects.filter(form_token__startswith=_form_tokens(entry)).count() + 1
    received = workflow.receive(
        Submission.Kind.REPORT,
        {"about": ["closed"], "message": "", "duplicate_of": ""},
        person=workflow.Person(),
        form_token=f"{_form_tokens(entry)}{number}",
        project=entry.project,
        base_version=entry.project.version,
        reason="Answered by its contact, from the mail that asked whether it is still right",
        is_limited=False,  # once for each entry, by whoever has the link of the mail
    )
    # Only now: whoever has the link of the mail need not prove the address once more.
    Submission.objects.filter(pk=received.submission.pk).update(
        name=str(review.organisation)[:150], email=review.email
    )


def _take_back_reports(entry):
    waiting = [Submission.State.PENDING, Submission.State.NEEDS_INFORMATION]
    reports = Submission.objects.filter(form_token__startswith=_form_tokens(entry))
    for report in reports.filter(state__in=waiting):
        workflow.withdraw(report)
