"""The organisations that a member looks after, or has asked to."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from members.forms.organisations import AskForm
from members.models import Stewardship
from members.views.private import member_page
from members.workflow import stewardships
from projects.workflow import NotAllowed

State = Stewardship.State
MOST_CLOSED = 20  # of what is over, the latest


@member_page
def organisations(request):
    """Show them and the form that asks; the buttons ask, withdraw and end."""
    if request.method != "POST":
        return _page(request, AskForm())
    match request.POST.get("do"):
        case "ask":
            return _ask(request)
        case "withdraw":
            words = _("Withdrawn.")
            return _close(request, stewardships.withdraw, State.WITHDRAWN, words)
        case "end":
            words = _("Ended, with thanks.")
            return _close(request, stewardships.end, State.ENDED, words)
    return _page(request, AskForm(), 400, _("That button is not known here."))


def _ask(request):
    form = AskForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    try:
        stewardships.ask(request.user, form.found, form.cleaned_data["note"])
    except NotAllowed as error:
        form.add_error("organisation", str(error))
        return _page(request, form, 409)
    messages.success(request, _("Thank you, we have it. We will write to you."))
    return redirect("my_organisations")


def _close(request, step, after, words):
    """Take a step with one of the member's own; what was done already is no mistake."""
    key = request.POST.get("key", "")
    key = key if key.isascii() and key.isdecimal() and len(key) < 10 else None
    found = request.user.stewardships.filter(pk=key).first() if key else None
    if found is None:
        return _page(request, AskForm(), 404, _("That is not among your organisations."))
    try:
        step(found, request.user)
    except NotAllowed as error:
        found.refresh_from_db()
        if found.state != after:
            return _page(request, AskForm(), 409, str(error))
    messages.success(request, words)
    return redirect("my_organisations")


def _page(request, form, status=200, problem=""):
    theirs = request.user.stewardships.select_related("organisation").prefetch_related("steps")
    context = {
        "form": form,
        "problem": problem,
        "active": theirs.filter(state=State.ACTIVE),
        "pending": theirs.filter(state=State.PENDING),
        "closed": theirs.exclude(state__in=[State.ACTIVE, State.PENDING]).order_by(
            "-decided_at", "-pk"
        )[:MOST_CLOSED],
    }
    return render(request, "members/account/organisations.html", context, status=status)
