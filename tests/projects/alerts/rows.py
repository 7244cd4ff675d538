"""Alerts for tests, and what they are told of."""

from datetime import timedelta
from itertools import count

from django.db import transaction
from django.utils import timezone

from projects import workflow
from projects.models import Alert, Project
from projects.refresh import current_revision
from projects.submissions.writing import apply_values
from tests.builders import make_project

_number = count(1)


def make_alert(query="", email=None, *, is_confirmed=True, **fields):
    """Save an alert that has seen all there is; one that is confirmed is due."""
    now = timezone.now()
    due = {"confirmed_at": now, "due_at": now - timedelta(minutes=1)} if is_confirmed else {}
    fields.setdefault("seen_revision", current_revision())
    email = email or f"reader{next(_number)}@example.org"
    return Alert.objects.create(email=email, query=query, **due, **fields)


def publish(name, staff, **fields):
    """Have somebody publish a new project, and return it."""
    project = make_project(name, state=Project.State.DRAFT, **fields)
    workflow.publish(project, staff)
    return project


def change(project, staff, **values):
    """Have somebody change an entry."""
    with transaction.atomic():
        apply_values(Project.objects.get(pk=project.pk), values, staff, "Better")


def make_due(alert):
    """Let its next turn have come."""
    Alert.objects.filter(pk=alert.pk).update(due_at=timezone.now())
