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
        if len(ids) <= FEW_IDS:
            listed = ",".join(map(str, ids))
            self.template = f"(%(expressions)s = ANY('{{{listed}}}'::bigint[]))"
        else:
            last = ids.chunks * PROJECTS_IN_CHUNK - 1
            self.template = (
                f"(CASE WHEN %(expressions)s <= {last} THEN"
                f" get_bit(X'{ids.hexadecimal}', {last} - (%(expressions)s)::int) = 1"
                " ELSE false END)"
            )
