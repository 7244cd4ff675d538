"""What became of something that was asked for: who, when, from what, to what, why."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from members.models.application import Application
from members.models.complaint import Complaint
from members.models.proposal import ResourceProposal
from members.models.stewardship import Stewardship

THINGS = ["application", "stewardship", "proposal", "complaint"]


def _about(model):
    return models.ForeignKey(model, models.CASCADE, null=True, blank=True, related_name="steps")


def _one_of(names):
    """A condition: exactly one of these foreign keys is set."""
    found = Q()
    for name in names:
        found |= Q(**{f"{other}__isnull": other != name for other in names})
    return found


class Step(models.Model):
    """About exactly one thing. Written by members.workflow, never changed."""

    application = _about(Application)
    stewardship = _about(Stewardship)
    proposal = _about(ResourceProposal)
    complaint = _about(Complaint)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    when = models.DateTimeField(auto_now_add=True)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-when", "-pk"]
        constraints = [
            models.CheckConstraint(condition=_one_of(THINGS), name="step_is_about_one_thing"),
        ]

    def __str__(self):
        return f"{self.thing}: {self.from_state} to {self.to_state}"

    @property
    def thing(self):
        """What it is about."""
        return next(getattr(self, name) for name in THINGS if getattr(self, f"{name}_id"))
