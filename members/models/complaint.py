"""Somebody complains about how their data are used. The law sets the time to answer.

Data Protection Act 2018, section 164A, in force since 19 June 2026: a complaint can be made by
electronic form, is acknowledged within 30 days, and is answered without undue delay.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models.member import Member
from projects.models.submission import new_reference


class Complaint(models.Model):
    class State(models.TextChoices):
        """Changed by members.workflow only."""

        PENDING = "pending", _("Waiting for us")
        ANSWERED = "answered", _("Answered")

    state = models.CharField(max_length=20, choices=State, default=State.PENDING)
    member = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="complaints"
    )
    name = models.CharField(max_length=150)
    email = models.EmailField()
    text = models.TextField()
    sender = models.CharField(
        max_length=64, blank=True, help_text="Keyed digest of the network address, for two days."
    )
    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    form_token = models.CharField(max_length=64, unique=True)
    version = models.PositiveIntegerField(default=1)
    created = models.DateTimeField(auto_now_add=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created", "pk"]

    def __str__(self):
        return self.reference
