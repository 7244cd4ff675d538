"""What was decided about an entry: who, when, from what, to what, why."""

from django.conf import settings
from django.db import models

from projects.models.project import Project


class Decision(models.Model):
    project = models.ForeignKey(Project, models.CASCADE, related_name="decisions")
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    when = models.DateTimeField(auto_now_add=True)
    from_state = models.CharField(max_length=10, choices=Project.State)
    to_state = models.CharField(max_length=10, choices=Project.State)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-when", "-pk"]

    def __str__(self):
        return f"{self.project}: {self.from_state} to {self.to_state}"
