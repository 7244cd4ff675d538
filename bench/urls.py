"""The site's addresses and the empty page."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import path

from betterwork import urls as site

handler400 = site.handler400
handler403 = site.handler403
handler404 = site.handler404
handler500 = site.handler500


def empty(request):
    """Answer with a line of plain text: the least that Django does for a page."""
    return HttpResponse("nothing\n", content_type="text/plain")


urlpatterns = [path(settings.EMPTY_PAGE.removeprefix("/"), empty), *site.urlpatterns]
