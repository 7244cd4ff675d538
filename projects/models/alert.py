"""Somebody's wish to be told by e-mail what is new or changed on one list of projects."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from projects.models.submission import new_token

LONGEST_QUERY = 2000  # characters; an index holds it, and no list that people make comes near


class Alert(models.Model):
    """One query of one address. Nothing is sent until whoever has the address has confirmed it.

    query: a cleaned query string, as ProjectFilter.query_string gives it; "" is every project.
    seen_revision: News up to this revision was told, or had nothing to tell. Changed by
    projects.alerts only. The row goes when the alert is stopped, and its mails with it.
    """

    class Frequency(models.TextChoices):
        DAILY = "daily", "Every day"
        WEEKLY = "weekly", "Once a week"

    email = models.EmailField()
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    frequency = models.CharField(max_length=10, choices=Frequency, default=Frequency.WEEKLY)
    token = models.CharField(max_length=43, unique=True, default=new_token)
    created = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    seen_revision = models.BigIntegerField()
    due_at = models.DateTimeField(
        null=True, blank=True, help_text="When we look next for something to tell."
    )
    told_at = models.DateTimeField(null=True, blank=True, help_text="When there was something.")

    class Meta:
        ordering = ["-created", "-pk"]
        indexes = [
            models.Index("due_at", "id", name="alert_due", condition=Q(due_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(Lower("email"), "query", name="alert_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, due_at__isnull=True)
                | Q(confirmed_at__isnull=False, due_at__isnull=False),
                name="alert_due_once_confirmed",
            ),
        ]

    def __str__(self):
        return f"Alert {self.pk}"
