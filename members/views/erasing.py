"""Leaving for good: being erased, and saying after long silence that one stays."""

from django.contrib.auth import logout
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from members.accounts.sure import signed_in_anew
from members.privacy import silence
from members.privacy.erase import erase_member
from members.views.private import signed_in_page
from projects.views.proposing import form_page
from projects.workflow import NotAllowed


@signed_in_page
@signed_in_anew
def erase(request):
    """Say what goes and what stays; erase whoever ticks the box and presses the button."""
    if request.method != "POST":
        return _page(request)
    if request.POST.get("sure") != "yes":
        return _page(request, _("Tick the box if you are sure."), "id_sure", 422)
    try:
        erase_member(request.user)
    except NotAllowed as error:
        return _page(request, str(error), "", 409)
    logout(request)
    return redirect("erased")


@csrf_exempt
@require_safe
def erased(request):
    """Say that it is done, to somebody whom nobody here knows any more."""
    response = render(request, "members/privacy/erased.html")
    response["Cache-Control"] = "no-cache"
    return response


@form_page
def stay(request, mark):
    """Where the mail after two years of silence leads; only the button changes anything."""
    profile = silence.profile_of(mark)
    is_done = request.method == "POST" and profile is not None
    if is_done:
        silence.stay(profile)
    elif profile is None:
        raise Http404("This question is over.")
    response = render(request, "members/privacy/stay.html", {"is_done": is_done})
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _page(request, problem="", place="", status=200):
    context = {"problem": problem, "place": place}
    return render(request, "members/privacy/erase.html", context, status=status)
