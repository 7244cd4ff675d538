"""A place search: the projects in groups, and in each the nearest first.

What ProjectQuerySet.grouped_by_place and by_place say, which have the database work out every
project. Here sets of ids are combined, and only as many are measured as a page shows.
"""

from dataclasses import dataclass
from itertools import groupby
from math import inf, sqrt

from projects.bitmaps import Ids, having_each
from projects.finding.groups import in_default_order, in_groups, membership
from projects.finding.pins import Pins, circle_round, nearest_of, nearest_within
from projects.querysets import PlaceGroup

# So many times the projects wanted are looked for in the first ring.
MARGIN = 2


@dataclass(frozen=True)
class Placed:
    """A project of a place search; for miles and near see ProjectQuerySet.grouped_by_place."""

    pk: int
    group: PlaceGroup
    miles: float | None
    near: float | None


def find_near(place, ids, pins=None):
    """Return the PlaceFound of those Ids that help somebody in a FoundPlace.

    pins: the Pins of the place, if they are there already.
    """
    pins = pins or Pins(place)
    serving = place.serving
    asked = [serving[group] for group in ("nearby", "region", "nation", "uk")]
    values = [[f"area:{place.area_slug}"], *([f"serves:{slug}" for slug in each] for each in asked)]
    local, nearby, region, nation, uk, online, nowhere = having_each(
        [*values, ["delivery:online"], ["coverage:none"]]
    )
    if place.has_point:
        nearby |= pins.delivering
    groups = dict(
        zip(PlaceGroup, [local, nearby, region, nation, uk, online & nowhere], strict=True)
    )
    for group, suitable in groups.items():
        groups[group] = ids & suitable
        ids -= suitable
    return PlaceFound(place, groups, pins)


class PlaceFound:
    """What a place search finds.

    groups: {PlaceGroup: Ids}, disjoint and in their order; those without any are left out.
    """

    def __init__(self, place, groups, pins):
        self.place = place
        self.groups = {group: ids for group, ids in groups.items() if ids}
        self.pins = pins
        self._centres = []  # of councils close by: (miles, the Ids that serve it and none nearer)

    @property
    def ids(self):
        """The Ids of all groups together."""
        every = Ids()
        for ids in self.groups.values():
            every |= ids
        return every

    def among(self, ids):
        """Return what is found of some Ids only."""
        groups = {group: each & ids for group, each in self.groups.items()}
        return PlaceFound(self.place, groups, self.pins)

    def page(self, start, stop):
        """Return the Placed from start to stop, a list in the order of ProjectQuerySet.by_place."""
        page = {}
        for group, ids in self.groups.items():
            number = len(ids)
            if start < number:
                ordered = self._in_order(group, ids, start, min(stop, number))
                page |= dict.fromkeys(ordered, group)
            start, stop = max(start - number, 0), stop - number
            if stop <= 0:
                break
        return self._measured(page)

    def in_order(self):
        """Yield all ids, in that order."""
        for group, ids in self.groups.items():
            yield from self._in_order(group, ids, 0, len(ids))

    def _in_order(self, group, ids, start, stop):
        if group == PlaceGroup.LOCAL and self.place.has_point:
            return in_groups(self._local(ids, stop), start, stop)
        if group == PlaceGroup.NEARBY:
            return in_groups(self._nearby(ids, stop), start, stop)
        return in_default_order(ids, start, stop)

    def _local(self, ids, wanted):
        """Yield groups of ids that are equally far, the nearest first, those without pins last."""
        close = ids & self.pins.delivering
        for _radius, pins in self._rings(close, wanted):
            if len(pins) >= wanted:
                break
        yield from _by_distance(pins)
        others = ids - close
        far = nearest_of(self.place, others)
        yield from _by_distance(far)
        yield others - Ids.of(pk for pk, _miles in far)

    def _nearby(self, ids, wanted):
        """Yield groups of ids that are equally far, the nearest first.

        All have a pin or serve a council close by, whose centre then counts, if no pin is nearer.
        """
        for radius, pins in self._rings(ids, wanted):
            centres = [(miles, ids & serve) for miles, serve in self._centres_within(radius)]
            reached = Ids.of(pk for pk, _miles in pins)
            for _miles, serve in centres:
                reached |= serve
            if len(reached) >= wanted:
                break
        taken = Ids()
        for distance, serve in [*centres, (inf, Ids())]:
            is_taken = membership(taken)
            nearer = [(pk, miles) for pk, miles in pins if miles < distance and not is_taken(pk)]
            yield from _by_distance(nearer)
            taken |= Ids.of(pk for pk, _miles in nearer)
            serve |= Ids.of(pk for pk, miles in pins if miles == distance)
            yield serve - taken
            taken |= serve

    def _rings(self, ids, wanted):
        """Yield (miles, [(id, miles)] of those that have a pin so near), the last time all.

        The first ring is enough if `ids` are spread evenly; more rings would be more queries.
        """
        if not ids & self.pins.delivering:
            yield self.place.miles, []
            return
        is_asked = membership(ids)
        radius = self.place.miles * sqrt(MARGIN * wanted / len(ids))
        if radius < self.place.miles:
            yield radius, _only(is_asked, nearest_within(circle_round(self.place, radius)))
        circle = circle_round(self.place, self.place.miles)
        yield self.place.miles, _only(is_asked, nearest_within(circle))

    def _centres_within(self, radius):
        """[(miles, Ids that serve councils whose centres are so far away, and none nearer)]."""
        nearby = self.place.serving["nearby"]
        slugs = [slug for slug, miles in nearby.items() if miles <= radius]
        found, nearer = {}, Ids()
        for slug, serve in zip(
            slugs, having_each([[f"serves:{slug}"] for slug in slugs]), strict=True
        ):
            miles = nearby[slug]
            found[miles] = found.get(miles, Ids()) | serve - nearer
            nearer |= serve
        self._centres = list(found.items())
        return self._centres

    def _measured(self, page):
        """The Placed of {id: group}."""
        miles = dict(nearest_of(self.place, page)) if self.place.has_point else {}
        placed = []
        for pk, group in page.items():
            near = [miles[pk]] if pk in miles else []
            if group == PlaceGroup.NEARBY:
                near += [distance for distance, serve in self._centres if pk in serve]
            elif group != PlaceGroup.LOCAL:
                near = []
            placed.append(Placed(pk, group, miles.get(pk), min(near, default=None)))
        return placed


def _by_distance(pins):
    """Yield lists of ids of [(id, miles)], those of the same distance together, nearest first."""
    ordered = sorted(pins, key=lambda pin: pin[1])
    for _miles, same in groupby(ordered, key=lambda pin: pin[1]):
        yield [pk for pk, _ in same]


def _only(is_asked, pins):
    return [(pk, miles) for pk, miles in pins if is_asked(pk)]
