"""What django-filter has no field or filter for: a box of the map, and a facet."""

import math
from dataclasses import dataclass

import django_filters
from django import forms


@dataclass(frozen=True)
class Bounds:
    """A box in degrees."""

    south: float
    west: float
    north: float
    east: float

    def __str__(self):
        return ",".join(f"{edge:g}" for edge in (self.west, self.south, self.east, self.north))


class BoundsField(forms.CharField):
    def clean(self, value):
        """Return Bounds or None. Raises ValidationError: west,south,east,north make no box."""
        text = super().clean(value)
        if not text:
            return None
        try:
            west, south, east, north = (float(part) for part in text.split(","))
        except ValueError:
            raise forms.ValidationError("Give west,south,east,north in degrees.") from None
        in_range = all(map(math.isfinite, (west, south, east, north))) and (
            -180 <= west < east <= 180 and -90 <= south < north <= 90
        )
        if not in_range:
            raise forms.ValidationError("These four numbers are not a box on the map.")
        return Bounds(south, west, north, east)


class BoundsFilter(django_filters.Filter):
    field_class = BoundsField


class FacetField(django_filters.fields.MultipleChoiceField):
    """A list of slugs, each looked up in a set: Django would walk all choices for each."""

    def valid_value(self, value):
        """Return whether it is one of the slugs."""
        if not hasattr(self, "_slugs"):
            self._slugs = {slug for slug, _name in self.choices}
        return value in self._slugs


class FacetFilter(django_filters.MultipleChoiceFilter):
    """Any of the slugs in one dimension (the field_name) of Project.facets."""

    field_class = FacetField

    def filter(self, queryset, values):
        """Return the projects that have at least one of the values."""
        return queryset.with_any(self.field_name, values) if values else queryset
