"""Loading the whole directory, in one transaction."""

import hashlib
import json
from dataclasses import dataclass, field

from django.db import connection, transaction

from projects import workflow
from projects.loading import files, specs
from projects.models import Area, LoadedRecord, Outcode, Place, Project
from projects.refresh import refresh_all

# Any number, the same for everybody who loads: two loads at once would both add the same rows.
_LOCK = 7_283_941


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
    have edited, withdrawn or deleted stays as they left it. Returns a Report. Raises BadFixture.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    report = Report()
    taxonomy = files.read_taxonomy(folder)
    _load(specs.AREA, files.read_areas(folder), report)
    _load_rows("places", Place, files.read_places(folder), report)
    _load_rows("outcodes", Outcode, files.read_outcodes(folder), report)
    for spec in specs.TAXONOMY:
        _load(spec, taxonomy[spec.kind], report)
    if with_entries:
        for spec, name in [
            (specs.ORGANISATION, "organisations.json"),
            (specs.PROJECT, "projects.json"),
            (specs.RESOURCE, "resources.json"),
            (specs.SIGNPOST, "signposts.json"),
        ]:
            _load(spec, files.read_records(folder, name), report)
    if report.changed:
        refresh_all()
    return report


def _load(spec, records, report):
    known = {row.key: row for row in LoadedRecord.objects.filter(kind=spec.kind)}
    present = set(spec.model.objects.values_list("slug", flat=True))
    for record in records:
        slug, file_digest = record["slug"], _digest(record)
        loaded = known.get(slug)
        if loaded is None and slug in present:
            report.kept.append(f"{spec.kind} {slug}: made by hand")
        elif loaded is None:
            row = _write(spec, record, slug)
            _remember(spec, row, file_digest)
            report.added[spec.kind] = report.added.get(spec.kind, 0) + 1
        elif loaded.file_digest != file_digest:
            _bring_up_to_date(spec, record, loaded, file_digest, report)


def _bring_up_to_date(spec, record, loaded, file_digest, report):
    row = spec.model.objects.filter(slug=loaded.key).first()
    if row is None:
        report.kept.append(f"{spec.kind} {loaded.key}: deleted or renamed")
    elif _digest(spec.as_record(row)) != loaded.digest:
        report.kept.append(f"{spec.kind} {loaded.key}: edited")
    else:
        row = _write(spec, record, loaded.key, row)
        _remember(spec, row, file_digest)
        report.updated[spec.kind] = report.updated.get(spec.kind, 0) + 1


def _write(spec, record, slug, row=None):
    """Save a record. A new project is published through the workflow, as any other."""
    is_new = row is None
    try:
        row = spec.write(record, row)
    except (LookupError, KeyError) as error:
        raise files.BadFixture(f"{spec.kind} {slug}: {error}") from error
    if is_new and spec.model is Project:
        workflow.publish(row, None, "Loaded with the first entries")
        row.refresh_from_db()
    return row


def _remember(spec, row, file_digest):
    LoadedRecord.objects.update_or_create(
        kind=spec.kind,
        key=row.slug,
        defaults={"digest": _digest(spec.as_record(row)), "file_digest": file_digest},
    )


def _load_rows(kind, model, rows, report):
    """Replace a table that nobody edits, if its file has changed."""
    digest = _digest(rows)
    if LoadedRecord.objects.filter(kind=kind, key="", file_digest=digest).exists():
        return
    councils = dict(Area.objects.values_list("slug", "pk"))
    model.objects.all().delete()
    model.objects.bulk_create(
        [
            model(
                council_id=councils[row["council"]],
                **{k: v for k, v in row.items() if k != "council"},
            )
            for row in rows
        ],
        batch_size=2000,
    )
    LoadedRecord.objects.update_or_create(
        kind=kind, key="", defaults={"digest": digest, "file_digest": digest}
    )
    report.added[kind] = len(rows)


def _digest(record):
    text = json.dumps(record, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
