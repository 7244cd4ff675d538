"""Where a project works, or where who runs it sits."""

from django.db import models
from django.db.models import F, Func, Q
from simple_history.models import HistoricalRecords

from projects.models.area import Area
from projects.models.points import IN_THE_UK
from projects.models.project import Project
from projects.querysets import LocationQuerySet


class WebMercatorCell(Func):
    """The zoom-26 Morton code of a point (see migration 0001_extensions for the formula)."""

    function = "web_mercator_cell"
    output_field = models.BigIntegerField()


class Location(models.Model):
    """A point with its address, in degrees of WGS 84.

    On the map stands a delivery location, and an office only where the project's whole coverage
    lies in one council and the office is in that council (derived: `on_map`).
    """

    class Role(models.TextChoices):
        DELIVERY = "delivery", "Where it happens"
        OFFICE = "office", "Office of who runs it"

    class Precision(models.TextChoices):
        EXACT = "exact", "Exact"
        POSTCODE = "postcode", "Postcode"
        TOWN = "town", "Town"
        AREA = "area", "Area"

    class Source(models.TextChoices):
        PIN = "pin", "Pin set by hand"
        GEOCODER = "geocoder", "Geocoder"
        IMPORT = "import", "Import"

    project = models.ForeignKey(Project, models.CASCADE, related_name="locations")
    role = models.CharField(max_length=10, choices=Role, default=Role.DELIVERY)
    label = models.CharField(max_length=120, blank=True, help_text="A name for it, or the town.")
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    council = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="locations",
        limit_choices_to={"kind": Area.Kind.COUNCIL},
    )
    latitude = models.FloatField(help_text="Degrees north, 49 to 61.5.")
    longitude = models.FloatField(help_text="Degrees east (west is negative), -9.5 to 2.5.")
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.EXACT)
    source = models.CharField(max_length=10, choices=Source, default=Source.PIN)
    public = models.BooleanField(
        default=True, help_text="Not ticked: shown to nobody, counted nowhere (a refuge, a home)."
    )

    cell = models.GeneratedField(
        expression=WebMercatorCell(F("latitude"), F("longitude")),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    # Derived, written by projects.refresh only.
    on_map = models.BooleanField(default=False, editable=False)

    objects = LocationQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["cell", "on_map"])

    class Meta:
        ordering = ["role", "label", "pk"]
        indexes = [
            # With what tiles and distances need, so that the rows themselves are not read.
            models.Index(
                "cell",
                include=["project", "latitude", "longitude", "role"],
                name="location_pin_by_cell",
                condition=Q(on_map=True),
            ),
            models.Index(
                "council",
                include=["project", "latitude", "longitude"],
                name="location_pin_by_council",
                condition=Q(on_map=True),
            ),
            models.Index(
                "latitude", "longitude", name="location_point_on_map", condition=Q(on_map=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=IN_THE_UK,
                name="location_lies_in_the_uk",
                violation_error_message="The point is outside the UK.",
            ),
        ]

    def __str__(self):
        return self.label or self.postcode or f"{self.latitude:.4f}, {self.longitude:.4f}"
