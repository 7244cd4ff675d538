"""Questions about projects."""

from django.db import models
from django.db.models import Case, Count, Exists, F, FloatField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Least
from django.utils import timezone

from projects.bitmaps.lookup import IsAmong
from projects.places.distance import haversine_miles
from projects.querysets.words import NAME, NAMES, NAMES_AND_SUMMARY, has_words


def a_year_ago():
    """Return the date a year before today; of 29 February, the day before."""
    today = timezone.localdate()
    is_leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year - 1, day=28 if is_leap_day else today.day)


class PlaceGroup(models.IntegerChoices):
    """The groups in which a place search answers, in their order."""

    LOCAL = 1
    NEARBY = 2
    REGION = 3
    NATION = 4
    UK = 5
    ONLINE = 6


class ProjectQuerySet(models.QuerySet):
    def published(self):
        """The one visibility rule: everything public starts from here."""
        return self.filter(state="published")

    def among(self, ids):
        """Those in a set of ids, a projects.bitmaps.Ids."""
        return self.filter(IsAmong(F("pk"), ids))

    def with_any(self, dimension, values):
        """Those that have at least one of the values (slugs) in the dimension of facets."""
        return self.filter(facets__overlap=[f"{dimension}:{value}" for value in values])

    def working_in(self, slugs, outer_slugs=()):
        """Those pinned in, or serving, one of the areas or an area inside it.

        outer_slugs: areas around them; a project that serves one of these is found too.
        """
        wanted = [f"area:{slug}" for slug in slugs] + [f"serves:{slug}" for slug in outer_slugs]
        return self.filter(facets__overlap=wanted)

    def matching(self, text):
        """Those with all the words, whatever their endings: websearch syntax, English stemming."""
        return self.filter(has_words(F("search_text__vector"), text))

    def by_relevance(self, text):
        """Of `matching` those first that have all the words in their name, then in their own name
        and those of their organisations together, then in these and the summary together; among
        these in the default order.

        PostgreSQL's ts_rank would have to read every text that has the words, and puts the shortest
        texts first.
        """
        vector = F("search_text__vector")
        rank = Case(
            When(has_words(vector, text, NAME), then=3),
            When(has_words(vector, text, NAMES), then=2),
            When(has_words(vector, text, NAMES_AND_SUMMARY), then=1),
            default=0,
            output_field=models.IntegerField(),
        )
        return self.annotate(rank=rank).order_by("-rank", "sort_key", "pk")

    def checked_since(self, day):
        """Those that somebody has confirmed on that day (a date) or later."""
        return self.filter(checked_on__gte=day)

    def with_pin_among(self, pins):
        """Those with at least one of these locations."""
        return self.filter(Exists(pins.filter(project=OuterRef("pk"))))

    def placing(self, pins):
        """Count how the projects stand on the map, given the pins that may be shown.

        Returns {"total", "pinned", "areawide", "unplaced"}; the last three add up to the first.
        """
        pinned = Exists(pins.filter(project=OuterRef("pk")))
        nowhere = Q(facets__contains=["coverage:none"])
        return (
            self.order_by()
            .annotate(has_pin=pinned)
            .aggregate(
                total=Count("pk"),
                pinned=Count("pk", filter=Q(has_pin=True)),
                areawide=Count("pk", filter=Q(has_pin=False) & ~nowhere),
                unplaced=Count("pk", filter=Q(has_pin=False) & nowhere),
            )
        )

    def without_pin_among(self, pins):
        """Those with none of these locations."""
        return self.filter(~Exists(pins.filter(project=OuterRef("pk"))))

    def across_an_area(self, pins):
        """Those with none of these pins that serve an area."""
        return self.without_pin_among(pins).exclude(facets__contains=["coverage:none"])

    def without_place(self, pins):
        """Those with none of these pins that serve no known area."""
        return self.without_pin_among(pins).filter(facets__contains=["coverage:none"])

    def grouped_by_place(self, place, delivery_pins):
        """Those that help somebody in the place, annotated with `place_group`, `miles`, `near`.

        place: a projects.places.search.Place. delivery_pins: the public delivery locations.
        miles: from the place to the nearest of a project's delivery locations, or None; near: that,
        or the miles to the nearest council close by that it serves: the order in the first groups.
        """
        serving = place.serving
        groups = [
            When(facets__overlap=[f"area:{place.area_slug}"], then=PlaceGroup.LOCAL),
            When(facets__overlap=_serves(serving["nearby"]), then=PlaceGroup.NEARBY),
        ]
        miles = Value(None, output_field=FloatField())
        if place.has_point:
            own_pins = delivery_pins.filter(project=OuterRef("pk"))
            near_pins = own_pins.within_miles(place.latitude, place.longitude, place.miles)
            groups.insert(1, When(Exists(near_pins), then=PlaceGroup.NEARBY))
            miles = Subquery(
                own_pins.annotate(miles=haversine_miles(place.latitude, place.longitude))
                .order_by("miles")
                .values("miles")[:1]
            )
        groups += [
            When(facets__overlap=_serves(serving["region"]), then=PlaceGroup.REGION),
            When(facets__overlap=_serves(serving["nation"]), then=PlaceGroup.NATION),
            When(facets__overlap=_serves(serving["uk"]), then=PlaceGroup.UK),
            When(facets__contains=["delivery:online", "coverage:none"], then=PlaceGroup.ONLINE),
        ]
        group = Case(*groups, output_field=models.IntegerField())
        # What serves a council close by has no pin: how near it is, its centre says.
        to_centres = Case(
            *(
                When(facets__contains=[f"serves:{slug}"], then=Value(distance))
                for slug, distance in serving["nearby"].items()
            ),
            output_field=FloatField(),
        )
        near = Case(
            When(place_group=PlaceGroup.LOCAL, then=F("miles")),
            When(place_group=PlaceGroup.NEARBY, then=Least("miles", to_centres)),
            output_field=FloatField(),
        )
        found = self.annotate(place_group=group, miles=miles).filter(place_group__isnull=False)
        return found.annotate(near=near)

    def by_place(self):
        """In the order of the groups; nearest first in the first two, then the default order."""
        return self.order_by("place_group", F("near").asc(nulls_last=True), "sort_key", "pk")

    def with_involvement(self, organisation, role):
        """Those in which the organisation has this role beside the lead."""
        return self.filter(
            involvements__organisation=organisation, involvements__role=role
        ).distinct()

    def in_default_order(self):
        """Running first, then checked, then with a page of their own, then by name."""
        return self.order_by("sort_key", "pk")

    def by_date(self, name):
        """The latest date first; those without one last, in the default order."""
        return self.order_by(F(name).desc(nulls_last=True), "sort_key", "pk")

    def count_by_place_group(self):
        """Return {PlaceGroup: number} of `grouped_by_place`; empty groups are left out."""
        counted = self.order_by().values_list("place_group").annotate(number=Count("pk"))
        return {PlaceGroup(group): number for group, number in counted}


def _serves(slugs):
    return [f"serves:{slug}" for slug in slugs]
