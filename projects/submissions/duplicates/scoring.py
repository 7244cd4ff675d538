"""The one measure of how likely two descriptions are of the same project, in words too.

The names decide first; what else is known speaks for or against. Each piece adds to the logarithm
of the odds, so that they can be weighed one by one. The numbers were set on half of
tests/projects/submissions/labelled_pairs.py and tried on the other half.
"""

import math
from dataclasses import dataclass, field

from projects.places.names import split_postcode
from projects.submissions.duplicates.alignment import initials
from projects.submissions.duplicates.description import host_and_path, miles_between
from projects.submissions.duplicates.gazetteer import known_places
from projects.submissions.duplicates.names import compare, read_name
from projects.submissions.duplicates.organisations import (
    Standing,
    read_organisation,
    standing_of,
)
from projects.submissions.duplicates.wording import GRAMMAR, cut_up, squeezed

LIKELY = 0.5
MOST_FOR = 2.5  # what all else together may add where the names are the same


@dataclass(frozen=True)
class Likeness:
    """score: 0 to 1, the estimated chance that both are one project; reasons: plain sentences."""

    score: float
    reasons: list = field(default_factory=list)

    @property
    def is_likely(self):
        """Whether to show it to somebody as a likely duplicate."""
        return self.score >= LIKELY


def likeness(one, other, gazetteer=None):
    """Return the Likeness of two Descriptions. The order does not matter.

    gazetteer: all known places, where the caller has them at hand.
    """
    gazetteer = gazetteer or known_places()
    return Reader(one, gazetteer).compare(Reader(other, gazetteer))


class Reader:
    """A Description, read once to be compared with many."""

    def __init__(self, description, gazetteer):
        self.description = description
        self.gazetteer = gazetteer
        self.organisation = read_organisation(description.organisation, gazetteer)
        self.page = host_and_path(description.website)
        self._own_words = {word.text for word in cut_up(description.name).words}
        own = [w.text for w in self.organisation.words if w.text not in GRAMMAR]
        self._calls_organisation = {*own, *initials(own)}
        self._names = {}

    def name_beside(self, other):
        """The Name, with both organisations' words made light."""
        # Most names do not mention the other's organisation: those are read once.
        mentions = not self._own_words.isdisjoint(other._calls_organisation)
        organisations = [self.organisation, other.organisation] if mentions else [self.organisation]
        key = other.description.organisation if mentions else None
        if key not in self._names:
            self._names[key] = read_name(self.description.name, self.gazetteer, organisations)
        return self._names[key]

    def compare(self, other):
        """Return the Likeness to another Reader."""
        names = compare(self.name_beside(other), other.name_beside(self), self.gazetteer)
        same = standing_of(self.organisation, other.organisation, self.gazetteer)
        weighing = Weighing(self, other, names, same)
        return Likeness(1 / (1 + math.exp(-weighing.total())), weighing.reasons)


