"""The projects that a query finds, as sets: how many they are, how they stand on the map."""

from functools import cached_property

from projects.bitmaps import count_values, count_values_of, having_each, ids_of
from projects.bitmaps.layout import PIN_DIGITS
from projects.finding.pins import Pins
from projects.finding.places import find_near
from projects.finding.words import find_words
from projects.models import Project
from projects.querysets.project import a_year_ago

# Parameters whose values have bits. The others are looked up in the tables.
WITH_BITS = ["area", "offer", "strand", "approach", "audience", "sector", "delivery", "status"]
WITH_BITS += ["evidence"]
LOOKED_UP = ["organisation", "funder"]


class Found:
    """What a ProjectFilter finds. Everything is asked for once, when it is needed first."""

    def __init__(self, project_filter):
        self.filter = project_filter

    @cached_property
    def masks(self):
        """Return {parameter: the values of which a project has to have one}."""
        data = self.filter.data
        masks = {
            name: [f"{name}:{slug}" for slug in data.getlist(name)]
            for name in WITH_BITS
            if data.getlist(name)
        }
        if "area" in masks:
            masks["area"] += [f"serves:{slug}" for slug in sorted(self.filter.outer_areas)]
        return masks

    @cached_property
    def _sets(self):
        """What has bits, in one query: {parameter or value: Ids}."""
        asked = self.masks | {value: [value] for value in ("published", "pinned", "coverage:none")}
        return dict(zip(asked, having_each(asked.values()), strict=True))

    @property
    def everything(self):
        """The Ids of all published projects."""
        return self._sets["published"]

    @cached_property
    def ids(self):
        """The Ids of the projects found."""
        return self.without()

    def without(self, name=None):
        """Return the Ids of the projects found if one parameter were not there."""
        ids = self.everything
        for parameter, part in self._parts.items():
            if parameter != name:
                ids &= part
        return ids

    @cached_property
    def _parts(self):
        """{parameter: the Ids that suit it}; the projects found suit all."""
        asked = self.filter
        parts = {name: self._sets[name] for name in self.masks}
        for name in LOOKED_UP:
            if slugs := asked.data.getlist(name):
                parts[name] = ids_of(Project.objects.published().with_any(name, slugs))
        if "checked" in asked.data:
            parts["checked"] = checked_within_a_year()
        if "q" in asked.data:
            parts["q"] = self.words.ids
        if asked.place:
            parts["near"] = self.helping_there.ids
        if asked.bounds:
            in_the_box = Pins(bounds=asked.bounds) if asked.place else self._pins
            parts["bbox"] = in_the_box.ids
        return parts

    @cached_property
    def words(self):
        """What the words of the query find by themselves, a WordsFound."""
        return find_words(self.filter.data["q"])

    @cached_property
    def helping_there(self):
        """What helps in the place of the query, a PlaceFound, whatever else is asked."""
        pins = None if self.filter.bounds else self._pins
        return find_near(self.filter.place, self.everything, pins)

    @cached_property
    def _pins(self):
        """The Pins that the place and the box of the query leave."""
        return Pins(self.filter.place, self.filter.bounds)

    @cached_property
    def pinned(self):
        """The Ids of all projects that have a pin which this query leaves on the map."""
        if not self.filter.restricts_pins:
            return self._sets["pinned"]
        return self._pins.ids & self.everything

    @cached_property
    def placing(self):
        """How the projects found stand on the map, and their pins.

        {"total", "pinned", "areawide", "unplaced", "locations"}; pinned, areawide and unplaced add
        up to total.
        """
        total, pinned = len(self.ids), len(self.ids & self.pinned)
        unplaced = len(self.unplaced)
        return {
            "total": total,
            "pinned": pinned,
            "areawide": total - pinned - unplaced,
            "unplaced": unplaced,
            "locations": self._count_pins(),
        }

    @cached_property
    def areawide(self):
        """The Ids of those found that have no pin here and serve an area."""
        return self.ids - self.pinned - self._sets["coverage:none"]

    @cached_property
    def unplaced(self):
        """The Ids of those found that have neither a pin here nor a known area."""
        return (self.ids - self.pinned) & self._sets["coverage:none"]

    def _count_pins(self):
        if self.filter.restricts_pins:
            return self._pins.count(self.ids)
        digits = self.count_values([f"pins:{digit}" for digit in range(PIN_DIGITS)])
        return sum(number << int(value.removeprefix("pins:")) for value, number in digits.items())

    def count(self):
        """Return how many projects are found."""
        return len(self.ids)

    def count_values(self, values, without=None):
        """Return {value: how many have it} of those found, or found without one parameter."""
        if not self.filter.is_plain:
            return count_values(values, self.without(without))
        masks = [mask for name, mask in self.masks.items() if name != without]
        return count_values_of(values, masks) if masks else count_values(values)

    def count_looked_up(self, name, slugs):
        """Return {"name:slug": how many} of organisations or funders."""
        ids = self.without(name)
        published = Project.objects.published()
        return {
            f"{name}:{slug}": len(ids & ids_of(published.with_any(name, [slug]))) for slug in slugs
        }


def checked_within_a_year():
    """Return the Ids of the published projects that somebody has confirmed within a year."""
    return ids_of(Project.objects.published().checked_since(a_year_ago()))
