"""What the form offers to choose from, with what is chosen."""

from dataclasses import dataclass
from itertools import groupby

from projects.models import Area, Audience, Organisation
from projects.vocabulary import Vocabulary

# The words of a filter and the field of the form that holds them.
DIMENSIONS = {
    "offers": "offer",
    "approaches": "approach",
    "audiences": "audience",
    "sectors": "sector",
    "delivery_modes": "delivery",
    "coverage": "area",
}
MOST_NAMES = 1000


@dataclass(frozen=True)
class Option:
    """One box to tick."""

    slug: str
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class Part:
    """Options under one heading, which may be ""."""

    heading: str
    options: list

    @property
    def chosen(self):
        """How many of them are ticked."""
        return sum(option.is_chosen for option in self.options)


def parts_of(words, chosen):
    """Return the Parts of some words of a Vocabulary; chosen: slugs."""
    headings = dict(Audience.Group.choices)
    return [
        Part(headings.get(heading, heading), [_option(word, chosen) for word in group])
        for heading, group in groupby(words.values(), lambda word: word.heading)
    ]


def areas_of(words, chosen):
    """Return the areas as Parts: the widest, then each English region, then the other nations.

    A part begins with the whole region or nation and its city regions, which take their councils
    along. A city region that lies in two regions stands in both.
    """
    inside = {}
    links = Area.parents.through.objects.order_by("from_area__name")
    for inner, outer in links.values_list("from_area__slug", "to_area__slug"):
        inside.setdefault(outer, []).append(inner)
    of_kind = {}
    for word in words.values():
        of_kind.setdefault(word.heading, []).append(word)
    widest = [*of_kind.get("country", []), *of_kind.get("nation", [])]
    parts = [Part("", [_option(word, chosen) for word in widest])] if widest else []
    for wide in [*of_kind.get("region", []), *of_kind.get("nation", [])]:
        inner = [words[slug] for slug in inside.get(wide.slug, []) if slug in words]
        inner = [word for word in inner if word.heading in ("city_region", "council")]
        inner.sort(key=lambda word: word.heading != "city_region")
        if not inner and wide.heading == "nation":
            continue
        whole = [wide] if wide.heading == "region" else []
        options = [_option(word, chosen, word in whole) for word in [*whole, *inner]]
        parts.append(Part(wide.name, options))
    return parts


def _option(word, chosen, is_whole=False):
    name = f"All of {word.name}" if is_whole else word.name
    if word.heading == "city_region":
        name = f"{word.name} (all its councils)"
    return Option(word.slug, name, word.slug in chosen)


def load_vocabulary():
    """Return the words that terms and areas are chosen from: one query."""
    return Vocabulary.load()


def public_organisations():
    """Return the names of organisations that the site shows, or none where they are too many."""
    if Organisation.objects.count() > MOST_NAMES:
        return []
    shown = Organisation.objects.with_published_projects().order_by("name")
    return list(shown.values_list("name", flat=True))
