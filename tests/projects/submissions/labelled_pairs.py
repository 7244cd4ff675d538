"""Pairs of descriptions of which we know whether they are of one project.

True pairs: the real entries beside what people make of their names, by hand (labelled_by_hand.csv)
and by the kinds of change below. False pairs: real entries that are different projects, the most
alike of all pairs; sister projects by hand; and real names moved to another town. Each comes with
little or with much beside the name. Everything follows from a fixed seed.

The half on which the numbers of the score were set and the half held out are told apart by the
entry, so no variant of an entry of one half is in the other.
"""

import csv
import difflib
import json
import random
import zlib
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from projects.submissions.duplicates import Description
from projects.submissions.duplicates.gazetteer import Gazetteer
from tests.projects.submissions.changed_names import CHANGES, with_organisation

HERE = Path(__file__).parent
FIXTURES = HERE.parents[2] / "fixtures"
MOST_ALIKE = 400  # of the 4,005 pairs of real entries, those that are the hardest to tell apart
EXACT = {"exact", "postcode"}


@dataclass(frozen=True)
class Pair:
    """Two descriptions; half: "tuned" or "held out"."""

    one: Description
    other: Description
    same: bool
    kind: str
    half: str


def _rows(name):
    with (FIXTURES / name).open(newline="") as file:
        return list(csv.DictReader(file))


@cache
def gazetteer():
    """The real places, without a database."""
    areas = _rows("areas.csv")
    parents = {row["slug"]: row["parents"].split(";") if row["parents"] else [] for row in areas}

    def around(slug):
        return {slug}.union(*(around(parent) for parent in parents[slug]))

    return Gazetteer(
        [
            (row["slug"], [row["name"], row["name_cy"], *row["other_names"].split(";")],
             float(row["latitude"]), float(row["longitude"]))
            for row in areas
        ],
        {row["slug"]: around(row["slug"]) for row in areas},
        [
            (row["name"].lower(), row["council"], float(row["latitude"]), float(row["longitude"]))
            for row in _rows("places.csv")
        ],
        {
            row["outcode"]: (float(row["latitude"]), float(row["longitude"]))
            for row in _rows("outcodes.csv")
        },
    )  # fmt: skip


@cache
def real():
    """{slug: Description} of the real entries."""
    names = {
        each["slug"]: each["name"]
        for each in json.loads((FIXTURES / "organisations.json").read_text())
    }
    return {
        each["slug"]: Description(
            name=each["name"],
            organisation=names[each["lead_organisation"]],
            website=each["website"],
            postcodes=tuple(p["postcode"] for p in each["locations"] if p["postcode"]),
            points=tuple(
                (p["latitude"], p["longitude"])
                for p in each["locations"]
                if p["precision"] in EXACT
            ),
            area_slugs=tuple(each["coverage"]),
        )
        for each in json.loads((FIXTURES / "projects.json").read_text())
    }


def half_of(slug):
    """Which half an entry belongs to."""
    return "tuned" if zlib.crc32(slug.encode()) % 2 else "held out"


@cache
def all_pairs():
    """Return every labelled Pair."""
    return [*_by_hand(), *_unseen(), *_changed(), *_moved(), *_real_pairs()]


# --- Changed as people change a name ---


def _changed():
    for slug, original in real().items():
        chance = random.Random(slug)
        kinds = chance.sample([*CHANGES, "organisation inside"], 5)
        for kind in kinds:
            if kind == "organisation inside":
                name = with_organisation(original.name, original.organisation, chance)
            else:
                name = CHANGES[kind](original.name, chance)
            if name and name != original.name:
                typed = _as_typed(replace(original, name=name), chance)
                # With an organisation inside, but given nowhere, nothing tells what it is.
                if kind == "organisation inside":
                    typed = replace(typed, organisation=original.organisation)
                yield Pair(original, typed, True, kind, half_of(slug))


