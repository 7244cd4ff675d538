"""What gunicorn serves: the site, and beside it the empty page with nearly no middleware.

Both run in the same worker, so what differs between them is the site's own work.
"""

from betterwork.wsgi import application as site  # isort: skip  (configures Django)
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test.utils import override_settings

with override_settings(MIDDLEWARE=settings.EMPTY_PAGE_MIDDLEWARE):
    empty_page = WSGIHandler()  # reads the list of middleware once, here


def application(environ, start_response):
    """Answer one request."""
    handler = empty_page if environ["PATH_INFO"] == settings.EMPTY_PAGE else site
    return handler(environ, start_response)
