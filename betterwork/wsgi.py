"""The entry point for a web server: production, or `make run`."""

import ctypes
import gc
import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

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

# What is loaded by now stays for good. Python waits with its search for garbage until that has
# grown by a quarter of all there is: without this, the sets of ids of many pages pile up.
get_resolver().url_patterns  # noqa: B018 (loads every page)
gc.collect()
gc.freeze()
# A page makes some ten thousand objects: looked at less often, most are gone by then, and what
# hangs in circles does not grow old enough to wait for the rarest search.
gc.set_threshold(5_000, 5, 2)

# A set of ids of a million entries takes 125 kB, a page makes dozens. As pages of their own they go
# back to the system at once; in the heap they leave holes, and in each thread's own heap more of
# them: a worker grows by half. Threads of Python take turns, so one heap keeps nobody waiting.
M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # mallopt(3) of glibc
if sys.platform == "linux" and (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)):
    mallopt(M_MMAP_THRESHOLD, 64 * 1024)
    mallopt(M_ARENA_MAX, 1)
