"""How many pages about members one member may open: nobody takes the whole directory away."""

from functools import wraps

from allauth.core.internal.ratelimit import consume
from django.shortcuts import render

# In any hour, of the directory and of members' pages together. Reading it takes a day at this
# rate; whoever looks for a few people does not notice it.
PAGES_AN_HOUR = 120
HOUR_SECONDS = 3600


def limited(view):
    """Make a view of a page about members that answers 429 once a member has opened too many.

    The public is not counted: it sees only what members show to everyone. Nor is what is sent:
    it shows nobody new, messages have limits of their own, and what was typed would be lost.
    """

    @wraps(view)
    def page(request, *args, **kwargs):
        is_counted = request.user.is_authenticated and request.method != "POST"
        if is_counted and not _may_open_one_more(request):
            return _too_many(request)
        return view(request, *args, **kwargs)

    return page


def _may_open_one_more(request):
    rates = {"pages": f"{PAGES_AN_HOUR}/h/user"}
    return consume(request, app="members", action="pages", config=rates, limit_get=True)


def _too_many(request):
    context = {"most": PAGES_AN_HOUR}
    response = render(request, "members/directory/too_many.html", context, status=429)
    # Each page that was opened counts for an hour; the next may be free long before.
    response["Retry-After"] = str(HOUR_SECONDS)
    response["Cache-Control"] = "no-store, private"
    return response
