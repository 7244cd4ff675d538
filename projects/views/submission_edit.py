"""Changing what was sent, and sending it again."""

from django.shortcuts import redirect

from projects.models import Submission
from projects.submissions import workflow
from projects.submissions.choices import public_organisations
from projects.submissions.forms import ProposalForm
from projects.submissions.reports import ReportForm
from projects.submissions.telling import (
    BEING_DECIDED,
    is_being_decided,
    shown_state,
    what_was_said,
)
from projects.submissions.values import differences, empty_values
from projects.views.proposing import form_answer, just_sent
from projects.views.submission import EDITABLE, private_page

# Where we have said something that may be answered.
ANSWERABLE = (Submission.State.NEEDS_INFORMATION, Submission.State.REJECTED)


@private_page
def edit(request, found):
    """Show what was sent in its form; send what is changed in it to staff again."""
    sent = request.POST if request.method == "POST" else None
    form = _form(found, sent)
    if sent is None:
        if found.state not in EDITABLE:
            return redirect("submission", found.token)
        return _page(request, found, form)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    values = form.values()
    if found.kind == Submission.Kind.CHANGE:
        values = differences(values, found.base)
        if not values:
            form.add_error(None, "Nothing differs from the entry any more. Withdraw it instead?")
            return _page(request, found, form, status=422)
    note = form.cleaned_data.get("note", found.note)
    asked = shown_state(found) == Submission.State.NEEDS_INFORMATION
    if asked and (found.payload, found.note) == (values, note):
        form.add_error(None, "This is what you sent before. Answer our question first.")
        return _page(request, found, form, status=422)
    try:
        workflow.resend(found, values, note, _number(sent.get("version")))
    except workflow.NotAllowed as error:
        found.refresh_from_db()
        if not _is_taken_already(found, values, note):
            form.add_error(None, _what_happened(found, error))
            return _page(request, found, form, status=409)
    except workflow.TooMany as error:
        form.add_error(None, str(error))
        return _page(request, found, form, status=429)
    return redirect(just_sent(found))


def _form(found, sent):
    """The form of its kind, filled with what was sent: now, or the last time."""
    if found.kind == Submission.Kind.REPORT:
        return ReportForm(sent, initial=found.payload, is_signed_in=True)
    is_change = found.kind == Submission.Kind.CHANGE
    base = empty_values() | found.base
    return ProposalForm(
        sent,
        initial=base | found.payload | {"note": found.note},
        base=base if is_change else None,
        known=public_organisations(),
        is_signed_in=True,
    )


def _is_taken_already(found, values, note):
    """Whether the button was pressed twice: what was sent waits already."""
    waits = found.state in (Submission.State.UNCONFIRMED, Submission.State.PENDING)
    return waits and (found.payload, found.note) == (values, note)


def _what_happened(found, error):
    if found.state in EDITABLE:
        now = "" if is_being_decided(found) else f", and is now: {found.get_state_display()}"
        return (
            f"It was changed after you opened it{now}. What you typed is kept: look it over, then"
            " send it again."
        )
    words = BEING_DECIDED if is_being_decided(found) else error
    return f"{words} What you typed is still below, so that you can copy it."


def _page(request, found, form, status=200):
    context = {
        "submission": found,
        "project": found.project,
        "can_send": found.state in EDITABLE,
        "said": what_was_said(found)[:1] if shown_state(found) in ANSWERABLE else [],
        "organisations": getattr(form, "known", []),
    }
    return form_answer(request, "projects/submit/edit.html", form, None, context, status)


def _number(text):
    return int(text) if text and text.isdecimal() and len(text) < 10 else None
