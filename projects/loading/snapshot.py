"""All that the database holds of an entry, so that no edit of a loaded one goes unseen."""

from projects.models import Project, Resource

# What nobody edits: written by projects.refresh, by the database or by the clock.
NOT_EDITED = {
    *["search_names", "name_key", "sort_key", "facets"],
    *["cell", "on_map", "created", "updated"],
}
# Rows of other tables that are edited as a part of an entry, by the relation's name.
PARTS = {Project: ["involvements", "locations"]}
# Columns and relations that came when entries had been loaded already: while they are empty they
# are left out, or every entry that was loaded before would be taken for one that was edited.
LATER = {Resource: {"summary", "topics", "approaches"}}


def snapshot(row):
    """Return every value of a row, its relations and its parts; JSON with str() for dates.

    Reads the database, not the instance: that may hold 52 where the column gives 52.0. The
    version is in it, so whatever raises that is an edit; so are the ids, and with them a row that
    was deleted and made again.
    """
    row = type(row)._default_manager.get(pk=row.pk)
    later = LATER.get(type(row), ())
    values = (
        _columns(row)
        | {
            field.name: sorted(getattr(row, field.name).values_list("pk", flat=True))
            for field in row._meta.many_to_many
            if field.remote_field.through._meta.auto_created
        }
        | {
            name: [_columns(part) for part in getattr(row, name).order_by("pk")]
            for name in PARTS.get(type(row), ())
        }
    )
    return {name: value for name, value in values.items() if value or name not in later}


def _columns(row):
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in NOT_EDITED
    }
