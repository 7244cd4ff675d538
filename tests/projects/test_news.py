"""News: what people have published, changed or checked, for the feed and the alerts."""

import pytest
from django.db import transaction

from projects import workflow
from projects.models import News, Project
from projects.refresh import current_revision, refresh
from projects.submissions.writing import apply_values
from tests.builders import make_project, make_staff

pytestmark = pytest.mark.django_db


def kinds(project):
    return list(News.objects.filter(project=project).order_by("pk").values_list("kind", flat=True))


def test_what_a_person_publishes_changes_or_checks_is_news():
    project, staff = make_project(state="draft"), make_staff()
    workflow.publish(project, staff)
    workflow.confirm(project, staff)
    with transaction.atomic():
        apply_values(Project.objects.get(pk=project.pk), {"summary": "Another."}, staff, "Better")
    assert kinds(project) == ["published", "checked", "changed"]


def test_news_carries_the_revision_with_which_it_became_public():
    project = make_project()
    workflow.confirm(project, make_staff())
    assert News.objects.get().revision == current_revision()


def test_an_import_a_job_and_what_only_follows_are_no_news():
    loaded, other = make_project(state="draft"), make_project(end_year=2001, status="current")
    workflow.publish(loaded, None, "Loaded with the first entries")
    workflow.end_finished()
    with transaction.atomic():
        refresh([loaded.pk, other.pk])
    assert not News.objects.exists()


def test_what_is_not_published_is_no_news():
    draft, staff = make_project(state="draft"), make_staff()
    workflow.confirm(draft, staff)
    published = make_project()
    workflow.withdraw(published, staff)
    assert not News.objects.exists()
