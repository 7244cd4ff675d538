"""Questions about decisions."""

from django.db import models
from django.db.models import F, Q


class DecisionQuerySet(models.QuerySet):
    def by_staff(self):
        """Those that staff took about a submission and nobody undid.

        What its sender does is on record too.
        """
        # Of what nobody signed in has sent, the submitter is NULL, which is like nothing.
        by_another = Q(submission__submitter__isnull=True) | ~Q(who=F("submission__submitter"))
        return self._about_what_waited().filter(by_another | Q(who__is_staff=True))

    def at_once(self):
        """Those that a member took whose own changes are accepted without staff."""
        return self._about_what_waited().filter(
            who=F("submission__submitter"), who__is_staff=False, to_state="approved"
        )

    def _about_what_waited(self):
        return self.filter(
            submission__isnull=False,
            from_state="pending",
            who__isnull=False,
            undone_at__isnull=True,
        )
