"""The page of the network: what it is, what comes next, who is in it, how to join."""

from django.db.models import F
from django.shortcuts import render

from members.models import Event, Profile
from members.profiles import visible
from members.querysets.profile import PUBLIC
from projects.models import Resource
from projects.views.public import dated_page

NEXT_EVENTS = 3
LATEST_RESOURCES = 3
MOST_PEOPLE = 30


@dated_page
def network(request):
    """Show it. Of members only those who show their name to everyone, with what else they do."""
    people = Profile.objects.found_by(PUBLIC).order_by("member__name", "pk")[:MOST_PEOPLE]
    people = people.select_related("member", "organisation", "area").prefetch_related("interests")
    latest = Resource.objects.shown().order_by(F("year").desc(nulls_last=True), "-pk")
    context = {
        "events": Event.objects.shown().coming()[:NEXT_EVENTS],
        "resources": latest.select_related("organisation")[:LATEST_RESOURCES],
        "people": [(each, visible(each, PUBLIC)) for each in people],
    }
    return render(request, "members/network.html", context)
