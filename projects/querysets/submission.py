"""Questions about submissions."""

from django.db import models
from django.db.models import Case, Count, Q, Value, When


class SubmissionQuerySet(models.QuerySet):
    def waiting_for_us(self):
        """Those that staff have to decide, as Today shows them: reports that something has closed
        first, then the oldest; of the closures those by somebody who gave an address first."""
        is_closure = Q(payload__about__contains=["closed"])
        rank = Case(
            When(is_closure & ~Q(email=""), then=Value(0)),
            When(is_closure, then=Value(1)),
            default=Value(2),
        )
        return self.filter(state="pending").order_by(rank, "waiting_since", "pk")

    def by_the_same_person(self, email):
        """Those sent from this address, whatever its case; none for an empty one."""
        return self.filter(email__same_address=email) if email else self.none()

    def record(self):
        """Return {"approved", "rejected"}: how many were decided how."""
        return self.order_by().aggregate(
            approved=Count("pk", filter=Q(state="approved")),
            rejected=Count("pk", filter=Q(state="rejected")),
        )

    def without_a_pin(self):
        """Those with an address that could not be placed and nobody has placed by hand yet."""
        return self.filter(
            geocoding__in=["not-found", "given-up"],
            latitude__isnull=True,
            state__in=["pending", "needs-information", "approved"],
        )
