"""One submission, all that is needed to decide about it, and the buttons that do."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from projects.admin.deciding_page import DecidingPage
from projects.admin.today import next_after
from projects.admin.undoing import may_write, remember
from projects.models import Project, Submission
from projects.submissions import locating, workflow
from projects.submissions.values import differences, values_of
from projects.submissions.workflow.deciding import must_be_open
from projects.submissions.writing import InvalidValues

Kind = Submission.Kind
# The buttons that end with a decision; whether one can be taken is said before all else.
DECIDING = {"approve", "next", "ask", "reject", "duplicate"}
RESULTS = {
    "approve": Submission.State.APPROVED,
    "next": Submission.State.APPROVED,
    "ask": Submission.State.NEEDS_INFORMATION,
    "reject": Submission.State.REJECTED,
}


class Decides:
    """Mixin of the submissions' ModelAdmin.

    One form holds every field and every button, so that nothing that was typed is lost whichever
    button is pressed and whatever becomes of it. The button is in "do".
    """

    def decide_view(self, request, submission_id):
        """Show a submission, or do what the button says."""
        submission = self.submission_or_404(request, submission_id)
        if request.method == "POST":
            self.require_to_decide(request, submission)
            return self._do(request, submission)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        return self._show(request, DecidingPage(request, submission))

    def _do(self, request, submission):
        page = DecidingPage(request, submission, request.POST)
        button, _, key = request.POST.get("do", "").partition("-")
        do = {
            "approve": self._approve,
            "next": self._approve,
            "ask": self._ask,
            "reject": self._reject,
            "duplicate": self._make_change,
            "pin": self._place_pin,
            "locate": self._look_up_again,
            "erase": self._erase,
            "reply": self._use_reply,
        }.get(button)
        if do is None:  # Enter, "Show the differences", "Look for it": the page once more
            return self._show(request, page)
        try:
            if button in DECIDING:
                must_be_open(submission, page.decision.value("version") or 0)
                if page.message_is_wrong():
                    return self._show(request, page)
            return do(request, page, key) or self._show(request, page)
        except workflow.NotAllowed as refusal:
            submission = self.submission_or_404(request, submission.pk)
            if button in RESULTS and _decided_so(submission, request.user, RESULTS[button]):
                return redirect("admin:projects_submission_today")  # the button pressed twice
            page = DecidingPage(request, submission, request.POST, refusal=str(refusal))
            return self._show(request, page, status=409)
        except InvalidValues as invalid:
            page.add_errors(invalid.errors)
            return self._show(request, page)

    # --- What each button does: it answers with a redirect, or None to show the page again ---

    def _approve(self, request, page, key):
        submission = page.submission
        if not page.may_approve:
            raise PermissionDenied
        if not page.form.is_valid():
            return page.say_what_is_wrong()
        following = next_after(submission)
        withdraw = submission.kind == Kind.REPORT and page.decision.value("withdraw")
        decision = workflow.approve(
            submission,
            request.user,
            _whole(page),
            page.decision.value("version") or 0,
            project_version=page.project and (page.decision.value("project_version") or 0),
            is_checked=bool(page.decision.value("is_checked")),
            then="withdraw" if withdraw else "",
            message=(page.decision.value("message") or "").strip(),
        )
        went_on = following if request.POST["do"] == "next" else None
        return self._decided(request, decision, went_on)

    def _ask(self, request, page, key):
        return self._answer(request, page, workflow.ask, "Say what you want to know.")

    def _reject(self, request, page, key):
        return self._answer(
            request, page, workflow.reject, "Say why: whoever sent it will read it."
        )

    def _answer(self, request, page, step, without_words):
        """Take a step of the workflow that needs words to who sent it."""
        message = page.message_or_error(without_words)
        if not message:
            return None
        version = page.decision.value("version") or 0
        return self._decided(request, step(page.submission, request.user, message, version))

    def _make_change(self, request, page, key):
        project = (
            Project.objects.filter(pk=key).first() if re.fullmatch("[0-9]{1,18}", key) else None
        )
        if project is None:
            return None
        version = page.decision.value("version") or 0
        message = (page.decision.value("message") or "").strip()
        decision = workflow.make_change_of(
            page.submission, request.user, project, version, message=message
        )
        remember(request, decision)
        words = f"Now a change of “{project}”. Look it over and accept it, or not."
        self.message_user(request, words, messages.SUCCESS)
        return redirect("admin:projects_submission_decide", page.submission.pk)

    def _place_pin(self, request, page, key):
        is_accepted = page.submission.state == Submission.State.APPROVED
        if is_accepted and not may_write(request.user, page.submission):
            raise PermissionDenied  # it would move the entry's place
        if not page.can_place:
            raise workflow.NotAllowed("Its place is not looked for any more.")
        if point := page.point_or_error():
            version = page.decision.value("version") or 0
            workflow.place_pin(page.submission, request.user, *point, version)
            self.message_user(request, "The pin is set.", messages.SUCCESS)
            return redirect("admin:projects_submission_decide", page.submission.pk)
        return None

    def _look_up_again(self, request, page, key):
        if locating.retry(page.submission):
            self.message_user(request, "The address is being looked up again.", messages.SUCCESS)
        page.submission.refresh_from_db()

    def _use_reply(self, request, page, key):
        page.decision = page.decision.with_reply()

    def _erase(self, request, page, key):
        if not self.may_erase(request):
            raise PermissionDenied
        if "sure" not in request.POST:
            words = "Tick the box first: what is erased does not come back."
            page.problems.append((words, "id_sure"))
            return None
        workflow.erase(page.submission)
        words = f"{page.submission.reference} was erased: what was sent, and who sent it."
        self.message_user(request, words, messages.SUCCESS)
        return redirect("admin:projects_submission_today")

    # --- What is shown ---

    def _decided(self, request, decision, following=None):
        remember(request, decision)
        if following:
            return redirect("admin:projects_submission_decide", following)
        return redirect("admin:projects_submission_today")

    def _show(self, request, page, status=200):
        title = "Error: " if page.has_errors else ""
        context = {
            **self.admin_site.each_context(request),
            "title": f"{title}{page.submission}",
            "opts": self.opts,
            "may_erase": self.may_erase(request),
            **page.context(),
        }
        template = "admin/projects/submission/decide.html"
        return TemplateResponse(request, template, context, status=status)


def _decided_so(submission, user, state):
    """Whether this member has just decided this; somebody else's decision is told of instead."""
    latest = submission.decisions.by_staff().first()
    return submission.state == state and latest is not None and latest.who_id == user.pk


def _whole(page):
    """Return the values to save: what the entry has, and of the form what differs from it.

    So what this member may not see, and what the form does not hold, stays as it is.
    """
    if page.project is None:
        return page.form.values()
    whole = values_of(page.project, private=True)
    return whole | differences(page.form.values(), page.now)
