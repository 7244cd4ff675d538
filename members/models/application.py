"""Somebody asks to join. They are no member yet, so nothing of them can show anywhere."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from members.models.member import Member
from members.models.profile import Kind
from projects.models import Approach
from projects.models.submission import new_reference, new_token


class Application(models.Model):
    class State(models.TextChoices):
        """Changed by members.workflow only."""

        UNCONFIRMED = "unconfirmed", _("Not confirmed by e-mail yet")
        PENDING = "pending", _("Waiting for us")
        NEEDS_INFORMATION = "needs-information", _("Waiting for your answer")
        APPROVED = "approved", _("Accepted")
        REJECTED = "rejected", _("Not accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    state = models.CharField(max_length=20, choices=State, default=State.UNCONFIRMED)
    name = models.CharField(max_length=150)
    email = models.EmailField()
    organisation_name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
    interests = models.ManyToManyField(Approach, related_name="+", blank=True)
    note = models.TextField(blank=True, help_text="To staff.")
    answer = models.TextField(blank=True, help_text="To what staff asked.")
    member = models.ForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="applications",
        help_text="Whom it made a member.",
    )

    sender = models.CharField(
        max_length=64, blank=True, help_text="Keyed digest of the network address, for two days."
    )
    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    token = models.CharField(max_length=43, unique=True, default=new_token)
    form_token = models.CharField(max_length=64, unique=True)
    version = models.PositiveIntegerField(default=1)

    created = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["waiting_since", "created", "pk"]
        indexes = [
            models.Index("state", "waiting_since", name="application_queue"),
            models.Index(Lower("email"), name="application_by_email"),
        ]

    def __str__(self):
        return self.name
