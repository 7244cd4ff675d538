"""Names and postcodes that people type, and where they lie. Loaded from files, not edited."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from projects.models.area import Area


class Place(models.Model):
    """A town or village of the gazetteer (GeoNames, CC BY 4.0)."""

    name = models.CharField(max_length=120)
    key = models.CharField(max_length=120, db_index=True, help_text="The name as it is looked up.")
    latitude = models.FloatField()
    longitude = models.FloatField()
    population = models.PositiveIntegerField()
    council = models.ForeignKey(Area, models.CASCADE, related_name="places")

    class Meta:
        ordering = ["-population", "name", "pk"]
        indexes = [GinIndex(OpClass("key", "gin_trgm_ops"), name="place_key_trigrams")]

    def __str__(self):
        return f"{self.name} ({self.council})"


class Outcode(models.Model):
    """A postcode district such as SW9: the mean point of its postcodes, and the council of most."""

    outcode = models.CharField(max_length=4, primary_key=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    council = models.ForeignKey(Area, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["outcode"]

    def __str__(self):
        return self.outcode


class Postcode(models.Model):
    """A full postcode without its space. The table is filled by `manage.py load_postcodes`."""

    postcode = models.CharField(max_length=7, primary_key=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    council = models.ForeignKey(Area, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["postcode"]

    def __str__(self):
        return f"{self.postcode[:-3]} {self.postcode[-3:]}"
