"""A theme: a page made of words and a saved query, kept by staff."""

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from projects.querysets import ThemeQuerySet


class Theme(models.Model):
    """Its projects, counts and map are those of its query at the time of asking.

    `query` is a query string of the list of projects, as projects.filters.ProjectFilter cleans it.
    """

    title = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(
        max_length=120, unique=True, help_text="Part of its address. An old one stops working."
    )
    summary = models.CharField(max_length=300, help_text="One or two sentences in plain words.")
    body = models.TextField("text", max_length=20_000, blank=True, help_text="Markdown.")
    query = models.CharField(
        max_length=2000,
        help_text=(
            "Which projects belong to it. Filter the list of projects, and paste the address of"
            " that page here."
        ),
    )
    published = models.BooleanField(
        default=False, help_text="Not ticked: a draft, which nobody sees but staff here."
    )
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects = ThemeQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        ordering = ["order", "title", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("theme", args=[self.slug])
