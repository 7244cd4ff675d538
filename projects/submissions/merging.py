"""Making one entry of two: what is kept of each is chosen, and nothing that belongs to them goes.

The entry merged away stays as it was, withdrawn and with its own history, so that staff can read
what was in it; its address and its former ones lead to the entry kept.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q

from projects.models import FormerSlug, Location, News, Project, Submission
from projects.refresh import refresh
from projects.submissions.values import FIELDS, LISTS, PLACE, values_of
from projects.submissions.writing import apply_values
from projects.workflow import ChangedMeanwhile, NotAllowed, retire

BOTH = "both"
# The place is chosen location by location; a kind belongs to an organisation, not to an entry.
CHOSEN = [field for field in FIELDS if field not in (*PLACE, "organisation_kind")]
LONGEST_SLUG = 200


@dataclass(frozen=True)
class Choices:
    """What to keep.

    versions: {id of each of the two: the version that was looked at}. fields: {field: the id of
    the entry whose value is kept, or "both" for a list}; what is left out stays as the entry kept
    has it. locations: ids of the locations that the entry kept is to have; None for all of both.
    """

    versions: dict
    fields: dict
    locations: frozenset | None = None


@transaction.atomic
def merge(kept, away, choices, who):
    """Make one entry of two and return the one kept.

    Raises ChangedMeanwhile where either was changed since it was looked at, NotAllowed where a
    published entry would go in favour of one that is not, and InvalidValues.
    """
    # In the order of every decision: submissions first, then entries by their ids.
    moved = Submission.objects.filter(project=away.pk).order_by("pk")
    list(moved.select_for_update(of=["self"]).values_list("pk"))
    rows = _locked(kept.pk, away.pk)
    kept, away = rows[kept.pk], rows[away.pk]
    _must_be_possible(kept, away, choices.versions)
    _take_over_relations(kept, away)
    _write_fields(kept, away, choices.fields, who)
    if choices.locations is not None:
        _drop_locations(kept, choices.locations, who)
    _copy_locations(kept, away, choices.locations, who)
    for resource in away.resources.all():
        resource.projects.add(kept)
    related = _hand_over(kept, away, rows.values(), who)
    # Open ones are shown with all three versions, as they were made for another entry.
    moved.update(project=kept, base_version=0, version=F("version") + 1)
    retire(away, kept, who, _free_slug(away))
    refresh([away.pk, *related])
    refresh([kept.pk], News.Kind.CHANGED)
    return Project.objects.get(pk=kept.pk)


def _locked(kept, away):
    family = Project.objects.filter(
        Q(pk__in=[kept, away]) | Q(part_of=away) | Q(replaced_by=away)
    ).values_list("pk", flat=True)
    rows = Project.objects.select_for_update(of=["self"]).filter(pk__in=list(family))
    return {row.pk: row for row in rows.order_by("pk")}


def _must_be_possible(kept, away, versions):
    if kept.pk == away.pk:
        raise NotAllowed("An entry cannot be merged with itself.")
    for row in (kept, away):
        if versions.get(row.pk) != row.version:
            raise ChangedMeanwhile(f"“{row.name}” was changed after you opened this page.")
    if kept.state == Project.State.WITHDRAWN:
        raise NotAllowed(f"“{kept.name}” is withdrawn: keep the other one.")
    if kept.state == Project.State.DRAFT and away.state == Project.State.PUBLISHED:
        raise NotAllowed(f"“{away.name}” is published: keep that one.")


def _write_fields(kept, away, fields, who):
    own, other = values_of(kept, private=True), values_of(away, private=True)
    values = {"name": own["name"]}  # always one, so that the merge is always one new version
    for field in CHOSEN:
        chosen = fields.get(field, kept.pk)
        if chosen == BOTH and field in LISTS:
            values[field] = [*own[field], *(v for v in other[field] if v not in own[field])]
        elif chosen == away.pk:
            values[field] = other[field]
    for end in ("start", "end"):
        if fields.get(f"{end}_year") == away.pk:  # the day belongs to its year
            setattr(kept, f"{end}_date", getattr(away, f"{end}_date"))
    apply_values(kept, values, who, f"Merged with “{away.name}”")


def _drop_locations(kept, wanted, who):
    for location in kept.locations.exclude(pk__in=wanted):
        _as_one(kept, location, who)
        location.delete()


def _copy_locations(kept, away, wanted, who):
    """Copy, so that the entry merged away still tells where it was."""
    there = {_point_of(each) for each in kept.locations.all()}
    for location in away.locations.order_by("pk"):
        is_wanted = wanted is None or location.pk in wanted
        if is_wanted and _point_of(location) not in there:
            copied = {
                field.attname: getattr(location, field.attname)
                for field in Location._meta.concrete_fields
                if field.name not in ("id", "project", "cell", "on_map")
            }
            copy = Location(project=kept, **copied)
            _as_one(kept, copy, who)
            copy.save()


def _as_one(kept, row, who):
    """Let the row's record share the date of the entry's, so that the history shows one edit."""
    row._history_date = kept.history.latest().history_date
    row._history_user = who


def _point_of(location):
    return location.role, location.latitude, location.longitude, location.label, location.public


def _take_over_relations(kept, away):
    """Let the entry kept be a part of what the other was; neither is a part of the other now."""
    wider = away.part_of_id if away.part_of_id != kept.pk else None
    is_own_part = Project.objects.filter(pk=wider, part_of=kept).exists()
    if kept.part_of_id == away.pk or not kept.part_of_id:
        kept.part_of_id = None if is_own_part else wider
    if kept.replaced_by_id == away.pk:
        kept.replaced_by_id = None


def _hand_over(kept, away, rows, who):
    """Let what was a part of, or replaced by, the one be so of the other; return the ids."""
    changed = []
    for row in rows:
        if row.pk in (kept.pk, away.pk):
            continue
        if row.part_of_id == away.pk:
            row.part_of_id = kept.pk
        if row.replaced_by_id == away.pk:
            row.replaced_by_id = kept.pk
        row.version += 1
        row._history_user = who
        row._change_reason = f"“{away.name}” was merged into “{kept.name}”"[:100]
        row.save(update_fields=["part_of", "replaced_by", "version", "updated"])
        changed.append(row.pk)
    return changed


def _free_slug(away):
    """Return an address for the entry merged away, under which nobody looks."""
    ending = f"-merged-{away.pk}"
    slug, number = away.slug[: LONGEST_SLUG - len(ending)] + ending, 1
    while (
        Project.objects.filter(slug=slug).exists() or FormerSlug.objects.filter(slug=slug).exists()
    ):
        number += 1
        slug = away.slug[: LONGEST_SLUG - len(ending) - 4] + f"{ending}-{number}"
    return slug
