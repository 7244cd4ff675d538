"""What this copy of the software is, for ETags: a page changes when its code or template does."""

import hashlib
from pathlib import Path

FOLDERS = ("betterwork", "members", "projects", "static", "templates")
# The locked versions of what the site is built on: another Django renders other pages.
FILES = ("requirements.txt",)


def fingerprint(base, *shown):
    """Return a short digest of what decides how pages look.

    That is the names, sizes and times of change of the site's files, and the values of settings
    that pages show.
    """
    digest = hashlib.sha256(repr(shown).encode())
    paths = [path for folder in FOLDERS for path in sorted(Path(base, folder).rglob("*"))]
    for path in [*paths, *(Path(base, name) for name in FILES)]:
        if path.is_file() and "__pycache__" not in path.parts:
            facts = path.stat()
            name = path.relative_to(base)
            digest.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]
