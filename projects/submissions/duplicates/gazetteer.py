"""The names of places that a project's name may hold: what tells "Norwich" from "Lincoln"."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Max, Value
from django.db.models.functions import Concat

from projects.models import Area, Containment, Outcode, Place
from projects.places.names import name_key, name_keys
from projects.submissions.duplicates.wording import ADJECTIVES, EVERYDAY, FIELD, GRAMMAR, LIGHT

MOST_WORDS = 6
# All of a place's name tells as much as a bit more than a word of the field.
PLACE_WEIGHT = 0.7
NOT_TOWNS = EVERYDAY | FIELD | GRAMMAR | LIGHT
EVERYWHERE = {"uk", "united kingdom", "great britain", "britain", "gb", "british"}


@dataclass(frozen=True)
class Named:
    """A place that a name holds.

    areas: slugs of what it may be; councils: those it may lie in, where it is a town.
    """

    key: str
    areas: frozenset = frozenset()
    councils: frozenset = frozenset()
    points: tuple = ()


class Gazetteer:
    """All known places, by the key of their name.

    areas: (slug, [names], latitude, longitude); around: {slug: slugs of the areas it lies in,
    itself among them}; towns: (key, council slug, latitude, longitude); outcodes: {outcode:
    (latitude, longitude)}.
    """

    def __init__(self, areas, around, towns, outcodes):
        self._around = around
        self.outcodes = outcodes
        slugs, points, councils = defaultdict(set), defaultdict(set), defaultdict(set)
        for slug, names, latitude, longitude in areas:
            for key in {_key(key) for name in names if name for key in name_keys(name)}:
                slugs[key].add(slug)
                points[key].add((latitude, longitude))
        slugs["ni"] |= slugs.get("northern ireland", set())
        for key, council, latitude, longitude in towns:
            if key in slugs or key in NOT_TOWNS or len(key) < 3:
                continue
            councils[key].add(council)
            points[key].add((latitude, longitude))
        self._named = {
            key: Named(
                key, frozenset(slugs[key]), frozenset(councils[key]), tuple(sorted(points[key]))
            )
            for key in {*slugs, *councils}
            if key not in EVERYWHERE and (slugs[key] or councils[key])
        }

    def mark(self, name):
        """Find the places in a Name, longest first, and note them on it and on its words."""
        texts = [word.text for word in name.words]
        position = 0
        while position < len(texts):
            for length in range(min(MOST_WORDS, len(texts) - position), 0, -1):
                words = name.words[position : position + length]
                found = self._named.get(" ".join(texts[position : position + length]))
                if found:
                    telling = [word for word in words if word.text not in GRAMMAR]
                    for word in words:
                        word.place = len(name.places)
                        word.weight = PLACE_WEIGHT / len(telling) if word in telling else 0.0
                    name.places.append(found)
                    position += length - 1
                    break
            else:
                if texts[position] in EVERYWHERE:
                    name.words[position].weight = 0.1
            position += 1

    def is_in(self, inner, outer):
        """Whether one area (slug) lies in the other or is the same."""
        return inner == outer or outer in self._around.get(inner, ())

    def are_the_same(self, one, other):
        """Whether two Named are one place, or a town and its own council."""
        return bool(
            one.key == other.key
            or one.areas & other.areas
            or one.areas & other.councils
            or one.councils & other.areas
        )

    def touches(self, named, slugs):
        """How a Named stands to a project's areas: "in", "within" (they are far wider) or "no"."""
        own = named.areas | named.councils
        if any(self.is_in(slug, each) for slug in slugs for each in own):
            return "in"
        return "within" if any(self.is_in(e, s) for s in slugs for e in own) else "no"

    def overlap(self, slugs, others):
        """Whether areas of one and of the other are the same, or lie in one another."""
        return any(self.is_in(a, b) or self.is_in(b, a) for a in slugs for b in others)


def _key(key):
    return " ".join(ADJECTIVES.get(word, word) for word in key.split())


_known = {}


def known_places():
    """Return the Gazetteer of the database, read anew when areas or places may have changed."""
    names = Concat("slug", Value(" "), "name", Value(" "), "name_cy", Value(" "), "other_names")
    mark = (
        *Area.objects.aggregate(Max("pk"), all=StringAgg(names, ";", order_by="pk")).values(),
        Place.objects.aggregate(Max("pk"))["pk__max"],
    )
    if mark not in _known:
        gazetteer = _read()
        _known.clear()
        _known[mark] = gazetteer
        return gazetteer
    return _known[mark]


def _read():
    around = defaultdict(set)
    for inner, outer in Containment.objects.values_list("inner__slug", "outer__slug"):
        around[inner].add(outer)
    areas = [
        (area.slug, [area.name, area.name_cy, *area.other_names.split(";")],
         area.latitude, area.longitude)
        for area in Area.objects.all()
    ]  # fmt: skip
    towns = Place.objects.values_list("key", "council__slug", "latitude", "longitude")
    outcodes = {
        outcode: (latitude, longitude)
        for outcode, latitude, longitude in Outcode.objects.values_list(
            "outcode", "latitude", "longitude"
        )
    }
    return Gazetteer(areas, around, [(name_key(key), *rest) for key, *rest in towns], outcodes)
