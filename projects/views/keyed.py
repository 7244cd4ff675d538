"""Pages whose address is the key: nothing links to them but mail."""

from functools import wraps

from django.http import Http404

from projects.views.proposing import form_page


def keyed_page(rows, erased=None):
    """Make a view of the page of the row whose token is in the address; it gets the row for it.

    rows: a queryset of what can be opened. erased: answers a request to erase what is gone, also
    for a token that never was, so that it tells nothing. Nobody may keep the page or pass it on.

    The referrer policy stays that of the site: with "no-referrer" browsers send "Origin: null", and
    every form on the page would be refused. Other sites never get the address either way.
    """

    def decorate(view):
        @form_page
        @wraps(view)
        def page(request, token):
            found = rows.filter(token=token).first()
            if found is None:
                if erased and request.POST.get("action") == "erase":
                    return erased(request)
                raise Http404("There is no such page.")
            response = view(request, found)
            response["Cache-Control"] = "no-store, private"
            response["X-Robots-Tag"] = "noindex, nofollow"
            return response

        return page

    return decorate
