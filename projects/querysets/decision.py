"""Questions about decisions."""

from django.db import models


class DecisionQuerySet(models.QuerySet):
    def by_staff(self):
        """Those that staff took about a submission and nobody undid.

        What its sender does is on record too.
        """
        return self.filter(
            submission__isnull=False,
            from_state="pending",
            who__isnull=False,
            undone_at__isnull=True,
        )
