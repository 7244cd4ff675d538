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
        return self.filter(
            by_another | Q(who__is_staff=True),
            submission__isnull=False,
            from_state="pending",
            who__isnull=False,
            undone_at__isnull=True,
            at_once=False,
        )

    def at_once(self):
        """Those that a member took whose own changes are accepted without staff.

        They stay so whatever becomes of the member: what is on the site is still to be looked at.
        """
        return self.filter(at_once=True, undone_at__isnull=True)
