"""What has been written about projects, and where anybody can get help."""

from django.db import models

from projects.models.area import Area
from projects.models.organisation import Organisation
from projects.models.taxonomy import Approach, Topic
from projects.models.web_address import leads_to_the_web
from projects.querysets import ResourceQuerySet, SignpostQuerySet


class Resource(models.Model):
    """An evaluation, guide or report. Only an evaluation counts as evidence."""

    class Kind(models.TextChoices):
        EVALUATION = "evaluation", "Evaluation"
        GUIDE = "guide", "Guide"
        BRIEFING = "briefing", "Briefing"
        TOOLKIT = "toolkit", "Toolkit"
        REPORT = "report", "Report"
        PLAN = "plan", "Plan"

    title = models.CharField(max_length=300)
    slug = models.SlugField(max_length=200, unique=True)
    kind = models.CharField(
        max_length=20, choices=Kind, help_text="Set by what it is, not by what its title says."
    )
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    link = models.URLField(max_length=500, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="resources"
    )
    projects = models.ManyToManyField("projects.Project", related_name="resources", blank=True)
    summary = models.TextField(max_length=1000, blank=True)
    topics = models.ManyToManyField(Topic, related_name="resources", blank=True)
    approaches = models.ManyToManyField(Approach, related_name="resources", blank=True)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "title", "pk"]
        constraints = [leads_to_the_web("resource", "link")]

    def __str__(self):
        return self.title


class Signpost(models.Model):
    """A national or regional service that helps anybody there. Never counted as a project."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True)
    what_for = models.CharField("what for", max_length=300)
    areas = models.ManyToManyField(Area, related_name="signposts")
    phone = models.CharField(max_length=40, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    cost = models.CharField(max_length=120, blank=True)
    page = models.URLField(max_length=500, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = SignpostQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name", "pk"]
        constraints = [leads_to_the_web("signpost", "page")]

    def __str__(self):
        return self.name