class Weighing:
    """What speaks for and against, in logarithms of odds."""

    def __init__(self, one, other, names, same):
        self.one, self.other, self.names, self.same = one, other, names, same
        self.gazetteer = one.gazetteer
        self.reasons = []

    def total(self):
        names = self._names()
        pieces = [self._organisation(), self._website(), self._contact(), self._place()]
        speaks_for = min(sum(piece for piece in pieces if piece > 0), MOST_FOR)
        against = sum(piece for piece in pieces if piece < 0)
        # What sister projects share says little where the names differ.
        return names + speaks_for * (self.names.likeness**2 if self._are_named() else 1) + against

    def _are_named(self):
        return all(each.description.name.strip() for each in (self.one, self.other))

    def _names(self):
        found = self.names
        if not self._are_named():
            return -1.4  # not typed yet: the very same page, for one, is enough
        if found.likeness == 0:
            return -8.0
        differing, added = min(found.only), abs(found.only[0] - found.only[1])
        # The more the shared words tell, the less of a coincidence they are.
        weight = 0.6 + 0.8 * min(found.shared, 3.0)
        weight -= 10 * differing / (found.shared + differing)
        weight -= 3.0 * added / (found.shared + added)
        weight -= 6.0 * found.conflicting_places
        weight -= 5.0 * found.conflicting_numbers + 3.0 * found.number_on_one_side
        weight -= 3.0 * found.conflicting_years
        weight += self._place_in_one_name()
        name = self.other.description.name
        if squeezed(name) == squeezed(self.one.description.name):
            weight += 0.5
            self.reasons.append(f"The name is the same: “{name}”")
        elif found.likeness > 0.65 and not found.conflicting_places:
            self.reasons.append(f"The name is nearly the same: “{name}”")
        return weight

    def _place_in_one_name(self):
        """A place that one name has and the other does not: is it where the other works?"""
        if self.names.conflicting_places:
            return 0.0
        weight = 0.0
        for places, beside in zip(self.names.places, (self.other, self.one), strict=True):
            for place in places:
                weight += self._stands(place, beside)
        return weight

    def _stands(self, place, beside):
        told = beside.description
        if any(self.gazetteer.are_the_same(place, each) for each in beside.organisation.places):
            return 0.2
        if told.area_slugs:
            touches = self.gazetteer.touches(place, told.area_slugs)
            return {"in": 0.2, "within": -1.2, "no": -4.0}[touches]
        if told.points and place.points:
            miles = min(miles_between(a, b) for a in told.points for b in place.points)
            return 0.0 if miles < 15 else -2.5
        return -0.9

    def _organisation(self):
        if self.same is Standing.SAME:
            self.reasons.append("Run by the same organisation")
            return 1.2
        if self.same is Standing.DIFFERENT:
            # A name that tells little, such as "Step Up", is given to many projects.
            return -1.3 if self.names.shared > 1.6 else -2.0
        return 0.0

    def _website(self):
        (host, path), (other_host, other_path) = self.one.page, self.other.page
        if not host or not other_host:
            return 0.0
        if host != other_host:
            return -0.4
        if path == other_path:
            self.reasons.append(f"The same website ({host}{path})")
            return 1.6 if path else 0.5
        self.reasons.append(f"On the same website ({host})")
        return -0.5 if path and other_path else 0.3

    def _contact(self):
        one, other = self.one.description, self.other.description
        if one.contact_email and one.contact_email.lower() == other.contact_email.lower():
            self.reasons.append("The same e-mail address")
            return 0.6
        digits = ["".join(filter(str.isdecimal, each.contact_phone)) for each in (one, other)]
        if digits[0] and digits[0] == digits[1]:
            self.reasons.append("The same telephone number")
            return 0.6
        return 0.0

    def _place(self):
        one, other = self.one.description, self.other.description
        share_area = None
        if one.area_slugs and other.area_slugs:
            share_area = self.gazetteer.overlap(one.area_slugs, other.area_slugs)
        weight = -2.5 if share_area is False else 0.0
        if one.area_slugs and set(one.area_slugs) == set(other.area_slugs):
            weight += 0.3
        return weight + self._distance(share_area)

    def _distance(self, share_area):
        one, other = self.one.description, self.other.description
        codes = [
            {" ".join(filter(None, p)) for p in map(split_postcode, d.postcodes) if p}
            for d in (one, other)
        ]
        if shared := codes[0] & codes[1]:
            self.reasons.append(f"The same postcode ({min(shared)})")
            return 0.6
        points = [list(d.points) or self._outcode_points(d) for d in (one, other)]
        if not all(points):
            return 0.0
        miles = min(miles_between(a, b) for a in points[0] for b in points[1])
        if miles < 3 and one.points and other.points:
            self.reasons.append(f"{miles:.1f} miles away" if miles >= 0.05 else "At the same place")
            return 0.5 if miles < 0.6 else 0.2
        if miles <= 15:
            return 0.0
        against = -1.2 if miles < 50 else -1.8
        return against / 2 if share_area else against

    def _outcode_points(self, description):
        parts = [split_postcode(postcode) for postcode in description.postcodes]
        known = [self.gazetteer.outcodes.get(part[0]) for part in parts if part]
        return [point for point in known if point]
