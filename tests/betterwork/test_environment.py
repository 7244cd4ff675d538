import subprocess
import sys

import pytest

from betterwork import environment


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    """A working directory without a virtual environment, where nothing gets installed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lock.txt").write_text("django==5.2 --hash=sha256:0\n")


def test_a_python_that_is_too_old_is_told_in_one_line(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit) as exit:
        environment.main("lock.txt")
    assert exit.value.code == (
        "This needs Python 3.11 or newer and found 3.10: install python3.11 or newer."
    )


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_missing_venv_module_is_told_in_one_line(monkeypatch, missing):
    monkeypatch.setattr(environment, "find_spec", lambda name: name != missing)
    with pytest.raises(SystemExit) as exit:
        environment.main("lock.txt")
    assert "apt install python3-venv" in exit.value.code
    assert "\n" not in exit.value.code


def test_what_is_installed_already_is_not_installed_again(monkeypatch, tmp_path):
    runs = []

    def run(command, **arguments):
        runs.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(environment.subprocess, "run", run)
    (tmp_path / ".venv").mkdir()
    environment.main("lock.txt")
    environment.main("lock.txt")
    installs = [command for command in runs if "install" in command]
    assert len(installs) == 1
    assert "--require-hashes" in installs[0]
    (tmp_path / "lock.txt").write_text("django==5.2.1 --hash=sha256:0\n")
    environment.main("lock.txt")
    assert len([command for command in runs if "install" in command]) == 2


def test_a_failed_install_is_tried_again(monkeypatch, tmp_path):
    def run(command, **arguments):
        return subprocess.CompletedProcess(command, int("install" in command))

    monkeypatch.setattr(environment.subprocess, "run", run)
    (tmp_path / ".venv").mkdir()
    for _ in range(2):
        with pytest.raises(SystemExit, match="Cannot install lock.txt"):
            environment.main("lock.txt")
