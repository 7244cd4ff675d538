"""A broken file of the directory, when the site is to be served."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError

from betterwork import preparation
from tests.builders import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken_files(monkeypatch):
    """Files that cannot be loaded."""

    def fail(command):
        assert command == "load_directory"
        raise CommandError("projects.json cannot be read")

    monkeypatch.setattr(preparation, "call_command", fail)


def test_a_directory_that_is_there_is_served_with_a_warning(broken_files, capsys):
    make_project()
    preparation.load_directory()
    warning = capsys.readouterr().err
    assert "not loaded: projects.json cannot be read" in warning
    assert warning.count("\n") == 1


@pytest.mark.parametrize("state", [None, "draft"])
def test_an_empty_directory_is_not_served(broken_files, state):
    if state:
        make_project(state=state)
    with pytest.raises(ImproperlyConfigured, match="projects.json cannot be read"):
        preparation.load_directory()
