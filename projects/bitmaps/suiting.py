"""A condition on rows: that a project suits what is asked for, answered inside PostgreSQL."""

from django.db import models

from projects.bitmaps.layout import PROJECTS_IN_CHUNK

_MASK = """(
    SELECT chunk, bit_or(bits) AS bits FROM projects_bitmap
    WHERE kind = 'project' AND value = ANY(%s::text[]) GROUP BY chunk
)"""
# The chunks strung together to one number, the highest first; a missing one is full of zeros. It is
# worked out once for a statement, as is where it ends.
_BYTES = f"""(
    SELECT string_agg(substring(varbit_send(
        coalesce({{bits}}, 0::bit({PROJECTS_IN_CHUNK}))) FROM 5), ''::bytea ORDER BY chunk DESC)
    FROM generate_series(0, (SELECT max(id) FROM projects_project) / {PROJECTS_IN_CHUNK}) AS chunk
    {{masks}}
)"""
_LAST_BYTE = f"""(
    SELECT (max(id) / {PROJECTS_IN_CHUNK} + 1) * {PROJECTS_IN_CHUNK} - 8 FROM projects_project
)"""


class Suits(models.Func):
    """Whether a project (its id) has one of the values of each of the masks, lists of values.

    What IsAmong says of Ids, without bringing these to Python and back.
    """

    output_field = models.BooleanField()

    def __init__(self, expression, masks):
        super().__init__(expression)
        self.masks = [list(values) for values in masks]

    def as_sql(self, compiler, connection):
        """Return (SQL, parameters)."""
        column, parameters = compiler.compile(self.source_expressions[0])
        names = [f"mask{n}" for n in range(len(self.masks))]
        everything = _BYTES.format(
            bits=" & ".join(f"{name}.bits" for name in names),
            masks=" ".join(f"LEFT JOIN {_MASK} AS {name} USING (chunk)" for name in names),
        )
        # get_bit counts bytes from the left, and the bits of each from the right.
        place = f"{_LAST_BYTE} - {column} + ({column} & 7) * 2"
        return f"(get_bit({everything}, {place}) = 1)", [*self.masks, *parameters * 2]
