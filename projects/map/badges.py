"""Badges of areas: how many projects serve the whole of an area without a pin of their own.

Councils that stand close together at a zoom share one badge with the number of different projects:
one project may serve several of them, so what is counted twice is taken off. Wider areas never
share.
"""

from collections import Counter, defaultdict

from django.contrib.postgres.aggregates import ArrayAgg

from projects.map.mercator import to_pixels
from projects.models import Area, Project

# As clusters of pins: pixels of the square in which councils share a badge.
SQUARE = 64


def shared_badges(areas, zoom):
    """Return [[area, …], …], the areas of each badge at this zoom, in the order given."""
    groups = defaultdict(list)
    for area in areas:
        x, y = to_pixels(area.latitude, area.longitude, zoom)
        is_council = area.kind == Area.Kind.COUNCIL
        groups[(x // SQUARE, y // SQUARE) if is_council else area.slug].append(area)
    return list(groups.values())


def served_together(projects):
    """Return [((slug, …), count), …]: how many projects serve exactly these councils.

    Only sets of two councils and more: these are what makes badges add up to too many.
    """
    links = Project.coverage.through.objects.filter(
        area__kind=Area.Kind.COUNCIL, project__in=projects.order_by().values("pk")
    )
    sets = (
        links.order_by()
        .values("project")
        .annotate(slugs=ArrayAgg("area__slug", order_by="area__slug"))
        .filter(slugs__len__gt=1)
        .values_list("slugs", flat=True)
    )
    return sorted(Counter(map(tuple, sets)).items())


def count_different(areas, together):
    """Return how many different projects serve these areas (annotated with `count`).

    together: as `served_together` returns it.
    """
    here = {area.slug for area in areas}
    again = sum(
        count * (len(both) - 1) for slugs, count in together if (both := here.intersection(slugs))
    )
    return sum(area.count for area in areas) - again


def together_as_json(together):
    """Return what `served_together` returned as /map/areas.json gives it."""
    return [{"areas": slugs, "count": count} for slugs, count in together]


def as_json(areas):
    """Return the areas, annotated with `count`, as /map/areas.json gives them."""
    return [
        {
            "slug": area.slug,
            "name": area.name,
            "kind": area.kind,
            "lat": area.latitude,
            "lng": area.longitude,
            "count": area.count,
        }
        for area in areas
    ]
