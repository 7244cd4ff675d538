"""E-mail alerts: asking for one, and the private page on which it is confirmed and changed."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from projects.alerts import wishes, workflow
from projects.alerts.forms import AlertForm, FrequencyForm
from projects.alerts.mails import DAYS_TO_CONFIRM
from projects.facets import count_facets
from projects.models import Alert
from projects.models.alert import LONGEST_QUERY
from projects.submissions import guarding
from projects.submissions.limits import TooMany
from projects.views.keyed import keyed_page
from projects.views.proposing import checked, form_answer, form_page
from projects.views.public import public_page
from projects.workflow import NotAllowed

TOO_LONG = "This list has more filters than an alert can keep. Leave some of them out."
NOT_KNOWN = "Part of this list is not known any more. Look at what is left, and press once more."
UNKNOWN_BUTTON = "That button is not known here."


@form_page
def alerts(request):
    """Show the query of the address in words, and take in who wants to hear of it."""
    if request.method != "POST":
        wish = wishes.of(request.GET)
        return _form(request, AlertForm(), guarding.new_form_token(), wish)
    wish = wishes.read(request.POST.get("query", ""))
    form = AlertForm(request.POST)
    token, is_right = checked(request, form)
    for problem in _problems_with(wish):
        form.add_error(None, problem)
    if not is_right or not form.is_valid():
        return _form(request, form, token, wish, 422)
    data, sender = form.cleaned_data, guarding.sender_of(request)
    try:
        workflow.ask(data["your_email"], wish, data["frequency"], form=token.key, sender=sender)
    except TooMany as error:
        form.add_error(None, str(error))
        return _form(request, form, token, wish, 429)
    return redirect("alert_sent")


@public_page
def sent(request):
    """Say to look at the mail; the same for every address."""
    return render(request, "projects/alerts/sent.html", {"days": DAYS_TO_CONFIRM})


@public_page
def stopped(request):
    """Say that the alert and the address are gone."""
    return render(request, "projects/alerts/stopped.html")


def _stopped(request):
    return redirect("alert_stopped")


@keyed_page(Alert.objects.all(), _stopped)
def alert(request, found):
    """Show somebody's alert; a press of a button confirms it, changes how often, or stops it."""
    if request.method != "POST":
        return _alert_page(request, found)
    try:
        match request.POST.get("action"):
            case "confirm":
                workflow.confirm(found)
            case "frequency":
                form = FrequencyForm(request.POST)
                if not form.is_valid():
                    return _alert_page(request, found, "Choose how often.", 422)
                workflow.change_frequency(found, form.cleaned_data["frequency"])
            case "erase":
                workflow.stop(found)
                return _stopped(request)
            case _:
                return _alert_page(request, found, UNKNOWN_BUTTON, 400)
    except NotAllowed:
        return _stopped(request)
    return redirect("alert", found.token)


@keyed_page(Alert.objects.all())
def change(request, found):
    """Show a list with all its filters, and make it the one that the alert tells of."""
    if request.method != "POST":
        return _change_page(request, found, wishes.of(request.GET))
    wish = wishes.read(request.POST.get("query", ""))
    problems = _problems_with(wish)
    if problems:
        return _change_page(request, found, wish, problems[0], 422)
    try:
        workflow.change_query(found, wish)
    except NotAllowed as error:
        return _change_page(request, found, wish, str(error), 409)
    return redirect("alert", found.token)


@csrf_exempt  # the mail program has no page of ours; what it sends says itself what it means
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """Stop an alert by the one press of a mail program (RFC 8058); a person gets the page.

    The same answer whether or not there is (still) such an alert. Without the words of the RFC it
    is a form from who knows where, and refused.
    """
    if request.method != "POST":
        return redirect("alert", token)
    if request.POST.get("List-Unsubscribe") != "One-Click":
        raise PermissionDenied
    for found in Alert.objects.filter(token=token):
        workflow.stop(found)
    answer = HttpResponse("Stopped. Your address is erased.\n", content_type="text/plain")
    answer["Cache-Control"] = "no-store, private"
    return answer


def _problems_with(wish):
    """What keeps an alert from being made of it."""
    if len(wish.query) > LONGEST_QUERY:
        return [TOO_LONG]
    return [NOT_KNOWN] if wish.unknown else []


def _form(request, form, token, wish, status=200):
    context = {"wish": wish, "total": wish.filter.placing()["total"]}
    return form_answer(request, "projects/alerts/alerts.html", form, token, context, status)


def _alert_page(request, found, problem="", status=200):
    wish = wishes.read(found.query)
    context = {
        "alert": found,
        "wish": wish,
        "is_lost": wish.is_lost,
        "total": wish.filter.placing()["total"],
        "form": FrequencyForm(initial={"frequency": found.frequency}),
        "problem": problem,
        "days": DAYS_TO_CONFIRM,
    }
    return render(request, "projects/alerts/alert.html", context, status=status)


def _change_page(request, found, wish, problem="", status=200):
    context = {
        "filter": wish.filter,
        "problems": wish.filter.problems,
        "facets": count_facets(wish.filter),
        "total": wish.filter.placing()["total"],
        "alert": found,
        "wish": wish,
        "problem": problem,
    }
    return render(request, "projects/alerts/change.html", context, status=status)
