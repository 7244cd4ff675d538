"""A save in the admin is news where it changed something."""

import pytest

from projects.models import News
from tests.builders import make_project
from tests.projects.admin.pages import change_page, open_and_save

pytestmark = pytest.mark.django_db


def test_a_save_is_news_only_where_something_changed(desk):
    project = make_project()
    open_and_save(desk, change_page(project))
    assert not News.objects.exists()
    open_and_save(desk, change_page(project), summary="It says more now.")
    assert [(row.project, row.kind) for row in News.objects.all()] == [(project, "changed")]


def test_a_draft_that_changes_is_no_news(desk):
    project = make_project(state="draft")
    open_and_save(desk, change_page(project), summary="It says more now.")
    assert not News.objects.exists()
