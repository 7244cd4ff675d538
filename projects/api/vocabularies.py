"""Areas and taxonomies: the words of the filters, whole, each with the number of projects."""

from rest_framework.response import Response

from projects.api import describe
from projects.api.views import PublicView, project_filter
from projects.models import Approach, Area, Offer, Strand

TAXONOMIES = {
    "offer": "What it offers",
    "strand": "Strand",
    "approach": "Approach",
    "audience": "Whom it is for",
    "sector": "Sector",
    "delivery": "How it is delivered",
    "status": "Is it running",
    "evidence": "Evidence",
}
# Those that say more of a term than its name.
DESCRIBED = {"offer": Offer, "strand": Strand, "approach": Approach}


class Areas(PublicView):
    """All areas, from the whole UK down to councils."""

    @describe.areas
    def get(self, request):
        """Answer with them, the widest first; how many projects of the query work in each."""
        asked = project_filter(request)
        rows = list(Area.objects.widest_first().prefetch_related("parents"))
        counts = asked.found.count_values([f"area:{area.slug}" for area in rows])
        results = [_area(area, counts.get(f"area:{area.slug}", 0)) for area in rows]
        return Response({"count": len(results), "next": None, "results": results})


class Taxonomies(PublicView):
    """The lists of words that projects are sorted by."""

    @describe.taxonomies
    def get(self, request):
        """Answer with them; how many projects of the query have each word."""
        asked = project_filter(request)
        found = asked.vocabulary
        values = [f"{name}:{slug}" for name in TAXONOMIES for slug in found.of(name)]
        counts = asked.found.count_values(values)
        results = [_taxonomy(name, found, counts) for name in TAXONOMIES]
        return Response({"count": len(results), "next": None, "results": results})


def _area(area, count):
    return {
        "slug": area.slug,
        "name": area.name,
        "name_cy": area.name_cy,
        "kind": area.kind,
        "code": area.code or "",
        "parents": sorted(parent.slug for parent in area.parents.all()),
        "latitude": area.latitude,
        "longitude": area.longitude,
        "project_count": count,
    }


def _taxonomy(name, vocabulary, counts):
    descriptions = descriptions_of(name)
    return {
        "name": name,
        "label": TAXONOMIES[name],
        "terms": [
            {
                "slug": word.slug,
                "name": word.name,
                "heading": word.heading,
                "description": descriptions.get(word.slug, ""),
                "project_count": counts.get(f"{name}:{word.slug}", 0),
            }
            for word in vocabulary.of(name).values()
        ],
    }


def descriptions_of(name):
    """Return {slug: description} of the terms of a taxonomy, if it has any."""
    model = DESCRIBED.get(name)
    return dict(model.objects.values_list("slug", "description")) if model else {}
