"""Lists of the API: how long a page is, and what is said with it."""

import re

from django.conf import settings
from rest_framework.response import Response

from projects.api.problems import NotUnderstood

USUAL, MOST = 25, 100
_WHOLE = re.compile(r"\d{1,3}", re.ASCII)


def limit_of(request, name="limit"):
    """Return how many entries a page is to have. Raises NotUnderstood: not 1 to MOST."""
    text = request.GET.get(name, "")
    if not text:
        return USUAL
    if _WHOLE.fullmatch(text) and 1 <= int(text) <= MOST:
        return int(text)
    message = f"“{name}” is how many entries a page has: a whole number from 1 to {MOST}."
    raise NotUnderstood.value(name, text[:60], message)


def page_of(request, data, count, results, cursor=None):
    """Return the answer with one page of a list.

    data: the cleaned query (a QueryDict) that the link to the next page repeats. count: how many
    the whole list has. cursor: where the next page begins; None on the last.
    """
    following = None
    if cursor:
        query = data.copy()
        if "limit" in request.GET:
            query["limit"] = request.GET["limit"]
        query["cursor"] = str(cursor)
        following = f"{settings.SITE_URL}{request.path}?{query.urlencode()}"
    response = Response({"count": count, "next": following, "results": results})
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response
