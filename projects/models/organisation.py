"""Who runs, partners or pays for projects."""

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from projects.models.points import IN_THE_UK
from projects.models.web_address import leads_to_the_web
from projects.querysets import OrganisationQuerySet


class Organisation(models.Model):
    class Kind(models.TextChoices):
        CHARITY = "charity", "Charity"
        LOCAL_AUTHORITY = "local-authority", "Local authority"
        COMBINED_AUTHORITY = "combined-authority", "Combined authority"
        NATIONAL_GOVERNMENT = "national-government", "National government"
        EMPLOYER_BODY = "employer-body", "Employer body"
        TRADE_UNION = "trade-union", "Trade union"
        COLLEGE = "college-or-university", "College or university"
        SOCIAL_ENTERPRISE = "social-enterprise", "Social enterprise"
        RESEARCH_BODY = "research-body", "Research body"
        FUNDER = "funder", "Funder"
        COMPANY = "company", "Company"
        NHS = "nhs-body", "NHS body"

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=200, unique=True)
    kind = models.CharField(max_length=30, choices=Kind)
    website = models.URLField(max_length=500, blank=True)
    charity_number = models.CharField(max_length=20, blank=True)
    company_number = models.CharField(max_length=20, blank=True)
    town = models.CharField(max_length=120, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    description = models.TextField(blank=True, help_text="Markdown.")
    version = models.PositiveIntegerField(default=1, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects = OrganisationQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                # NULL in a range is neither true nor false, and a check lets that pass.
                | models.Q(latitude__isnull=False, longitude__isnull=False) & IN_THE_UK,
                name="organisation_point_whole_and_in_the_uk",
                violation_error_message="Give latitude and longitude, within the UK, or neither.",
            ),
            leads_to_the_web("organisation", "website"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisation", args=[self.slug])
