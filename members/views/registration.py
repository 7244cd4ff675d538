"""Registering for an event: a member with one click, others by e-mail where the event is open."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.forms.events import GuestForm
from members.models import Registration
from members.views.events import shown_event
from members.workflow import events as workflow
from projects.submissions import guarding
from projects.submissions.limits import TooMany
from projects.views import kept
from projects.views.keyed import keyed_page
from projects.views.proposing import checked, form_answer, form_page
from projects.views.public import dated_page
from projects.workflow import NotAllowed

UNKNOWN_BUTTON = _("That button is not known here.")


@form_page
def register(request, slug):
    """Show how to register, and do it."""
    try:
        event = shown_event(slug)
    except Http404:
        if request.method == "POST":
            return kept.gone(request, 404)
        raise
    if request.user.is_authenticated and workflow.is_fellow(request.user):
        return _with_one_click(request, event)
    if not event.is_open:
        if request.method == "POST":
            return kept.signed_out(request)
        return _page(request, "members/events/for_members.html", event)
    return _by_mail(request, event)


def _with_one_click(request, event):
    if request.method != "POST":
        return _own_page(request, event)
    try:
        match request.POST.get("action"):
            case "register":
                workflow.register(event, request.user)
            case "cancel":
                if own := _own(request, event):
                    workflow.unregister(own)
            case _:
                return _own_page(request, event, UNKNOWN_BUTTON, 400)
    except NotAllowed as error:
        return _own_page(request, event, str(error), 409)
    return redirect("event_register", event.slug)


def _own(request, event):
    return event.registrations.filter(member=request.user).first()


def _own_page(request, event, problem="", status=200):
    own = _own(request, event)
    return _page(
        request, "members/events/register.html", event, status, registration=own, problem=problem
    )


def _by_mail(request, event):
    def answer(form, token, status=200):
        context = _facts(request, event)
        return form_answer(request, "members/events/register_guest.html", form, token, context,
                           status)  # fmt: skip

    if request.method != "POST":
        return answer(GuestForm(), guarding.new_form_token())
    form = GuestForm(request.POST)
    token, is_right = checked(request, form)
    if not is_right:
        return answer(form, token, 422)
    data = form.cleaned_data
    try:
        workflow.register_guest(
            event,
            data["your_name"],
            data["your_email"],
            guarding.sender_of(request),
            form_token=token.key,
        )
    except TooMany as error:
        form.add_error(None, str(error))
        return answer(form, token, 429)
    except NotAllowed as error:
        form.add_error(None, str(error))
        return answer(form, token, 409)
    return redirect("registration_sent", event.slug)


@dated_page
def sent(request, slug):
    """Say to look at the mail; the same for every address."""
    return render(request, "members/events/sent.html", {"event": shown_event(slug)})


def _erased(request):
    response = render(request, "members/events/erased.html")
    response["Cache-Control"] = "no-store, private"
    return response


@keyed_page(Registration.objects.select_related("event", "member"), _erased)
def registration(request, found):
    """Show somebody's registration; a press of a button confirms, cancels or erases it."""
    if request.method != "POST":
        return _registration_page(request, found)
    try:
        match request.POST.get("action"):
            case "confirm":
                found = workflow.confirm(found)
            case "cancel":
                found = workflow.unregister(found)
            case "erase" if found.member is None:
                workflow.erase(found)
                return _erased(request)
            case _:
                return _registration_page(request, found, UNKNOWN_BUTTON, 400)
    except NotAllowed as error:
        found.refresh_from_db()
        return _registration_page(request, found, str(error), 409)
    return redirect("registration", found.token)


def _registration_page(request, found, problem="", status=200):
    return _page(
        request,
        "members/events/registration.html",
        found.event,
        status,
        registration=found,
        problem=problem,
    )


def _facts(request, event, *, is_guest=True):
    """What every page about registering says; `closed` is why nobody can, or ""."""
    closed = ""
    try:
        workflow.check_open(event, is_guest=is_guest)
    except NotAllowed as error:
        closed = str(error)
    return {
        "event": event,
        "closed": closed,
        "is_over": event.ends <= timezone.now(),
        "places_left": workflow.places_left(event),
        "sign_in": f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.path})}",
    }


def _page(request, template, event, status=200, **more):
    is_guest = getattr(more.get("registration"), "member", request.user) is None
    return render(
        request, template, _facts(request, event, is_guest=is_guest) | more, status=status
    )
