"""What has to be in place before the site can be served from a checkout."""

import contextlib
import fcntl
import hashlib
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command, get_commands
from django.db import connections

CHECKOUT = Path(__file__).resolve().parent.parent
BUILD = CHECKOUT / "build"


def prepare():
    """Bring static files, database and directory up to date; the environment for the servers.

    Safe to call from two processes at once, and quick when there is nothing to do.
    Raises ImproperlyConfigured if the settings cannot be used, or if the directory is empty and
    cannot be loaded.
    """
    django.setup()
    collect_static_files()
    with alone():
        call_command("migrate", interactive=False, verbosity=0)
        if "load_directory" in get_commands():
            load_directory()
    connections.close_all()
    return os.environ | {
        "DATABASE_URL": settings.DATABASE_URL,
        "SECRET_KEY": settings.SECRET_KEY,
    }


def load_directory():
    """Load the fixtures; where that fails, an older directory is served rather than none.

    Raises ImproperlyConfigured if there is none.
    """
    from projects.models import Project  # models need the settings first

    try:
        call_command("load_directory")
    except CommandError as error:
        if not Project.objects.published().exists():
            raise ImproperlyConfigured(f"the directory cannot be loaded: {error}") from error
        sys.stderr.write(f"The directory stays as it was; it was not loaded: {error}\n")


def collect_static_files():
    """Run collectstatic, unless the files are those of the last time."""
    folder = Path(settings.STATIC_ROOT)
    stamp = folder.with_name(f"{folder.name}-collected")
    with alone():
        found = fingerprint()
        if folder.exists() and stamp.exists() and stamp.read_text() == found:
            return
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(found)


def fingerprint():
    """A digest of the names, sizes and times of all static files, and of how they are stored."""
    digest = hashlib.sha256((CHECKOUT / "betterwork" / "storage.py").read_bytes())
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=None):
            status = os.stat(storage.path(name))
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@contextlib.contextmanager
def alone():
    """Keep a second `make run` or `make test` waiting while files or tables are made."""
    BUILD.mkdir(exist_ok=True)
    with open(BUILD / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betterwork.settings")
    django.setup()
    collect_static_files()
