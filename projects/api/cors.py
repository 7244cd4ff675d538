"""Lets the scripts of other sites read what is open to everybody: all machine formats.

A middleware, because some answers (304, errors) are made before or after any view.
"""

from django.http import HttpResponse

# Where the machine formats stand: the API, files and feed of a query, their columns, oEmbed.
OPEN = ("/api/", "/projects.", "/insight.", "/data/schema/", "/oembed")
METHODS = "GET, HEAD, OPTIONS"
A_DAY = 86_400


class AllowOtherSites:
    """Say on every answer of a machine format that any site may read it (Fetch, section 3.2)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer the request; OPTIONS, with which browsers ask first, without any page."""
        if not request.path.startswith(OPEN):
            return self.get_response(request)
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Allow"] = response["Access-Control-Allow-Methods"] = METHODS
            response["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
            response["Access-Control-Max-Age"] = str(A_DAY)
        else:
            response = self.get_response(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "Content-Disposition, ETag, Link, Retry-After"
        return response
