"""A condition on rows: that an id is in a set."""

from django.db import models

from projects.bitmaps.layout import PROJECTS_IN_CHUNK

FEW_IDS = 1_000


class IsAmong(models.Func):
    """Whether an id is in a projects.bitmaps.Ids.

    A few are listed, so that an index finds them; of many, each row's bit is looked up.
    """

    output_field = models.BooleanField()

    def __init__(self, expression, ids):
        super().__init__(expression)
        self.ids = ids

    def as_sql(self, compiler, connection):
        """Return (SQL, parameters)."""
        column, parameters = compiler.compile(self.source_expressions[0])
        if len(self.ids) <= FEW_IDS:
            return f"({column} = ANY(%s::bigint[]))", [*parameters, list(self.ids)]
        last = self.ids.chunks * PROJECTS_IN_CHUNK - 1
        statement = (
            f"(CASE WHEN {column} <= {last} THEN"
            f" get_bit(%s::bit varying, {last} - ({column})::int) = 1 ELSE false END)"
        )
        return statement, [*parameters, f"x{self.ids.hexadecimal}", *parameters]
