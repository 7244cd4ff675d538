"""What staff have said about pairs of entries that look alike."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from projects.models.project import Project


class NotTheSame(models.Model):
    """Two entries that somebody has looked at and found to be different projects."""

    first = models.ForeignKey(Project, models.CASCADE, related_name="+")
    second = models.ForeignKey(Project, models.CASCADE, related_name="+")
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    when = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-when"]
        verbose_name = "pair judged not the same"
        verbose_name_plural = "pairs judged not the same"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="not_the_same_said_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="not_the_same_smaller_id_first"
            ),
        ]

    def __str__(self):
        return f"{self.first} is not {self.second}"
