"""The entry point for a web server: production, or `make run`."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

# `manage.py runserver` comes here too, with its settings read and its database running.
if not settings.configured and not os.environ.get("DATABASE_URL"):
    sys.exit("betterwork.wsgi: set DATABASE_URL; the embedded database is for trying the site out.")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betterwork.settings")
# A page answers, or says that it cannot, within three seconds.
os.environ.setdefault("STATEMENT_TIMEOUT_MS", "2500")
os.environ.setdefault("LOCK_TIMEOUT_MS", "2000")

try:
    application = get_wsgi_application()
except ImproperlyConfigured as error:
    sys.exit(f"betterwork.wsgi: {error}")