def _as_typed(described, chance):
    """Leave out what people leave out, and put the postcode next door."""
    much = chance.random()
    if much < 0.4:
        return Description(described.name)
    if much < 0.6:
        return Description(described.name, described.organisation)
    return replace(
        described,
        website=described.website if chance.random() < 0.6 else "",
        postcodes=tuple(code[:-2] + chance.choice(["AB", "HQ"]) for code in described.postcodes),
        points=tuple(
            (north + chance.uniform(-0.006, 0.006), east + chance.uniform(-0.006, 0.006))
            for north, east in described.points
        ),
        area_slugs=described.area_slugs if chance.random() < 0.7 else (),
    )


# --- By hand, moved to another town, and real ---


def _by_hand():
    with (HERE / "labelled_by_hand.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            original = real()[row["slug"]]
            chance = random.Random(row["name"])
            typed = _as_typed(
                replace(original, name=row["name"], organisation=row["organisation"]), chance
            )
            if row["same"] == "no" and original.organisation != row["organisation"]:
                typed = Description(row["name"], row["organisation"])
            same = row["same"] == "yes"
            yield Pair(original, typed, same, row["kind"], half_of(row["slug"]))


def _unseen():
    """Names of no entry, written before the score was first tried on them.

    At that first try 69 of 70 were found and 3 of 72 shown were wrong; "ways 2 work" and years
    that differ were seen to after it.
    """
    with (HERE / "labelled_unseen.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            same = row["same"] == "yes"
            one = Description(row["name"], row["organisation"])
            other = Description(row["other"], row["other_organisation"])
            yield Pair(one, other, same, "unseen", "held out")
            nameless = Description(row["name"]), Description(row["other"])
            yield Pair(*nameless, same, "unseen", "held out")


_TOWNS = [
    ("Exeter", "exeter", "EX1 1JN", 50.725, -3.527),
    ("Preston", "preston", "PR1 2RL", 53.759, -2.704),
    ("Swansea", "swansea", "SA1 3SN", 51.616, -3.938),
    ("Plymouth", "plymouth", "PL1 3BJ", 50.371, -4.143),
    ("Stockport", "stockport", "SK1 3XE", 53.407, -2.157),
]


def _moved():
    """Each entry that has a council's name in its own, as another council would run it."""
    for slug, original in real().items():
        read = [town for town in _names_of(original) if town in original.name]
        if not read:
            continue
        chance = random.Random(slug)
        for town, area, postcode, latitude, longitude in chance.sample(_TOWNS, 2):
            name = original.name.replace(read[0], town)
            moved = Description(
                name, f"{town} City Council", "", (postcode,), ((latitude, longitude),), (area,)
            )
            for typed in (moved, Description(name)):
                yield Pair(original, typed, False, "another town", half_of(slug))


def _names_of(described):
    areas = {row["slug"]: row["name"].split(",")[0] for row in _rows("areas.csv")}
    names = {areas[slug].replace("City of ", "").replace(" City", "") for slug in
             described.area_slugs}  # fmt: skip
    return sorted(names - {"UK"}, key=len, reverse=True)


def _real_pairs():
    """The most alike of all pairs of real entries; each is two projects, looked at by eye."""
    slugs = sorted(real())
    pairs = [(a, b) for i, a in enumerate(slugs) for b in slugs[i + 1 :]]
    hardest = sorted(pairs, key=lambda pair: -_crude_likeness(*(real()[s] for s in pair)))
    for a, b in hardest[:MOST_ALIKE]:
        one, other = real()[a], real()[b]
        half = half_of(a + b)
        yield Pair(one, other, False, "real", half)
        yield Pair(Description(one.name), Description(other.name), False, "real", half)


def _crude_likeness(one, other):
    words = [" ".join(sorted(each.name.lower().split())) for each in (one, other)]
    shared = (one.organisation == other.organisation) + (0.5 if one.website == other.website else 0)
    return difflib.SequenceMatcher(None, *words).ratio() + 0.3 * shared


# --- Figures ---


def figures(pairs, measure):
    """Return {"recall", "precision", "true", "false"} of a measure(one, other) -> bool."""
    counts = defaultdict(int)
    for pair in pairs:
        counts[pair.same, bool(measure(pair.one, pair.other))] += 1
    found, missed, shown = counts[True, True], counts[True, False], counts[False, True]
    return {
        "recall": found / (found + missed),
        "precision": found / (found + shown),
        "true": found + missed,
        "false": shown + counts[False, False],
    }
