"""Taxonomies and their terms."""

from django.conf import settings
from django.urls import reverse

from projects.api.openreferral.identifiers import named_uuid
from projects.api.vocabularies import TAXONOMIES, descriptions_of
from projects.channels.columns import VERSION

# Dimension of the query: the column of a record that has its terms.
COLUMNS = {
    "offer": "offers",
    "strand": "strands",
    "approach": "approaches",
    "audience": "audiences",
    "sector": "sectors",
    "delivery": "delivery_modes",
}


def taxonomies():
    """Return all taxonomies."""
    return [
        {
            "id": taxonomy_id(name),
            "name": TAXONOMIES[name],
            "description": f"Better Work Map: {TAXONOMIES[name].lower()}.",
            "uri": f"{settings.SITE_URL}{reverse('api_taxonomies')}",
            "version": str(VERSION),
        }
        for name in COLUMNS
    ]


def terms(vocabulary):
    """Return all terms, those of one taxonomy after those of another."""
    found = []
    for name in COLUMNS:
        descriptions = descriptions_of(name)
        for word in vocabulary.of(name).values():
            found.append(term(name, word.slug, word.name, descriptions.get(word.slug)))
    return found


def term(name, slug, title, description=None):
    """Return one term of a taxonomy, which is called as in a query."""
    return {
        "id": term_id(name, slug),
        "code": slug,
        "name": title,
        "term": title,
        "description": description or title,
        "language": "en",
        "taxonomy": TAXONOMIES[name],
        "taxonomy_id": taxonomy_id(name),
        "term_uri": f"{settings.SITE_URL}{reverse('project_list')}?{name}={slug}",
    }


def term_id(name, slug):
    """Return the identifier of a term."""
    return named_uuid("term", name, slug)


def taxonomy_id(name):
    """Return the identifier of a taxonomy, which is called as in a query."""
    return named_uuid("taxonomy", name)
