"""What the tests change about the site, and the browser they use.

The site runs as in production: DEBUG off and a real PostgreSQL. Only what would slow every test
down is replaced.
"""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from tests import databases

# The first is the same engine without the window, tabs and omnibox that nobody sees here, which
# take longer than opening a simple page does: what Playwright itself installs for running so.
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
# The first two are pages of their own that every window of the full browser would load for its
# omnibox. The switch replaces that of Playwright, so what it turns off follows, as far as it may
# change what a page does.
FEATURES_OFF = [
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
]
LONG = ("tests/browser/", "tests/betterwork/", "tests/test_")


def pytest_configure(config):
    """Settle what all processes of this test run share, and make the slow parts fast."""
    databases.name_this_run()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    # WhiteNoise would read all collected files for every test client; the live server has its own.
    settings.STATIC_ROOT = None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark the tests that need a browser, and put the files first that take longest.

    The mark is for -m "not browser". Several processes take one file after the other, and none
    should wait at the end for another that came to a long one last.
    """
    for item in items:
        if "playwright" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    yield
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, request):
    """Give this run databases of its own, and do not wait for the disk."""
    databases.prepare(settings.DATABASES["default"], keep_name=request.config.getvalue("reuse_db"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Use the system's Chromium; skip without one, unless browser tests are required."""
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not chromium or not Path(chromium).exists():
        required = os.environ.get("REQUIRE_BROWSER") == "1" or os.environ.get("CI") == "true"
        (pytest.fail if required else pytest.skip)("no Chromium found: install it or set CHROMIUM")
    # Playwright keeps an event loop running in this thread from now on, and Django refuses to
    # use the database where it sees one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": [
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            # As often as not a test opens one page; each new process costs as much as the page.
            "--renderer-process-limit=1",
            f"--disable-features={','.join(FEATURES_OFF)}",
        ],
    }


@pytest.fixture
def client_that_answers_errors(client):
    """A test client that returns the error page instead of raising what led to it."""
    client.raise_request_exception = False
    return client
