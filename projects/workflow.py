"""The only code that changes a state, in one transaction with its decision record."""

from django.db import transaction
from django.utils import timezone

from projects.models import Decision, FormerSlug, News, Project
from projects.refresh import refresh

State = Project.State


class NotAllowed(Exception):
    """The entry is not in a state from which this can be done. Its text is for people."""


class ChangedMeanwhile(NotAllowed):
    """The entry is not as it was when somebody looked at it. Its text is for people."""


def publish(project, who, reason=""):
    """Show a draft or withdrawn entry to everybody. Returns the decision; raises NotAllowed."""
    return _move(project, {State.DRAFT, State.WITHDRAWN}, State.PUBLISHED, who, reason)


def withdraw(project, who, reason=""):
    """Take a published entry off every public page; its address then answers 410.

    Returns the decision; raises NotAllowed.
    """
    return _move(project, {State.PUBLISHED}, State.WITHDRAWN, who, reason)


@transaction.atomic
def retire(project, into, who, slug):
    """Withdraw an entry for good, because another says it all; its address then leads there.

    slug: the address that it has from now on, under which nobody looks. A draft's old address was
    never public and leads nowhere. Returns the decision.
    """
    row = _locked(project)
    source, former = row.state, row.slug
    row.state, row.slug, row.replaced_by = State.WITHDRAWN, slug, into
    reason = f"Merged into “{into.name}”"
    decision = Decision.objects.create(
        project=row, who=who, from_state=source, to_state=row.state, reason=reason
    )
    row._history_date = decision.when
    _record(row, who, reason, ["state", "slug", "replaced_by"])
    FormerSlug.objects.filter(project=row).update(project=into)
    if source != State.DRAFT:
        rename_address(into, former)
    refresh([row.pk])
    return decision


@transaction.atomic
def confirm(project, who, on=None, version=None, reason="Checked: still right"):
    """Note that somebody has checked the entry and found it right, on that date (today).

    version: the one that was looked at. Raises ChangedMeanwhile where the entry has a newer one.
    """
    project = _locked(project)
    if version is not None and version != project.version:
        raise ChangedMeanwhile(f"“{project.name}” was changed after you opened it.")
    project.checked_on = on or timezone.localdate()
    project.checked_by = who
    _record(project, who, reason, ["checked_on", "checked_by"])
    refresh([project.pk], News.Kind.CHECKED)
    return project


@transaction.atomic
def rename_address(project, former_slug):
    """Let the former address redirect to the present one, which is already saved."""
    FormerSlug.objects.filter(slug=project.slug).delete()
    FormerSlug.objects.update_or_create(slug=former_slug, defaults={"project": project})


@transaction.atomic
def end_finished(today=None):
    """Turn what has ended to "past", and return how many entries that were.

    A day job calls it: a status that changed by itself at midnight would leave stale pages.
    """
    today = today or timezone.localdate()
    over = Project.objects.filter(
        status__in=[Project.Status.CURRENT, Project.Status.PLANNED, Project.Status.PAUSED]
    )
    over = over.filter(end_date__lt=today) | over.filter(
        end_date__isnull=True, end_year__lt=today.year
    )
    ended = list(over.order_by("pk").select_for_update())
    for project in ended:
        project.status = Project.Status.PAST
        _record(project, None, "Its end has passed", ["status"])
    if ended:
        refresh([project.pk for project in ended])
    return len(ended)


@transaction.atomic
def _move(project, allowed, target, who, reason):
    project_row = _locked(project)
    source = project_row.state
    if source not in allowed:
        raise NotAllowed(
            f"“{project_row.name}” is {project_row.get_state_display().lower()} already."
        )
    project_row.state = target
    decision = Decision.objects.create(
        project=project_row, who=who, from_state=source, to_state=target, reason=reason
    )
    project_row._history_date = decision.when  # so that the history shows the two as one
    _record(project_row, who, reason or f"{State(target).label}", ["state"])
    refresh([project_row.pk], News.Kind.PUBLISHED if who else None)
    return decision


def _locked(project):
    return Project.objects.select_for_update(of=["self"]).get(pk=project.pk)


def _record(project, who, reason, fields):
    """Save these fields with the next version and a row of history."""
    project.version += 1
    project._history_user = who
    project._change_reason = reason[:100]
    project.save(update_fields=[*fields, "version", "updated"])
