"""The private page of one submission: its address is the key, so nothing links to it but mail."""

from django.shortcuts import redirect, render
from django.urls import reverse

from projects.models import Submission
from projects.submissions import reports, workflow
from projects.submissions.telling import (
    BEING_DECIDED,
    is_being_decided,
    proposed_in_words,
    shown_state,
    steps_of,
    was_accepted_at_once,
    what_was_said,
)
from projects.submissions.waiting import usual_wait_in_words
from projects.views.keyed import keyed_page

State = Submission.State
OPEN = (State.UNCONFIRMED, State.PENDING, State.NEEDS_INFORMATION)
EDITABLE = (*OPEN, State.REJECTED)


def _erased(request):
    return redirect(f"{reverse('submitted')}?erased=1")


private_page = keyed_page(
    Submission.objects.select_related("project").filter(erased_at__isnull=True), _erased
)


@private_page
def submission(request, found):
    """Show where it is; a press of a button confirms it, takes it back or has it forgotten."""
    if request.method != "POST":
        return _page(request, found)
    try:
        match request.POST.get("action"):
            case "confirm":
                workflow.confirm(found)
            case "withdraw":
                workflow.withdraw(found)
            case "erase":
                workflow.erase(found)
                return _erased(request)
            case _:
                return _page(request, found, "That button is not known here.", 400)
    except workflow.NotAllowed as error:
        found.refresh_from_db()
        if found.state != State.WITHDRAWN:  # else it is what they wanted, and pressed twice
            words = BEING_DECIDED if is_being_decided(found) else str(error)
            return _page(request, found, words, 409)
    return redirect("submission", found.token)


def _page(request, found, problem="", status=200):
    entry = found.project
    is_still_right = reports.STILL_RIGHT in found.payload.get("about", [])
    context = {
        "submission": found,
        "state": shown_state(found),
        "being_decided": BEING_DECIDED if is_being_decided(found) else "",
        "is_just_sent": request.GET.get("sent") == "1",
        "problem": problem,
        "steps": steps_of(found),
        "said": what_was_said(found),
        "proposed": proposed_in_words(found),
        "is_report": found.kind == Submission.Kind.REPORT,
        "about": [reports.WORDS.get(each, each) for each in found.payload.get("about", [])],
        "entry": entry if entry and entry.state == entry.State.PUBLISHED else None,
        "can_edit": found.state in EDITABLE and not is_still_right,
        "is_still_right": is_still_right,
        "is_at_once": found.state == State.APPROVED and was_accepted_at_once(found),
        "can_withdraw": found.state in OPEN,
        "wait": usual_wait_in_words(),
    }
    return render(request, "projects/submit/submission.html", context, status=status)
