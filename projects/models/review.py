"""Asking those who run projects whether their entries are still right."""

from django.db import models

from projects.models.organisation import Organisation
from projects.models.project import Project
from projects.models.submission import new_token
from projects.models.web_address import leads_to_the_web


class Review(models.Model):
    """One round of asking one contact of one organisation about its entries."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="reviews")
    email = models.EmailField()
    token = models.CharField(max_length=43, unique=True, default=new_token)
    started = models.DateTimeField(auto_now_add=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    times_asked = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(
        null=True, blank=True, help_text="When all was answered, or nobody answered."
    )

    class Meta:
        ordering = ["-started", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "organisation",
                "email",
                condition=models.Q(closed_at__isnull=True),
                name="review_open_once_for_a_contact",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.started:%B %Y}"


class ReviewedEntry(models.Model):
    """An entry that a review asks about, and what was answered."""

    class Answer(models.TextChoices):
        STILL_RIGHT = "still-right", "Still right"
        CHANGE = "change", "To be changed"
        ENDED = "ended", "It has ended"

    review = models.ForeignKey(Review, models.CASCADE, related_name="entries")
    project = models.ForeignKey(Project, models.CASCADE, related_name="reviewed")
    answer = models.CharField(max_length=12, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["project__name", "pk"]
        verbose_name_plural = "reviewed entries"
        constraints = [
            models.UniqueConstraint(fields=["review", "project"], name="reviewed_once_a_round"),
        ]

    def __str__(self):
        return f"{self.project}: {self.answer or 'not answered'}"


class WebsiteCheck(models.Model):
    """What the weekly look at one web address found."""

    address = models.URLField(max_length=500, unique=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0, help_text="In a row.")
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["address"]
        constraints = [leads_to_the_web("websitecheck", "address")]

    def __str__(self):
        return self.address
