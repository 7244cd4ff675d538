"""The values a filter may have, with their names, in one query."""

from dataclasses import dataclass, field
from operator import attrgetter

from projects.models import Project
from projects.reading import connection, snapshot_key

CHECKED = {"year": "Within a year"}
EVIDENCE = {"evaluation": "Has an evaluation", "none-known": "No evaluation known"}

_TERMS = """
SELECT 'offer', slug, name, '' AS heading, "order", ARRAY[]::text[] FROM projects_offer
UNION ALL SELECT 'strand', slug, name, '', "order", ARRAY[]::text[] FROM projects_strand
UNION ALL SELECT 'approach', approach.slug, approach.name, strand.name,
    strand."order" * 1000 + approach."order", ARRAY[]::text[]
FROM projects_approach AS approach JOIN projects_strand AS strand ON strand.id = strand_id
UNION ALL SELECT 'audience', slug, name, "group", "order", ARRAY[]::text[] FROM projects_audience
UNION ALL SELECT 'sector', slug, name, '', "order", ARRAY[]::text[] FROM projects_sector
UNION ALL SELECT 'delivery', slug, name, '', "order", ARRAY[]::text[] FROM projects_deliverymode
UNION ALL SELECT 'area', slug, name, kind, 0, ARRAY(
    SELECT outside.slug::text
    FROM projects_area_parents JOIN projects_area AS outside ON outside.id = to_area_id
    WHERE from_area_id = area.id
)
FROM projects_area AS area
ORDER BY 1, 5, 3, 2
"""

# The words of the newest state of the data that this process has read: (snapshot_key, words).
# They change a few times a year, and reading five hundred takes as long as all the rest of a page.
_newest = (None, {})


@dataclass(frozen=True, slots=True)
class Word:
    """One value of a filter: its slug in addresses, its name, and what it stands under.

    rank: where it stands among the words of its dimension. parents: slugs of the areas around it.
    """

    slug: str
    name: str
    heading: str = ""
    rank: int = 0
    parents: tuple = ()


@dataclass
class Vocabulary:
    """Words by dimension ("offer", "approach" …) and slug, in the order in which to show them."""

    words: dict = field(default_factory=dict)

    @classmethod
    def load(cls):
        """Read all words but the organisations', which are too many: one query at most.

        In a snapshot of data that has not changed since the last load, none.
        """
        global _newest
        key, words = _newest
        if key is None or key != snapshot_key():
            words = _read()
            _newest = (snapshot_key(), words)
        return cls(words | _choices())

    def of(self, dimension):
        """Return the words of a dimension by slug."""
        return self.words.get(dimension, {})

    def choices(self, dimension):
        """Return the words of a dimension as Django's form fields want them."""
        return [(word.slug, word.name) for word in self.of(dimension).values()]

    def parts_of(self, area):
        """Return the slugs of the areas just inside an area, in the order of their names."""
        return [slug for slug, word in self.of("area").items() if area in word.parents]

    def names(self, dimension, slugs):
        """Return the names of these values, in the order in which to show them."""
        known = self.of(dimension)
        words = [known[slug] for slug in slugs if slug in known]
        return [word.name for word in sorted(words, key=attrgetter("rank"))]


def _read():
    words = {}
    with connection().cursor() as cursor:
        cursor.execute(_TERMS)
        for dimension, slug, name, heading, _order, parents in cursor.fetchall():
            known = words.setdefault(dimension, {})
            known[slug] = Word(slug, name, heading, len(known), tuple(parents))
    return words


def _choices():
    """The words that the code has; they may be in another language for the next page."""
    return {
        "status": {slug: Word(slug, str(label)) for slug, label in Project.Status.choices},
        "evidence": {slug: Word(slug, name) for slug, name in EVIDENCE.items()},
        "checked": {slug: Word(slug, name) for slug, name in CHECKED.items()},
    }
