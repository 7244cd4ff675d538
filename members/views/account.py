"""My account: where everything of one's own is found."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from members.attention import count_attention
from members.models import Profile, Registration, ResourceProposal
from members.submitted import described, submissions_of
from members.views.private import signed_in_page
from members.workflow import proposals
from projects.workflow import NotAllowed

MOST_SHOWN = 10


@dataclass(frozen=True)
class Some:
    """The latest of a list, and how many there are in all."""

    shown: list
    number: int


@signed_in_page
def account(request):
    """Show it to whoever is signed in; what is for members only is left out for others.

    The button withdraws a resource that they have proposed.
    """
    if request.method != "POST":
        return _page(request)
    if request.POST.get("do") != "withdraw-proposal":
        return _page(request, 400, _("That button is not known here."))
    return _withdraw(request)


def _withdraw(request):
    """Withdraw one of the member's own proposals; what was done already is no mistake."""
    key = request.POST.get("key", "")
    key = key if key.isascii() and key.isdecimal() and len(key) < 10 else None
    found = request.user.resource_proposals.filter(pk=key).first() if key else None
    if found is None:  # 400: allauth leads away from a 404 at this address
        return _page(request, 400, _("That is not among the resources that you have proposed."))
    try:
        proposals.withdraw(found, request.user)
    except NotAllowed as error:
        found.refresh_from_db()
        if found.state != ResourceProposal.State.WITHDRAWN:
            return _page(request, 409, str(error))
    messages.success(request, _("“%(title)s” is withdrawn.") % {"title": found.title})
    return redirect("account")


def _page(request, status=200, problem=""):
    who = request.user
    profile = Profile.objects.select_related("organisation").filter(pk=who.pk).first()
    shows_all = request.GET.get("all") == "1"
    stewardships = who.stewardships.select_related("organisation")
    sent = _some(submissions_of(who), shows_all)
    context = {
        "problem": problem,
        "profile": profile,
        "active": stewardships.filter(state="active"),
        "pending": stewardships.filter(state="pending"),
        "counts": count_attention(who),
        "submissions": Some([described(each) for each in sent.shown], sent.number),
        "registrations": _coming(who),
        "proposals": _some(who.resource_proposals.order_by("-created", "-pk"), shows_all),
        "shows_all": shows_all,
    }
    return render(request, "members/account/account.html", context, status=status)


def _some(rows, shows_all):
    number = rows.count()
    return Some(list(rows if shows_all else rows[:MOST_SHOWN]), number)


def _coming(who):
    """The registrations of the events that have not ended, soonest first."""
    States = Registration.State
    waiting = who.registrations.filter(state__in=[States.UNCONFIRMED, States.REGISTERED])
    coming = waiting.filter(
        event__ends__gt=timezone.now(), event__state__in=["published", "cancelled"]
    )
    return coming.select_related("event").order_by("event__starts", "pk")
