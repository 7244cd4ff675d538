"""Themes come with the files, and staff have the last word."""

import json

import pytest

from projects.loading.directory import load_directory
from projects.models import Theme

pytestmark = pytest.mark.django_db

RECORD = {
    "slug": "better-jobs", "title": "Better jobs", "summary": "A few words.", "body": "More.",
    "query": "offer=campaign", "published": True, "order": 1,
}  # fmt: skip


def test_a_theme_is_loaded_brought_up_to_date_and_left_as_staff_have_edited_it(folder):
    write(folder, summary="First words.")
    assert load_directory(folder).added["theme"] == 1
    write(folder, summary="Second words.")
    assert load_directory(folder).updated == {"theme": 1}
    Theme.objects.update(summary="Ours.")
    write(folder, summary="Third words.")
    assert load_directory(folder).kept == ["theme better-jobs: edited"]
    assert Theme.objects.get().summary == "Ours."
    assert Theme.objects.get().history.count() == 2


def write(folder, **values):
    (folder / "themes.json").write_text(json.dumps([RECORD | values]))
