"""The place names of the basemap, bundled with the coastline."""

import json
from dataclasses import dataclass
from functools import cache

from django.contrib.staticfiles import finders

from projects.map.mercator import to_pixels


@dataclass(frozen=True)
class Label:
    """A place name, its point in degrees, and the lowest zoom at which it shows."""

    name: str
    latitude: float
    longitude: float
    zoom: int


@cache
def all_labels():
    """Return every label, the most important first."""
    with open(finders.find("map/labels.json"), encoding="utf-8") as file:
        return tuple(Label(**entry) for entry in json.load(file))


def nearest_name(latitude, longitude):
    """Return the name of the label closest to a point (degrees)."""
    x, y = to_pixels(latitude, longitude, 0)

    def distance(label):
        other_x, other_y = to_pixels(label.latitude, label.longitude, 0)
        return (x - other_x) ** 2 + (y - other_y) ** 2

    return min(all_labels(), key=distance).name
