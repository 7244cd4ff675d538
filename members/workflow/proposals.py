"""Proposed resources: sent by a member, taken into the list or not by staff.

Each step is one transaction with its record and its mail.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from members.mails import proposals as proposal_mail
from members.models import Member, ResourceProposal
from members.workflow.steps import locked, locked_of_member, move
from projects.models import Approach, News, Project, Resource, Topic
from projects.refresh import refresh
from projects.submissions.limits import TooMany
from projects.submissions.naming import known_organisation, one_name_at_a_time
from projects.submissions.publications import note_resources_changed
from projects.workflow import NotAllowed

State = ResourceProposal.State
DAY = timedelta(hours=24)
MOST_A_DAY = 20  # of one member
LONGEST_SLUG = 190
# What a resource is made of, as members.forms.resources.ResourceForm gives it.
FIELDS = [
    "title", "link", "kind", "year", "organisation_name", "summary",
    "topics", "approaches", "projects",
]  # fmt: skip


def values_of(proposal):
    """Return {field: value} by FIELDS."""
    return {name: getattr(proposal, name) for name in FIELDS}


@transaction.atomic
def propose(member, values, form_token):
    """Keep what a member proposes and return the ResourceProposal.

    values: by FIELDS, and a `note` to staff. The same form sent twice gives what it gave the first
    time. Raises TooMany.
    """
    # Two that come at once would both be the last that is allowed, or both be the first.
    member = Member.objects.select_for_update().get(pk=member.pk)
    # A browser that two people use may hold a form of the one that the other sends.
    form_token = f"{form_token}.{member.pk}"
    sent_before = member.resource_proposals.filter(form_token=form_token).first()
    if sent_before:
        return sent_before
    recent = member.resource_proposals.filter(created__gt=timezone.now() - DAY)
    if recent.count() >= MOST_A_DAY:
        raise TooMany(
            _(
                "You have proposed as many as one person may in a day. Nothing is lost: try again"
                " tomorrow, or write to us if you have a longer list."
            )
        )
    # It comes from nowhere: what has no state yet has no row either.
    proposal = ResourceProposal(member=member, form_token=form_token, state="", **values)
    move(proposal, State.PENDING, member)
    return proposal


@transaction.atomic
def withdraw(proposal, who):
    """Take it back, as its member wishes, and return the Step. Raises NotAllowed."""
    return move(_pending(proposal), State.WITHDRAWN, who)


@transaction.atomic
def approve(proposal, who, version, values=None, message=""):
    """Take it into the list, tell the member, and return the Resource.

    values: by FIELDS, as staff have corrected them; what they leave out is as it was proposed.
    Where a resource leads to the same page already, it keeps what it says: only what is blank is
    filled in, and topics, approaches and projects are added. message: to the member. Raises
    NotAllowed, ChangedMeanwhile.
    """
    proposal = _pending(proposal, version)
    one_name_at_a_time()
    resource, touched, newly = _make_or_fill(values_of(proposal) | (values or {}), who)
    proposal.resource = resource
    step = move(proposal, State.APPROVED, who, message)
    proposal_mail.approved(step)
    refresh(touched)
    refresh(newly, News.Kind.CHANGED)
    return resource


@transaction.atomic
def reject(proposal, who, reason, version):
    """Say no, with a reason that the member will read, and return the Step.

    Raises NotAllowed, ChangedMeanwhile.
    """
    proposal = _pending(proposal, version)
    if not reason.strip():
        raise NotAllowed(_("Say why: whoever proposed it will read it."))
    step = move(proposal, State.REJECTED, who, reason)
    proposal_mail.rejected(step)
    return step


def _pending(proposal, version=None):
    proposal = locked_of_member(proposal)
    if proposal.state != State.PENDING:
        state = proposal.get_state_display().lower()
        raise NotAllowed(_("It was dealt with already: %(state)s.") % {"state": state})
    return locked(proposal, version)


def _make_or_fill(values, who):
    """Return (the resource, ids of the projects it is about, those of them that it was not)."""
    known = Resource.objects.leading_to(values["link"]) if values["link"] else []
    if known:
        resource = Resource.objects.select_for_update(of=["self"]).get(pk=known[0].pk)
    else:
        resource = Resource(title=values["title"], slug=_free_slug(values["title"]))
        resource.kind, resource.link = values["kind"], values["link"]
    resource.year = resource.year or values["year"]
    resource.summary = resource.summary or values["summary"]
    # Who is not in the directory is left out: a new organisation is made on a page of its own.
    if resource.organisation is None and values["organisation_name"]:
        resource.organisation = known_organisation(values["organisation_name"])
    try:
        resource.full_clean()
    except ValidationError as error:
        raise NotAllowed(" ".join(error.messages)) from None
    resource.save()
    resource.topics.add(*Topic.objects.filter(slug__in=values["topics"]))
    resource.approaches.add(*Approach.objects.filter(slug__in=values["approaches"]))
    before = set(resource.projects.values_list("pk", flat=True))
    about = Project.objects.published().filter(slug__in=values["projects"])
    wanted = set(about.values_list("pk", flat=True))
    note_resources_changed(wanted - before, who)
    resource.projects.add(*wanted)
    return resource, before | wanted, wanted - before


def _free_slug(title):
    start = slugify(title)[:LONGEST_SLUG].strip("-") or "resource"
    slug, number = start, 1
    while Resource.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{start}-{number}"
    return slug
