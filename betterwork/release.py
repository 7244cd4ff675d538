"""What this copy of the software is, for ETags: a page changes when its code or template does."""

import hashlib
from pathlib import Path

FOLDERS = ("betterwork", "members", "projects", "static", "templates")


def fingerprint(base):
    """Return a short digest of the names, sizes and times of change of the site's files."""
    digest = hashlib.sha256()
    for folder in FOLDERS:
        for path in sorted(Path(base, folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                facts = path.stat()
                name = path.relative_to(base)
                digest.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]
