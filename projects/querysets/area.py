"""Questions about areas, and what helps anybody there."""

from django.db import models
from django.db.models import Case, Count, Q, When

from projects.places.distance import haversine_miles


class AreaQuerySet(models.QuerySet):
    def councils(self):
        """Local councils only."""
        return self.filter(kind="council")

    def inside(self, slug):
        """The area and everything in it."""
        return self.filter(outer_links__outer__slug=slug)

    def around(self, slug):
        """The area and everything that it lies in."""
        return self.filter(inner_links__inner__slug=slug)

    def widest_first(self):
        """The UK, then nation, region, city region, council."""
        kinds = ["country", "nation", "region", "city_region", "council"]
        width = Case(
            *(When(kind=kind, then=rank) for rank, kind in enumerate(kinds)),
            output_field=models.IntegerField(),
        )
        return self.order_by(width, "name", "pk")

    def around_any(self, slugs):
        """Return the slugs of the areas that contain one of these, themselves left out."""
        around = self.filter(inner_links__inner__slug__in=slugs).exclude(slug__in=slugs)
        return set(around.values_list("slug", flat=True))

    def with_centre_within(self, latitude, longitude, miles):
        """Those whose centre is at most so many miles away. Degrees, miles."""
        return self.annotate(miles=haversine_miles(latitude, longitude)).filter(miles__lte=miles)

    def with_areawide_count(self, projects):
        """Those that these projects serve directly, each with `count`, in a fixed order."""
        chosen = Q(projects__in=projects.order_by().values("pk"))
        return (
            self.filter(chosen)
            .annotate(count=Count("projects", filter=chosen, distinct=True))
            .order_by("-count", "name", "pk")
        )


class SignpostQuerySet(models.QuerySet):
    def for_areas(self, slugs):
        """Those for any of these areas, most local first as staff ordered them."""
        return self.filter(areas__slug__in=list(slugs)).distinct()
