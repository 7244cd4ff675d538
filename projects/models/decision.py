"""What was decided about an entry or a submission: who, when, from what, to what, why."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from projects.models.project import Project
from projects.models.submission import Submission
from projects.querysets import DecisionQuerySet

_STATES = dict([*Project.State.choices, *Submission.State.choices])


class Decision(models.Model):
    """About an entry or about a submission, never both: a submission knows its entry."""

    project = models.ForeignKey(
        Project, models.CASCADE, null=True, blank=True, related_name="decisions"
    )
    submission = models.ForeignKey(
        Submission, models.CASCADE, null=True, blank=True, related_name="decisions"
    )
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    when = models.DateTimeField(auto_now_add=True)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    # By a member whom staff trust with the entry, without them: they look at it afterwards.
    at_once = models.BooleanField(default=False)

    # What undoing needs: the entry as it was before, and its version right after.
    before = models.JSONField(null=True, blank=True)
    project_version = models.PositiveIntegerField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-when", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=True) ^ Q(submission__isnull=True),
                name="decision_is_about_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.project or self.submission}: {self.from_state} to {self.to_state}"

    @property
    def from_words(self):
        """The state before, in words."""
        return _STATES.get(self.from_state, self.from_state)

    @property
    def to_words(self):
        """The state after, in words."""
        return _STATES.get(self.to_state, self.to_state)
