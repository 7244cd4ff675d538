"""Loading the whole directory, in one transaction."""

import hashlib
import json
from dataclasses import dataclass, field

from django.db import transaction

from projects import workflow
from projects.loading import files, specs
from projects.loading.references import References
from projects.loading.snapshot import snapshot
from projects.locks import Lock, hold
from projects.models import (
    Area,
    FormerSlug,
    LoadedRecord,
    Organisation,
    Outcode,
    Place,
    Project,
    Resource,
    Signpost,
    Theme,
)
from projects.refresh import refresh_all


@dataclass
class Report:
    """What a load did: numbers by kind, and the records left as staff have them."""

    added: dict = field(default_factory=dict)
    updated: dict = field(default_factory=dict)
    kept: list = field(default_factory=list)

    @property
    def changed(self):
        """Whether anything was written."""
        return bool(self.added or self.updated)


@transaction.atomic
def load_directory(folder, *, with_entries=True):
    """Add what is new in the fixtures, and bring up to date what nobody has edited since.

    folder: a pathlib.Path. with_entries=False loads areas, taxonomy and places only. What staff
    have edited, withdrawn or deleted stays as they left it. Returns a Report. Raises BadFixture,
    and then nothing has changed.
    """
    hold(Lock.LOADING)  # two loads at once would both add the same rows
    report = Report()
    everything = _records_by_spec(folder, with_entries)
    references = References(everything)
    areas, *others = [(spec, _not_yet_loaded(spec, records)) for spec, records in everything]
    if areas[1] or any(records for _, records in others):
        _lock_entries()
    _load(*areas, references, report)
    _load_rows("places", Place, files.read_places(folder), report)
    _load_rows("outcodes", Outcode, files.read_outcodes(folder), report)
    for spec, records in others:
        _load(spec, records, references, report)
    if report.changed:
        refresh_all()
    return report


def _records_by_spec(folder, with_entries):
    """Return pairs, what others refer to first."""
    taxonomy = files.read_taxonomy(folder)
    pairs = [(specs.AREA, files.read_areas(folder))]
    pairs += [(spec, taxonomy[spec.kind]) for spec in specs.TAXONOMY]
    if with_entries:
        pairs += [
            (spec, files.read_records(folder, name))
            for spec, name in [
                (specs.ORGANISATION, "organisations.json"),
                (specs.PROJECT, "projects.json"),
                (specs.RESOURCE, "resources.json"),
                (specs.SIGNPOST, "signposts.json"),
                (specs.THEME, "themes.json"),
            ]
        ]
    return pairs


def _not_yet_loaded(spec, records):
    """Return those that the file has otherwise than when it was last loaded."""
    rows = LoadedRecord.objects.filter(kind=spec.kind)
    known = dict(rows.values_list("key", "file_digest"))
    return [record for record in records if known.get(record["slug"]) != _digest(record)]


def _lock_entries():
    """Let edits wait until the load is done, and wait for those that have begun.

    In the order in which an edit locks: what hangs on projects, then projects, then the revision;
    the other way round, the two would wait for each other. Weaker than FOR UPDATE, so that
    somebody may still refer to an entry.
    """
    for model in (Area, Organisation, Resource, Signpost, Theme, Project):
        rows = model.objects.select_for_update(no_key=True).order_by("pk")
        list(rows.values_list("pk", flat=True))


def _load(spec, records, references, report):
    known = {row.key: row for row in LoadedRecord.objects.filter(kind=spec.kind)}
    present = set(spec.model.objects.values_list("slug", flat=True))
    if spec.model is Project:
        present |= set(FormerSlug.objects.values_list("slug", flat=True))
    for record in records:
        slug = record["slug"]
        if slug in known:
            _bring_up_to_date(spec, record, known[slug], references, report)
        elif slug in present and spec.holds(record):
            _remember(spec, spec.model.objects.get(slug=slug), record)
        elif slug in present:
            report.kept.append(f"{spec.kind} {slug}: made by hand")
        else:
            _write(spec, record, references, report)


def _bring_up_to_date(spec, record, loaded, references, report):
    row = spec.model.objects.filter(slug=loaded.key).first()
    if row is None:
        report.kept.append(f"{spec.kind} {loaded.key}: deleted or renamed")
    elif _digest(snapshot(row)) != loaded.digest:
        report.kept.append(f"{spec.kind} {loaded.key}: edited")
    else:
        _write(spec, record, references, report, row)


def _write(spec, record, references, report, row=None):
    """Save a record and note that. A new project is published through the workflow."""
    is_new, name = row is None, f"{spec.kind} {record['slug']}"
    try:
        row = spec.write(record, references, row)
    except specs.NameTaken:
        report.kept.append(f"{name}: made by hand under another address")
        return
    except files.WRONG as error:
        raise files.BadFixture(f"{name}: {files.reason(error)}") from error
    if is_new and spec.model is Project:
        workflow.publish(row, None, "Loaded with the first entries")
    _remember(spec, row, record)
    numbers = report.added if is_new else report.updated
    numbers[spec.kind] = numbers.get(spec.kind, 0) + 1


def _remember(spec, row, record):
    LoadedRecord.objects.update_or_create(
        kind=spec.kind,
        key=row.slug,
        defaults={"digest": _digest(snapshot(row)), "file_digest": _digest(record)},
    )


def _load_rows(kind, model, rows, report):
    """Replace a table that nobody edits, if its file has changed."""
    digest = _digest(rows)
    if LoadedRecord.objects.filter(kind=kind, key="", file_digest=digest).exists():
        return
    councils = dict(Area.objects.values_list("slug", "pk"))
    model.objects.all().delete()
    try:
        objects = [_row(model, row, councils) for row in rows]
        model.objects.bulk_create(objects, batch_size=2000)
    except files.WRONG as error:
        raise files.BadFixture(f"{kind}.csv: {files.reason(error)}") from error
    LoadedRecord.objects.update_or_create(
        kind=kind, key="", defaults={"digest": digest, "file_digest": digest}
    )
    report.added[kind] = len(rows)


def _row(model, record, councils):
    values = {name: value for name, value in record.items() if name != "council"}
    row = model(council_id=councils[record["council"]], **values)
    row.clean_fields(exclude=["council"])
    return row


def _digest(record):
    text = json.dumps(record, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
