"""A member proposes a resource. It is none yet, so nothing of it can show on the site."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models.member import Member
from projects.models import Resource
from projects.models.submission import new_reference


class ResourceProposal(models.Model):
    """`topics` holds slugs of projects.models.Topic, `projects` those of entries."""

    class State(models.TextChoices):
        """Changed by members.workflow only."""

        PENDING = "pending", _("Waiting for us")
        APPROVED = "approved", _("Accepted")
        REJECTED = "rejected", _("Not accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    member = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="resource_proposals"
    )
    state = models.CharField(max_length=20, choices=State, default=State.PENDING)
    title = models.CharField(max_length=300)
    link = models.URLField(max_length=500)
    kind = models.CharField(max_length=20, choices=Resource.Kind)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    summary = models.TextField(max_length=1000, blank=True)
    organisation_name = models.CharField(max_length=200, blank=True)
    topics = ArrayField(models.SlugField(max_length=120), default=list, blank=True)
    approaches = ArrayField(models.SlugField(max_length=120), default=list, blank=True)
    projects = ArrayField(models.SlugField(max_length=200), default=list, blank=True)
    note = models.TextField(blank=True, help_text="To staff.")
    resource = models.ForeignKey(
        Resource,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="What it became.",
    )
    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    form_token = models.CharField(max_length=64, unique=True)
    version = models.PositiveIntegerField(default=1)
    created = models.DateTimeField(auto_now_add=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["waiting_since", "pk"]

    def __str__(self):
        return self.title
