"""The values a filter may have, with their names, in one query."""

from dataclasses import dataclass, field

from django.db import connection

from projects.models import Project

EVIDENCE = {"evaluation": "Has an evaluation", "none-known": "No evaluation known"}

_TERMS = """
SELECT 'offer', slug, name, '' AS heading, "order" FROM projects_offer
UNION ALL SELECT 'strand', slug, name, '', "order" FROM projects_strand
UNION ALL SELECT 'approach', approach.slug, approach.name, strand.name,
    strand."order" * 1000 + approach."order"
FROM projects_approach AS approach JOIN projects_strand AS strand ON strand.id = strand_id
UNION ALL SELECT 'audience', slug, name, "group", "order" FROM projects_audience
UNION ALL SELECT 'sector', slug, name, '', "order" FROM projects_sector
UNION ALL SELECT 'delivery', slug, name, '', "order" FROM projects_deliverymode
UNION ALL (SELECT 'area', slug, name, kind, 0 FROM projects_area)
ORDER BY 1, 5, 3
"""


@dataclass(frozen=True)
class Word:
    """One value of a filter: its slug in addresses, its name, and what it stands under."""

    slug: str
    name: str
    heading: str = ""


@dataclass
class Vocabulary:
    """Words by dimension ("offer", "approach" …) and slug, in the order in which to show them."""

    words: dict = field(default_factory=dict)

    @classmethod
    def load(cls):
        """Read all words but the organisations', which are too many: one query."""
        words = {}
        with connection.cursor() as cursor:
            cursor.execute(_TERMS)
            for dimension, slug, name, heading, _order in cursor.fetchall():
                words.setdefault(dimension, {})[slug] = Word(slug, name, heading)
        words["status"] = {slug: Word(slug, str(label)) for slug, label in Project.Status.choices}
        words["evidence"] = {slug: Word(slug, name) for slug, name in EVIDENCE.items()}
        return cls(words)

    def of(self, dimension):
        """Return the words of a dimension by slug."""
        return self.words.get(dimension, {})

    def choices(self, dimension):
        """Return the words of a dimension as Django's form fields want them."""
        return [(word.slug, word.name) for word in self.of(dimension).values()]
