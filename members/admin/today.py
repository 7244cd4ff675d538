"""The sections of Today that the network fills."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from members.admin.requests.waiting import (
    MOST_BESIDE,
    asked,
    count_waiting,
    in_words,
    kinds_seen_by,
    waiting,
)
from projects.admin import sections
from projects.admin.seeing import may_see
from projects.models import Decision, Project, Submission

# So long do changes by trusted members stand there to be looked at.
LOOKED_AT_FOR = timedelta(days=14)


@dataclass
class AtOnce:
    """A change that went onto the site without staff: of which entry, by whom, when."""

    decision: Decision
    address: str
    history: str


@sections.register
def what_waits(request):
    """What people ask of the network, and applications that wait for an answer."""
    models = kinds_seen_by(request.user)
    if not models:
        return None
    now = timezone.now()
    count, rows = count_waiting(models, now), waiting(models)
    return "admin/members/today_waiting.html", {
        "items": [in_words(row, now) for row in rows],
        "count": count,
        "not_shown": max(count["waiting"] - len(rows), 0),
        "asked": asked(request.user, now),
    }


@sections.register_count
def count(request):
    """How much of it waits."""
    models = kinds_seen_by(request.user)
    return count_waiting(models) if models else None


@sections.register
def changed_at_once(request):
    """Entries that trusted members changed by themselves, for staff to look at afterwards."""
    if not may_see(request.user, Submission):
        return None
    sees_entries = may_see(request.user, Project)
    found = decided_by_members()
    rows = [_at_once(each, sees_entries) for each in found[:MOST_BESIDE]]
    number = found.count()
    return "admin/members/today_at_once.html", {
        "rows": rows,
        "count": number,
        "not_shown": max(number - len(rows), 0),
        "address": reverse("admin:projects_submission_changelist", query={"at_once": "yes"}),
    }


def decided_by_members(now=None):
    """Return what trusted members changed, or said to be still right, lately; latest first."""
    since = (now or timezone.now()) - LOOKED_AT_FOR
    members = Decision.objects.at_once().filter(when__gte=since)
    return members.select_related("who", "submission__project").order_by("-when", "-pk")


def _at_once(decision, sees_entries):
    project = decision.submission.project
    history = ""
    if project and sees_entries:
        history = reverse("admin:projects_project_history", args=[project.pk])
    address = reverse("admin:projects_submission_decide", args=[decision.submission_id])
    return AtOnce(decision, address, history)
