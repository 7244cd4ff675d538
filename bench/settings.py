"""The site's settings with one address more: an empty page to compare with."""

from betterwork.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
EMPTY_PAGE = "/bench/empty"
EMPTY_PAGE_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]

# Answers that are not right are counted and shown in the table; a traceback each would bury it.
LOGGING["loggers"]["django"]["level"] = "CRITICAL"  # noqa: F405
