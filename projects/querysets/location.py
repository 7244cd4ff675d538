"""Questions about locations."""

from django.db import models
from django.db.models import F, Q

from projects.bitmaps.lookup import IsAmong
from projects.places.distance import haversine_miles


class LocationQuerySet(models.QuerySet):
    def on_map(self):
        """Pins: public points where work happens (see models.location). Not: of which projects."""
        return self.filter(on_map=True)

    def public(self):
        """Those that may be shown to anybody."""
        return self.filter(public=True)

    def of(self, projects):
        """Those of these projects (a queryset)."""
        return self.filter(project__in=projects.order_by().values("pk"))

    def among(self, ids):
        """Those of the projects in a projects.bitmaps.Ids."""
        return self.filter(IsAmong(F("project"), ids))

    def within_bounds(self, south, west, north, east):
        """Those inside the box, edges included. Degrees."""
        return self.filter(latitude__range=(south, north), longitude__range=(west, east))

    def within_miles(self, latitude, longitude, miles):
        """Those at most so many miles away in a straight line. Degrees, miles."""
        # The box first, so that the index is used; 69 miles is a bit less than one degree north.
        height = miles / 68.5
        width = miles / 31  # one degree east is 31 miles long at 63.5° north, longer further south
        box = self.within_bounds(
            latitude - height, longitude - width, latitude + height, longitude + width
        )
        return box.annotate(miles_away=haversine_miles(latitude, longitude)).filter(
            miles_away__lte=miles
        )

    def near(self, place):
        """Pins that a place search leaves: inside the place's area, or within its miles."""
        areas = self.model._meta.get_field("council").related_model.objects
        inside = Q(council__in=areas.inside(place.area_slug))
        if not place.has_point:
            return self.filter(inside)
        close = self.within_miles(place.latitude, place.longitude, place.miles)
        return self.filter(inside | Q(pk__in=close.values("pk")))
