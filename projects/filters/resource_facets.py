"""What each value of the filter of resources would give."""

from projects.facets import Facet, Value

COUNTED = ["topic", "kind", "strand", "approach", "organisation", "project"]


def count_resource_facets(resource_filter):
    """Return the Facets of this query; none counts against itself. One query for each."""
    facets = [_facet(resource_filter, name) for name in COUNTED]
    return [facet for facet in facets if facet.values]


def _facet(resource_filter, name):
    chosen = resource_filter.data.getlist(name)
    counts = (resource_filter.without(name) if chosen else resource_filter).found.counts(name)
    values = [
        Value(word.slug, word.name, word.heading, counts.get(word.slug, 0), word.slug in chosen)
        for word in resource_filter.vocabulary.of(name).values()
        if word.slug in counts or word.slug in chosen
    ]
    return Facet(name, resource_filter.filters[name].label, values)
