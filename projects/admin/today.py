"""Today: everything that waits for staff, on one page."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils import timezone

from projects.admin import sections
from projects.admin.queue import to_check
from projects.admin.seeing import may_see
from projects.admin.undoing import undoable
from projects.models import Mail, Project, Submission
from projects.submissions import reports
from projects.submissions.values import LABELS
from projects.submissions.waiting import is_late, working_days_between

# A flood must not make the page too long to open; the rest follows as these are decided.
MOST = 200
MOST_BESIDE = 50
# Failures after which a mail is shown as stuck, before it is given up.
TRIES_UNTIL_STUCK = 3


@dataclass
class Item:
    """A submission that waits: what it says and since when, in words."""

    submission: Submission
    title: str
    says: str
    waited: str
    is_late: bool
    is_closure: bool


@dataclass
class Group:
    """All that waits about one entry; a new project is a group of its own."""

    project: Project | None
    items: list = field(default_factory=list)


def in_todays_order(submissions):
    """Return submissions as Today shows them: those about one entry follow its first one."""
    groups = {}
    for submission in submissions:
        key = submission.project_id or f"new {submission.pk}"
        groups.setdefault(key, []).append(submission)
    return [submission for group in groups.values() for submission in group]


def next_after(submission):
    """Return what Today shows after this one, from the top again after the last; None if alone.

    To be asked before it is decided: afterwards it does not stand there any more.
    """
    ordered = in_todays_order(Submission.objects.waiting_for_us().only("pk", "project_id"))
    keys = [each.pk for each in ordered]
    place = keys.index(submission.pk) if submission.pk in keys else -1
    others = keys[place + 1 :] + keys[: max(place, 0)]
    return others[0] if others else None


def count_waiting(now=None):
    """Return {"waiting", "late"}: how many submissions wait for staff, and how many too long."""
    now = now or timezone.now()
    waiting = Submission.objects.filter(state=Submission.State.PENDING)
    rows = list(waiting.order_by().only("waiting_since", "created"))
    return {"waiting": len(rows), "late": sum(is_late(each, now) for each in rows)}


def waited_in_words(since, now):
    """Return "20 minutes", "3 hours" or "6 working days"."""
    if since is None:
        return "not yet"
    waited = max(now - since, timedelta(0))
    if waited < timedelta(hours=1):
        return _count(max(int(waited.total_seconds() // 60), 1), "minute")
    if waited < timedelta(days=1):
        return _count(int(waited.total_seconds() // 3600), "hour")
    days = working_days_between(since, now)
    return _count(days, "working day") if days else "less than a working day"


def title_of(submission):
    """Return the name of the entry it is about, or proposes."""
    return str(submission.project or submission.payload.get("name") or submission)


def says(submission):
    """Return in one line what a submission wants."""
    payload = submission.payload
    if submission.kind == Submission.Kind.REPORT:
        about, message = payload.get("about"), payload.get("message")
        words = reports.in_words("about", about) if about else ""
        return ": ".join(filter(None, [words, message]))
    if submission.kind == Submission.Kind.CHANGE:
        fields = [LABELS[name] for name in LABELS if name in payload and name != "longitude"]
        return ", ".join(fields) or "Nothing that differs"
    return payload.get("summary", "")


class ShowsToday:
    """Mixin of the submissions' ModelAdmin."""

    def today_view(self, request):
        """Show what waits for us, for others, and what is stuck.

        Whoever may not see submissions sees the sections of other apps that they may see.
        """
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        others = {"sections": sections.seen_by(request)}
        sees_submissions = self.has_view_or_change_permission(request)
        if not (sees_submissions or others["sections"]):
            raise PermissionDenied
        context = self._submissions(request) if sees_submissions else {}
        context |= {**self.admin_site.each_context(request), "title": "Today", "opts": self.opts}
        template = "admin/projects/submission/today.html"
        return TemplateResponse(request, template, context | others)

    def _submissions(self, request):
        """Return what Today says of submissions, of mail and of entries."""
        now = timezone.now()
        rows = Submission.objects.waiting_for_us().select_related("project")
        waiting = list(rows[:MOST])
        count = count_waiting(now)
        return {
            "sees_submissions": True,
            "groups": _grouped(waiting, now),
            "count": count,
            "not_shown": max(count["waiting"] - len(waiting), 0),
            "asked": _beside(Submission.objects.filter(state="needs-information"), now),
            "unplaced": _beside(Submission.objects.without_a_pin(), now),
            "stuck": _stuck_mail() if may_see(request.user, Mail) else [],
            "due": to_check().count() if may_see(request.user, Project) else 0,
            "can_check": request.user.has_perm("projects.change_project"),
            "undoable": undoable(request),
        }


def _grouped(submissions, now):
    groups = {}
    for submission in in_todays_order(submissions):
        key = submission.project_id or f"new {submission.pk}"
        group = groups.setdefault(key, Group(submission.project))
        group.items.append(_item(submission, now))
    return list(groups.values())


def _item(submission, now):
    return Item(
        submission,
        title_of(submission),
        says(submission),
        waited_in_words(submission.waiting_since, now),
        is_late(submission, now),
        "closed" in submission.payload.get("about", []),
    )


def _beside(queryset, now):
    rows = queryset.select_related("project").order_by("waiting_since", "created", "pk")
    return [_item(each, now) for each in rows[:MOST_BESIDE]]


def _stuck_mail():
    trouble = Q(given_up_at__isnull=False) | Q(tries__gt=TRIES_UNTIL_STUCK)
    mails = Mail.objects.filter(trouble, sent_at__isnull=True, cancelled_at__isnull=True)
    return list(mails.defer("text", "html")[:MOST_BESIDE])


def _count(number, unit):
    return f"{number} {unit}{'' if number == 1 else 's'}"
