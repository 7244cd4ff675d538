"""A member looks after the entries of an organisation, or has asked to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models.member import Member
from projects.models import Organisation


class Stewardship(models.Model):
    """`is_trusted`: what they change goes onto the site at once, and staff look afterwards."""

    class State(models.TextChoices):
        """Changed by members.workflow only."""

        PENDING = "pending", _("Waiting for us")
        ACTIVE = "active", _("Looks after it")
        REJECTED = "rejected", _("Not accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        ENDED = "ended", _("Ended")

    member = models.ForeignKey(Member, models.CASCADE, related_name="stewardships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="stewardships")
    state = models.CharField(max_length=20, choices=State, default=State.PENDING)
    is_trusted = models.BooleanField("trusted", default=False)
    note = models.TextField(blank=True, help_text="From the member, to staff.")
    version = models.PositiveIntegerField(default=1)
    created = models.DateTimeField(auto_now_add=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "organisation"],
                condition=Q(state__in=["pending", "active"]),
                name="stewardship_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(is_trusted=False) | Q(state="active"),
                name="stewardship_trusted_only_while_active",
            ),
        ]
        indexes = [models.Index("state", "waiting_since", name="stewardship_queue")]

    def __str__(self):
        return f"{self.organisation}: {self.member}"
