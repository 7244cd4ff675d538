"""The private pages of a message: one for who wrote it, one for whoever it was passed on to."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from members.mails.messages import DAYS_TO_CONFIRM
from members.models import Message, MessageCopy
from members.workflow import messages
from projects.models import Project
from projects.submissions.workflow import NotAllowed, TooMany
from projects.views.keyed import keyed_page
from projects.views.public import public_page

State = Message.State


@public_page
def sent(request):
    """Say that the address has to be confirmed."""
    return render(request, "members/ask/sent.html", {"days": DAYS_TO_CONFIRM})


@keyed_page(Message.objects.select_related("project__lead_organisation", "recipient__profile"))
def confirm(request, message):
    """Show the message to who wrote it; a press of the button passes it on."""
    if request.method != "POST":
        return _message_page(request, message)
    try:
        messages.confirm(message)
    except TooMany as error:
        return _message_page(request, message, str(error), 429)
    except NotAllowed:
        raise Http404("There is no such message.") from None
    return redirect("message", message.token)


def _message_page(request, message, problem="", status=200):
    project = message.project
    is_shown = project and project.state == Project.State.PUBLISHED
    # Where somebody has refused it there is a copy, and the page must not tell.
    is_nobody = message.state == State.NOT_TAKEN and not message.copies.exists()
    context = {
        "message": message,
        "project": project if is_shown else None,
        "problem": problem,
        "is_unconfirmed": message.state == State.UNCONFIRMED,
        "is_nobody": is_nobody,
        "days": DAYS_TO_CONFIRM,
    }
    return render(request, "members/ask/message.html", context, status=status)


@keyed_page(MessageCopy.objects.select_related("message__project"))
def refuse(request, copy):
    """Let whoever a message was passed on to have no more: of its writer, or of anybody."""
    problem, status = "", 200
    if request.method == "POST":
        try:
            match request.POST.get("action"):
                case "writer":
                    messages.refuse(copy, everyone=False)
                case "all":
                    messages.refuse(copy, everyone=True)
                case "again":
                    messages.take_again(copy)
                case _:
                    problem, status = _("That button is not known here."), 400
        except NotAllowed as error:
            problem, status = str(error), 409
        if not problem:
            return redirect("message_refuse", copy.token)
    refused = messages.refused(copy)
    context = {"copy": copy, "problem": problem, "refused": refused}
    return render(request, "members/ask/refuse.html", context, status=status)
