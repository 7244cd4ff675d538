"""The private page of one application: its address is the key, so nothing links to it but mail."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from members.forms.joining import AnswerForm
from members.joining_told import steps_of, what_was_said
from members.models import Application
from members.workflow import applications
from projects.submissions.waiting import usual_wait_in_words
from projects.views.keyed import keyed_page
from projects.workflow import NotAllowed

State = Application.State
OPEN = (State.UNCONFIRMED, State.PENDING, State.NEEDS_INFORMATION)


def _erased(request):
    return redirect(f"{reverse('join_sent')}?erased=1")


@keyed_page(Application.objects.select_related("member"), _erased)
def application(request, found):
    """Show where it is; a press of a button confirms, answers, takes it back or has it forgotten.

    Opening it changes nothing: programs that look through mail open all links.
    """
    return _act(request, found) if request.method == "POST" else _page(request, found)


def _act(request, found):
    try:
        match request.POST.get("action"):
            case "confirm":
                applications.confirm(found)
            case "answer":
                return _answer(request, found)
            case "withdraw":
                applications.withdraw(found)
            case "erase":
                applications.erase(found)
                return _erased(request)
            case _:
                return _page(request, found, _("That button is not known here."), status=400)
    except NotAllowed as error:
        found.refresh_from_db()
        if found.state != State.WITHDRAWN:  # else it is what they wanted, and pressed twice
            return _page(request, found, str(error), status=409)
    return redirect("application", found.token)


def _answer(request, found):
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    text = form.cleaned_data["text"]
    try:
        applications.answer(found, text, _number(request.POST.get("version")))
    except NotAllowed as error:
        found.refresh_from_db()
        if found.state != State.PENDING or not found.answer.endswith(text):  # else pressed twice
            form.add_error(None, str(error))
            return _page(request, found, form=form, status=409)
    return redirect("application", found.token)


def _number(text):
    return int(text) if text and text.isdecimal() and len(text) < 10 else None


def _page(request, found, problem="", form=None, status=200):
    context = {
        "application": found,
        "problem": problem,
        "form": form or AnswerForm(),
        "steps": steps_of(found),
        "said": what_was_said(found),
        "interests": found.interests.all(),
        "can_withdraw": found.state in OPEN,
        "wait": usual_wait_in_words(),
    }
    return render(request, "members/join/application.html", context, status=status)
