"""Who runs the embedded server: PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Account:
    """A user of the system, by number."""

    name: str
    uid: int
    gid: int

    def as_arguments(self):
        """Keyword arguments that make `subprocess` run a program as this user alone."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_reach(self, path):
        """Whether this user may enter a folder, or run a file, at `path`."""
        check = subprocess.run(["/usr/bin/env", "test", "-x", path], cwd="/", **self.as_arguments())
        return check.returncode == 0


def server_account(data: Path) -> Account | None:
    """The user to run the server as; None means the user we are.

    For root it is the owner of the data, where there are any, and otherwise `nobody`.
    Raises KeyError if the system knows no such user.
    """
    if os.geteuid() != 0:
        return None
    owner = data.stat().st_uid if data.exists() else 0
    entry = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
