"""Puts made-up entries into the database with COPY."""

from itertools import chain, islice

from django.db import connection, transaction

from bench.entries import make_entries, make_organisations, organisation_count
from projects.models import (
    Approach,
    Area,
    Audience,
    DeliveryMode,
    Involvement,
    Location,
    Offer,
    Organisation,
    Project,
    Resource,
    Sector,
)

BATCH = 10_000  # projects in memory at a time
TERMS = {
    "offers": Offer,
    "approaches": Approach,
    "audiences": Audience,
    "sectors": Sector,
    "delivery_modes": DeliveryMode,
}


def copy_entries(world, number, seed, say=lambda text: None):
    """Write `number` projects and what belongs to them; areas and terms are there already.

    Raises KeyError if an area or term of the fixtures is not in the database.
    """
    ids = {field: _ids(model) for field, model in TERMS.items()}
    ids["coverage"] = _ids(Area)
    with transaction.atomic():
        _copy(Organisation, make_organisations(world, organisation_count(number), seed))
        _set_sequence(Organisation)
    entries = make_entries(world, number, seed)
    done = 0
    while batch := list(islice(entries, BATCH)):
        with transaction.atomic():
            _copy_batch(batch, ids)
        done += len(batch)
        say(f"{done:,} projects written")
    _set_sequence(Project)
    _set_sequence(Resource)


def _copy_batch(batch, ids):
    _copy(Project, ({"id": entry.number, **entry.fields} for entry in batch))
    for field in TERMS:
        rows = [(e.number, ids[field][slug]) for e in batch for slug in e.terms[field]]
        _copy_links(field, rows)
    areas = ids["coverage"]
    _copy_links("coverage", [(e.number, areas[slug]) for e in batch for slug in e.coverage])
    _copy(Location, (_location(e.number, pin, areas) for e in batch for pin in e.pins))
    _copy(Involvement, (row for entry in batch for row in _involvements(entry)))
    with_resource = [entry for entry in batch if entry.resource_kind]
    _copy(Resource, map(_resource, with_resource))
    links = Resource.projects.through
    rows = [(entry.number, entry.number) for entry in with_resource]
    _copy_rows(links._meta.db_table, ["resource_id", "project_id"], rows)


def _location(project, pin, areas):
    values = {**vars(pin), "project_id": project, "council_id": areas[pin.council]}
    return values | {"source": "import"}


def _involvements(entry):
    for role, organisations in [("partner", entry.partners), ("funder", entry.funders)]:
        for organisation in sorted(organisations):
            yield {"project_id": entry.number, "organisation_id": organisation, "role": role}


def _resource(entry):
    return {
        "id": entry.number,
        "title": f"{entry.resource_kind.capitalize()} of {entry.fields['name']}",
        "slug": f"resource-{entry.number}",
        "kind": entry.resource_kind,
        "organisation_id": entry.fields["lead_organisation_id"],
    }


def _ids(model):
    return dict(model.objects.values_list("slug", "pk"))


def _copy(model, rows):
    """COPY dictionaries by column; a column that they leave out gets the field's default."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    defaults = [
        (field.column, field.get_default())
        for field in model._meta.concrete_fields
        if not field.generated and (field.column in first or not field.primary_key)
    ]
    columns = [column for column, _ in defaults]

    def values():
        for row in chain([first], rows):
            yield [row.get(column, default) for column, default in defaults]

    _copy_rows(model._meta.db_table, columns, values())


def _copy_links(field_name, rows):
    field = Project._meta.get_field(field_name)
    columns = [field.m2m_column_name(), field.m2m_reverse_name()]
    _copy_rows(field.m2m_db_table(), columns, rows)


def _copy_rows(table, columns, rows):
    names = ", ".join(map(connection.ops.quote_name, columns))
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {connection.ops.quote_name(table)} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _set_sequence(model):
    """Let the next row made by the site come after those copied with their ids."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id))"
            f" FROM {connection.ops.quote_name(table)}",
            [table],
        )
