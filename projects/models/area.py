"""Places that projects serve, from the whole UK down to one council."""

from django.db import models
from django.urls import reverse

from projects.models.points import IN_THE_UK
from projects.querysets import AreaQuerySet


class Area(models.Model):
    """A country, nation, region, city region or council.

    A city region is a set of councils that also have a region, so an area may have several parents.
    """

    class Kind(models.TextChoices):
        COUNTRY = "country", "Country"
        NATION = "nation", "Nation"
        REGION = "region", "Region"
        CITY_REGION = "city_region", "City region"
        COUNCIL = "council", "Council"

    name = models.CharField(max_length=120)
    name_cy = models.CharField("Welsh name", max_length=120, blank=True)
    other_names = models.CharField(
        max_length=300,
        blank=True,
        help_text="What people also call it, separated by semicolons. A place search knows them.",
    )
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    parents = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="children",
        blank=True,
        help_text="The areas it lies in.",
    )
    code = models.CharField("ONS code", max_length=9, null=True, blank=True, unique=True)
    latitude = models.FloatField(help_text="Of its label or badge, in degrees north.")
    longitude = models.FloatField(help_text="Of its label or badge, in degrees east.")

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["name", "kind"], name="area_name_once_of_a_kind"),
            models.CheckConstraint(
                condition=IN_THE_UK,
                name="area_lies_in_the_uk",
                violation_error_message="The point is outside the UK.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("area", args=[self.slug])


class Containment(models.Model):
    """Derived by projects.refresh: `inner` lies in `outer`, or is the same area."""

    outer = models.ForeignKey(Area, models.CASCADE, related_name="inner_links")
    inner = models.ForeignKey(Area, models.CASCADE, related_name="outer_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outer", "inner"], name="containment_once"),
        ]

    def __str__(self):
        return f"{self.inner} in {self.outer}"
