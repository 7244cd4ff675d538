"""My account: where everything of one's own is found."""

from dataclasses import dataclass

from django.shortcuts import render
from django.utils import timezone

from members.attention import count_attention
from members.models import Profile, Registration
from members.submitted import described, submissions_of
from members.views.private import signed_in_page

MOST_SHOWN = 10


@dataclass(frozen=True)
class Some:
    """The latest of a list, and how many there are in all."""

    shown: list
    number: int


@signed_in_page
def account(request):
    """Show it to whoever is signed in; what is for members only is left out for others."""
    who = request.user
    profile = Profile.objects.select_related("organisation").filter(pk=who.pk).first()
    shows_all = request.GET.get("all") == "1"
    stewardships = who.stewardships.select_related("organisation")
    sent = _some(submissions_of(who), shows_all)
    context = {
        "profile": profile,
        "active": stewardships.filter(state="active"),
        "pending": stewardships.filter(state="pending"),
        "counts": count_attention(who),
        "submissions": Some([described(each) for each in sent.shown], sent.number),
        "registrations": _coming(who),
        "proposals": _some(who.resource_proposals.order_by("-created", "-pk"), shows_all),
        "shows_all": shows_all,
    }
    return render(request, "members/account/account.html", context)


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
