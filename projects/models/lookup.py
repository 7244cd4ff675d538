"""What geocoders answered, and when each may be asked again. Shared by all processes."""

from django.db import models


class GeocoderAnswer(models.Model):
    """A cached answer; without a point, the service knows no such place."""

    service = models.CharField(max_length=40)
    query = models.CharField(max_length=400)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    precision = models.CharField(max_length=10, blank=True)
    label = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["service", "query"]
        constraints = [
            models.UniqueConstraint(fields=["service", "query"], name="geocoder_answer_once"),
        ]

    def __str__(self):
        return f"{self.service}: {self.query}"


class Turn(models.Model):
    """When a service, or a host, may be asked next. Its row lock orders all processes."""

    name = models.CharField(max_length=255, primary_key=True)
    next_at = models.DateTimeField()

    def __str__(self):
        return self.name
