"""The public pages of events, and the same for calendars."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from members.calendar import CONTENT_TYPE, calendar_of
from members.models import Event
from members.workflow.events import places_left
from projects.models import Resource
from projects.views.public import dated_page

PAST_ON_A_PAGE = 20
IN_FEED = timedelta(days=366)


@dated_page
def event_list(request):
    """Show what comes, soonest first, and a page of what was, with its papers."""
    papers = Resource.objects.shown().select_related("organisation")
    past = (
        Event.objects.held()
        .past()
        .prefetch_related(Prefetch("resources", papers, to_attr="papers"))
    )
    paginator = Paginator(past, PAST_ON_A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "coming": Event.objects.shown().coming() if page.number == 1 else [],
        "page": page,
        "page_numbers": list(paginator.get_elided_page_range(page.number)),
    }
    return render(request, "members/events/event_list.html", context)


@dated_page
def event(request, slug):
    """Show one event; a draft has no page."""
    found = shown_event(slug)
    context = {
        "event": found,
        "is_over": found.ends <= timezone.now(),
        "places_left": places_left(found),
        "papers": found.resources.shown().select_related("organisation"),
    }
    return render(request, "members/events/event.html", context)


@dated_page
def file(request, slug):
    """Answer one event for a calendar."""
    response = _calendar([shown_event(slug)])
    response["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
    return response


@dated_page
def feed(request):
    """Answer all that comes and what was in the last year, for a calendar that subscribes."""
    since = timezone.now() - IN_FEED
    return _calendar(Event.objects.shown().filter(ends__gt=since).order_by("starts", "pk"))


def shown_event(slug):
    """Return a published or cancelled event; raises Http404."""
    return get_object_or_404(Event.objects.shown(), slug=slug)


def _calendar(events):
    return HttpResponse(calendar_of(events), content_type=CONTENT_TYPE)
