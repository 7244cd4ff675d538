"""A project: the entry of the directory."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from projects.models.area import Area
from projects.models.history import RecordsWithTerms
from projects.models.organisation import Organisation
from projects.models.taxonomy import Approach, Audience, DeliveryMode, Offer, Sector
from projects.models.web_address import leads_to_the_web
from projects.querysets import ProjectQuerySet

EARLIEST_YEAR, LATEST_YEAR = 1800, 2100

ON_THE_SITE = Q(state="published")
LATEST_CHECKED = (F("checked_on").desc(nulls_last=True), "sort_key", "id")
LATEST_UPDATED = (F("updated").desc(nulls_last=True), "sort_key", "id")


class Project(models.Model):
    class Status(models.TextChoices):
        """About the work. Declared in the order in which lists show it."""

        CURRENT = "current", "Running"
        PLANNED = "planned", "Planned"
        PAUSED = "paused", "Paused"
        UNKNOWN = "unknown", "Not known"
        PAST = "past", "Finished"

    class State(models.TextChoices):
        """About the entry. Changed by projects.workflow only."""

        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    name = models.CharField(max_length=200)
    slug = models.SlugField(
        max_length=200, unique=True, help_text="Part of its address. An old one goes on working."
    )
    summary = models.CharField(max_length=600, help_text="One or two sentences in plain words.")
    description = models.TextField(blank=True, help_text="Markdown.")
    lead_organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="led_projects")
    organisations = models.ManyToManyField(
        Organisation, through="Involvement", related_name="involved_projects"
    )
    offers = models.ManyToManyField(Offer, related_name="projects", blank=True)
    approaches = models.ManyToManyField(Approach, related_name="projects", blank=True)
    audiences = models.ManyToManyField(Audience, related_name="projects", blank=True)
    sectors = models.ManyToManyField(Sector, related_name="projects", blank=True)
    delivery_modes = models.ManyToManyField(DeliveryMode, related_name="projects", blank=True)
    coverage = models.ManyToManyField(
        Area,
        related_name="projects",
        blank=True,
        help_text="The areas it serves, the most exact ones only: wider areas follow from them.",
    )

    start_year = models.PositiveSmallIntegerField(null=True, blank=True)
    start_date = models.DateField(null=True, blank=True, help_text="Where the day is known.")
    end_year = models.PositiveSmallIntegerField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True, help_text="Where the day is known.")
    status = models.CharField(max_length=10, choices=Status, default=Status.UNKNOWN)

    how_to_join = models.TextField(
        blank=True, help_text="How somebody joins or is referred. Markdown."
    )
    contact_phone = models.CharField(max_length=40, blank=True, help_text="Shown to everybody.")
    contact_email = models.EmailField(blank=True, help_text="Shown to everybody.")
    contact_page = models.URLField(max_length=500, blank=True, help_text="Shown to everybody.")
    website = models.URLField(max_length=500, blank=True)
    website_is_own_page = models.BooleanField(
        "the website is the project's own page",
        default=False,
        help_text="Not ticked: it is the organisation's home page.",
    )
    results = models.TextField(blank=True, help_text="What came of it. Markdown.")
    learned = models.TextField("what was learned", blank=True, help_text="Markdown.")
    sources = models.TextField(blank=True, help_text="One on each line: an address or a few words.")
    part_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="parts"
    )
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces"
    )

    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    checked_on = models.DateField(null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    # Derived, written by projects.refresh only.
    search_names = models.TextField(editable=False, default="")
    name_key = models.TextField(editable=False, default="", db_collation="C")
    sort_key = models.TextField(editable=False, default="", db_collation="C")
    facets = ArrayField(models.TextField(), default=list, editable=False)

    objects = ProjectQuerySet.as_manager()
    history = RecordsWithTerms(
        m2m_fields=[offers, approaches, audiences, sectors, delivery_modes, coverage],
        excluded_fields=[
            "search_names",
            "name_key",
            "sort_key",
            "facets",
            "version",
            "updated",
        ],
    )

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index("sort_key", "id", include=["state"], name="project_in_order"),
            # The other orders of the public list; a page is a short walk along one of them.
            models.Index("name_key", "id", condition=ON_THE_SITE, name="project_by_name"),
            models.Index(*LATEST_CHECKED, condition=ON_THE_SITE, name="project_by_check"),
            models.Index(*LATEST_UPDATED, condition=ON_THE_SITE, name="project_by_update"),
            # Which organisations are public is answered from this alone.
            models.Index("lead_organisation", condition=ON_THE_SITE, name="project_by_lead"),
            GinIndex(OpClass(F("search_names"), "gin_trgm_ops"), name="project_names_trigrams"),
            GinIndex(OpClass(F("website"), "gin_trgm_ops"), name="project_website_trigrams"),
            GinIndex(fields=["facets"], name="project_facets"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(start_year__isnull=True)
                | Q(start_year__range=(EARLIEST_YEAR, LATEST_YEAR)),
                name="project_starts_in_a_likely_year",
                violation_error_message="The year of the start is not likely.",
            ),
            models.CheckConstraint(
                condition=Q(end_year__isnull=True)
                | Q(end_year__range=(EARLIEST_YEAR, LATEST_YEAR)),
                name="project_ends_in_a_likely_year",
                violation_error_message="The year of the end is not likely.",
            ),
            models.CheckConstraint(
                condition=Q(start_year__isnull=True)
                | Q(end_year__isnull=True)
                | Q(end_year__gte=F("start_year")),
                name="project_ends_after_it_starts",
                violation_error_message="It cannot end before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(start_date__isnull=True)
                | Q(start_year__isnull=False, start_date__year=F("start_year")),
                name="project_start_date_lies_in_start_year",
                violation_error_message="The start date is not in the start year.",
            ),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True)
                | Q(end_year__isnull=False, end_date__year=F("end_year")),
                name="project_end_date_lies_in_end_year",
                violation_error_message="The end date is not in the end year.",
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                name="project_is_not_part_of_itself",
                violation_error_message="A project cannot be part of itself.",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
                name="project_does_not_replace_itself",
                violation_error_message="A project cannot replace itself.",
            ),
            leads_to_the_web("project", "website"),
            leads_to_the_web("project", "contact_page"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("project", args=[self.slug])

    @property
    def source_lines(self):
        """The sources, one string each, without blank lines."""
        return [line.strip() for line in self.sources.splitlines() if line.strip()]


class Involvement(models.Model):
    """An organisation beside the lead: a partner, or who pays."""

    class Role(models.TextChoices):
        PARTNER = "partner", "Partner"
        FUNDER = "funder", "Funder"

    project = models.ForeignKey(Project, models.CASCADE, related_name="involvements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="involvements")
    role = models.CharField(max_length=10, choices=Role)

    history = HistoricalRecords()

    class Meta:
        ordering = ["role", "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation", "role"],
                name="involvement_once_in_each_role",
                violation_error_message="This organisation is there already in this role.",
            )
        ]

    def __str__(self):
        return f"{self.organisation} ({self.get_role_display().lower()})"


class FormerSlug(models.Model):
    """An address that an entry used to have; it redirects to the present one."""

    slug = models.SlugField(max_length=200, unique=True)
    project = models.ForeignKey(Project, models.CASCADE, related_name="former_slugs")

    def __str__(self):
        return self.slug
