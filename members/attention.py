"""The entries that a member looks after, and what in them needs attention."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.mails import stewardships as stewardship_mail
from members.models import Stewardship
from projects.models import Project, Submission
from projects.submissions.reports import STILL_RIGHT
from projects.websites.checking import has_broken_website

# Of what was sent, what nobody has answered yet.
_WAITING = Submission.objects.filter(
    project=OuterRef("pk"), state__in=["pending", "needs-information"]
)
_SAID_RIGHT = Q(payload__about__contains=[STILL_RIGHT])


@dataclass(frozen=True)
class Entry:
    """One entry, with what needs attention in it, in words; nothing where all is well."""

    project: Project
    notes: list = field(default_factory=list)

    @property
    def can_be_confirmed(self):
        """Whether "Still right" says anything: not where that was said, and waits for staff."""
        return not self.project.is_said_right


def entries_of(member, today=None):
    """Return the published Projects led by organisations that the member looks after.

    What needs attention comes first, with `is_old`, `is_broken`, `is_said_right`, `sent` (how
    many changes and reports wait for an answer) and `needs_attention`. What is finished does not
    grow old: it is to be checked once.
    """
    theirs = Stewardship.objects.filter(member=member, state=Stewardship.State.ACTIVE)
    long_ago = (today or timezone.localdate()) - timedelta(days=settings.REVIEW_AFTER_DAYS)
    is_old = Q(checked_on__isnull=True) | Q(checked_on__lte=long_ago) & ~Q(
        status=Project.Status.PAST
    )
    counted = _WAITING.exclude(_SAID_RIGHT).order_by().values("project")
    sent = Subquery(counted.annotate(number=Count("pk")).values("number"))
    attention = Q(is_old=True, is_said_right=False) | Q(is_broken=True) | Q(sent__gt=0)
    return (
        Project.objects.published()
        .filter(lead_organisation__in=theirs.values("organisation"))
        .select_related("lead_organisation")
        .annotate(
            is_old=_whether(is_old),
            is_broken=_whether(has_broken_website()),
            is_said_right=Exists(_WAITING.filter(_SAID_RIGHT)),
            sent=sent,
        )
        .annotate(needs_attention=_whether(attention))
        .order_by("-needs_attention", "sort_key", "pk")
    )


def described(project):
    """Return the Entry of one of entries_of."""
    notes = []
    if project.is_said_right:
        notes.append(_("“Still right” was said, and waits for us."))
    elif project.is_old and project.checked_on:
        day = date_format(project.checked_on, "j F Y")
        notes.append(_("Nobody has checked it since %(day)s.") % {"day": day})
    elif project.is_old:
        notes.append(_("Nobody has checked it yet."))
    if project.is_broken:
        notes.append(_("A web address in it does not work."))
    if project.sent:
        notes.append(
            ngettext(
                "One change or report about it waits for an answer.",
                "%(number)d changes or reports about it wait for an answer.",
                project.sent,
            )
            % {"number": project.sent}
        )
    return Entry(project, notes)


def count_attention(member):
    """Return {"entries", "attention"}: how many they look after, and how many need attention."""
    return (
        entries_of(member)
        .order_by()
        .aggregate(entries=Count("pk"), attention=Count("pk", filter=Q(needs_attention=True)))
    )


def tell_stewards(now=None):
    """Tell members, once a month, what needs attention in their entries; return how many were told.

    Nobody is told who does not want such mail, and what waits for staff is nothing to be told.
    """
    now = timezone.localtime(now or timezone.now())
    told = 0
    active = Stewardship.objects.filter(
        state=Stewardship.State.ACTIVE,
        member__is_active=True,
        member__profile__mail_about_entries=True,
    )
    members = {each.member_id: each.member for each in active.select_related("member")}
    for member in members.values():
        found = entries_of(member, now.date())
        theirs = Q(is_old=True, is_said_right=False) | Q(is_broken=True)
        listed = [described(project) for project in found.filter(theirs)]
        if listed:
            with transaction.atomic():
                month = f"{now:%Y-%m}"
                told += stewardship_mail.entries_need_attention(member, listed, month) is not None
    return told


def _whether(condition):
    return Case(When(condition, then=Value(True)), default=False, output_field=BooleanField())
