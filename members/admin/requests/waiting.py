"""What waits for staff in the network: all kinds in one list, the longest wait first."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Application, Complaint, ResourceProposal, Stewardship
from members.workflow.complaints import answer_due
from projects.admin.seeing import may_see
from projects.admin.today import waited_in_words
from projects.submissions.waiting import is_late

# A flood must not make Today too long to open; the rest follows as these are decided.
MOST = 200
MOST_BESIDE = 50
KINDS = {
    Application: _("Wants to join"),
    Stewardship: _("Wants to look after entries"),
    ResourceProposal: _("Proposes a resource"),
    Complaint: _("Complaint about data"),
}


@dataclass
class Waiting:
    """Something that waits: what it is, in words, and where it is decided.

    answer_by: the day by which a complaint is to be answered, None for all else.
    """

    kind: str
    title: str
    says: str
    reference: str
    address: str
    waited: str
    is_late: bool
    answer_by: date | None


def kinds_seen_by(user):
    """Return the models of KINDS whose rows this member may see."""
    return [model for model in KINDS if may_see(user, model)]


def waiting(models):
    """Return what waits for us of these models, the longest wait first; MOST of each at most."""
    rows = [row for model in models for row in _rows(model)[:MOST]]
    return sorted(rows, key=_place)[:MOST]


def count_waiting(models, now=None):
    """Return {"waiting", "late"}: how much waits for staff, and how much of it too long."""
    now = now or timezone.now()
    rows = [
        row
        for model in models
        for row in model.objects.filter(state="pending").order_by().only("waiting_since", "created")
    ]
    return {"waiting": len(rows), "late": sum(is_late(row, now) for row in rows)}


def next_after(thing, user):
    """Return what Today shows after this one and this member may decide; None if alone.

    After the last comes the first. To be asked before it is decided: afterwards it does not stand
    there any more.
    """
    models = [model for model in KINDS if user.has_perm(f"members.change_{model._meta.model_name}")]
    others = [row for row in waiting(models) if row != thing]
    later = [row for row in others if _place(row) > _place(thing)]
    return next(iter(later or others), None)


def decide_address(thing):
    """Return the address of the page on which it is, or was, decided."""
    return reverse(f"admin:members_{thing._meta.model_name}_decide", args=[thing.pk])


def in_words(thing, now):
    """Return the Waiting of a row."""
    return Waiting(
        kind=KINDS[type(thing)],
        title=title_of(thing),
        says=_says(thing),
        reference=getattr(thing, "reference", ""),
        address=decide_address(thing),
        waited=waited_in_words(thing.waiting_since or thing.created, now),
        is_late=is_late(thing, now),
        answer_by=answer_due(thing) if _is(thing, Complaint) else None,
    )


def title_of(thing):
    """Return what or whom it is about."""
    if _is(thing, Stewardship):
        return f"{name_of(thing.member)}: {thing.organisation}"
    return getattr(thing, "name", "") or str(thing) or thing.reference


def name_of(member):
    """Return a member's name; never the address, which not everybody at the desk may see."""
    if member is None:
        return _("Nobody any more")
    return member.name or _("Somebody without a name")


def asked(user, now):
    """Return the Waiting of the applications that wait for an answer of who applied."""
    if not may_see(user, Application):
        return []
    rows = Application.objects.filter(state=Application.State.NEEDS_INFORMATION)
    return [in_words(row, now) for row in rows.order_by("decided_at", "pk")[:MOST_BESIDE]]


def _rows(model):
    related = {Stewardship: ["member", "organisation"]}.get(model, [])
    rows = model.objects.filter(state="pending").select_related(*related)
    return rows.order_by("waiting_since", "created", "pk")


def _place(row):
    return (row.waiting_since or row.created, row._meta.model_name, row.pk)


def _says(thing):
    if _is(thing, Application):
        parts = [thing.get_kind_display(), thing.organisation_name, thing.note]
    elif _is(thing, ResourceProposal):
        parts = [thing.get_kind_display(), thing.link]
    else:
        parts = [thing.note if _is(thing, Stewardship) else thing.text]
    return ", ".join(str(part) for part in parts if part)


def _is(thing, model):
    return isinstance(thing, model)
