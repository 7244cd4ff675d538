"""How many pages about members one member may open: nobody takes the whole directory away."""

from functools import wraps

from allauth.core.internal.ratelimit import consume
from allauth.core.ratelimit import respond_429

# In any hour, of the directory and of members' pages together. Reading it takes a day at this
# rate; whoever looks for a few people does not notice it.
PAGES_AN_HOUR = 120


def limited(view):
    """Make a view of a page about members that answers 429 once a member has opened too many.

    The public is not counted: it sees only what members show to everyone.
    """

    @wraps(view)
    def page(request, *args, **kwargs):
        if request.user.is_authenticated and not _may_open_one_more(request):
            return respond_429(request)
        return view(request, *args, **kwargs)

    return page


def _may_open_one_more(request):
    rates = {"pages": f"{PAGES_AN_HOUR}/h/user"}
    return consume(request, app="members", action="pages", config=rates, limit_get=True)
