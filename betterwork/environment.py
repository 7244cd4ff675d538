"""Make the virtual environment and install a lock file into it, if that is not yet done.

Run by the Makefile with the system's Python, so it imports the standard library only:
`python3 -I betterwork/environment.py requirements.txt`.
"""

import contextlib
import fcntl
import hashlib
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

OLDEST = (3, 11)
FOLDER = Path(".venv")
PYTHON = FOLDER / "bin" / "python"


def main(lock_file):
    """Bring `.venv` in the working directory up to `lock_file`; exit with one line if it fails."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"This needs Python 3.11 or newer and found {found}: install python3.11 or newer.")
    with open(".venv.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # make run and make test may start together
        if not usable():
            make()
        install(Path(lock_file))


def usable():
    """Whether the environment's Python starts and is new enough: it may have been uninstalled."""
    question = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"
    with contextlib.suppress(OSError):
        return subprocess.run([PYTHON, "-c", question], stderr=subprocess.DEVNULL).returncode == 0
    return False


def make():
    """Make the environment, or exit with what to install."""
    if not (find_spec("venv") and find_spec("ensurepip")):
        sys.exit("Python's venv module is missing: install it (Debian: apt install python3-venv).")
    print("Making .venv …", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", FOLDER]
    made = subprocess.run(command, capture_output=True, text=True)
    if made.returncode:
        sys.exit(f"Cannot make .venv: {(made.stdout + made.stderr).strip().splitlines()[-1]}")


def install(lock_file):
    """Install what the lock file lists, unless exactly that has been installed before."""
    stamp = FOLDER / f"installed-{lock_file.stem}"
    wanted = hashlib.sha256(lock_file.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing {lock_file} …", flush=True)
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*command, "--require-hashes", "-r", lock_file]).returncode:
        sys.exit(f"Cannot install {lock_file}: see the lines above.")
    stamp.write_text(wanted)


if __name__ == "__main__":
    main(sys.argv[1])
