"""Questions about events, and about who comes."""

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone


class EventQuerySet(models.QuerySet):
    def shown(self):
        """Those that the site shows: published, and cancelled ones, which say so."""
        return self.filter(state__in=["published", "cancelled"])

    def coming(self, now=None):
        """Those that have not ended, soonest first."""
        return self.filter(ends__gt=now or timezone.now()).order_by("starts", "pk")

    def past(self, now=None):
        """Those that have ended, latest first."""
        return self.filter(ends__lte=now or timezone.now()).order_by("-starts", "-pk")

    def held(self):
        """Those that were not called off."""
        return self.filter(state="published")

    def with_registered(self):
        """Each with `registered`: how many have a place."""
        has_place = Q(registrations__state="registered")
        return self.annotate(registered=Count("registrations", filter=has_place))
