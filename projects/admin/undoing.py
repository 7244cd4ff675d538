"""Taking back what was decided a moment ago, before its mail leaves."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone

from projects.models import Decision, Submission
from projects.submissions import workflow

# In the session: the decision that its member took last.
LATEST = "latest_decision"


class Undoes:
    """Mixin of the submissions' ModelAdmin."""

    def undo_view(self, request, decision_id):
        """Undo a decision about a submission, and show the submission as it stands again."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        decision = Decision.objects.filter(pk=decision_id, submission__isnull=False).first()
        if decision is None:
            raise Http404("There is no such decision.")
        self.require_to_decide(request, decision.submission)
        if _wrote_an_entry(decision) and not may_write(request.user, decision.submission):
            raise PermissionDenied
        try:
            workflow.undo(decision, request.user)
        except workflow.NotAllowed as refusal:
            self.message_user(request, f"Not undone: {refusal}", messages.WARNING)
        else:
            self.message_user(request, "Undone: it waits as before.", messages.SUCCESS)
            request.session.pop(LATEST, None)
        return redirect("admin:projects_submission_decide", decision.submission_id)


def remember(request, decision):
    """Offer on the pages that follow to undo this decision."""
    request.session[LATEST] = decision.pk


def undoable(request):
    """Return the latest decision that this member took, while it can be undone; or None."""
    key = request.session.get(LATEST)
    decisions = can_be_undone(request.user).filter(pk=key) if key else Decision.objects.none()
    return decisions.select_related("submission").first()


def can_be_undone(user):
    """Return the decisions about submissions that this member may undo yet.

    They are young enough, and their mail has not left.
    """
    if not user.has_perm("projects.change_submission"):
        return Decision.objects.none()
    youngest = timezone.now() - timedelta(minutes=workflow.UNDO_MINUTES)
    decisions = Decision.objects.by_staff().filter(when__gt=youngest)
    accepted = Q(to_state=Submission.State.APPROVED)
    is_new = Q(submission__kind=Submission.Kind.NEW)
    if not user.has_perm("projects.add_project"):
        decisions = decisions.exclude(accepted & is_new)
    if not user.has_perm("projects.change_project"):
        decisions = decisions.exclude(accepted & ~is_new)
    return decisions.exclude(mails__sent_at__isnull=False)


def may_write(user, submission):
    """Whether this member may write into the directory what accepting the submission writes."""
    action = "add" if submission.kind == Submission.Kind.NEW else "change"
    return user.has_perm(f"projects.{action}_project")


def _wrote_an_entry(decision):
    return decision.to_state == Submission.State.APPROVED
