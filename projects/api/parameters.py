"""What may be asked, as parameters of the OpenAPI document: drawn from the filters themselves."""

import django_filters
from drf_spectacular.utils import OpenApiParameter

from projects.api.lists import MOST, USUAL
from projects.filters import ProjectFilter, ResourceFilter
from projects.filters.fields import BoundsFilter, FacetFilter
from projects.filters.query_filter import LONGEST_TEXT, MOST_VALUES
from projects.models import Project, Resource
from projects.vocabulary import EVIDENCE

# What the code knows all values of; the others are in /api/v1/taxonomies/ and /api/v1/areas/.
_KNOWN = {"status": Project.Status.values, "evidence": list(EVIDENCE)}
_DESCRIPTIONS = {
    "q": "Words to search for, whatever their endings. “or”, quotes and a minus sign work.",
    "near": "A postcode, its first half, or the name of a place. All that helps somebody there, "
    "nearest first.",
    "within": "How many miles from “near” count as nearby; 10 unless given.",
    "area": "Works in an area, or inside it: slugs of /api/v1/areas/.",
    "wider": "1: also what serves an area around that area, such as the whole nation.",
    "checked": "year: confirmed by somebody within the last year.",
    "organisation": "Has a part in it: slugs of /api/v1/organisations/.",
    "funder": "Pays for it: slugs of /api/v1/organisations/.",
    "bbox": "With a pin in this box: west,south,east,north in degrees of WGS 84.",
    "sort": "The order, unless “near” is given. Without it: the best match for “q”, else running "
    "first.",
}
_RESOURCE_DESCRIPTIONS = {
    "sort": "The order. Without it: the best match for “q”, else the latest first.",
    "organisation": "Published by: slugs of organisations.",
    "project": "About the project: slugs of /api/v1/projects/.",
}


def of_filter(filter_class, descriptions):
    """Return an OpenApiParameter for each filter of a QueryFilter, in their order."""
    known = {} if filter_class is ResourceFilter else _KNOWN
    return [
        _parameter(name, each, descriptions.get(name, ""), known.get(name))
        for name, each in filter_class.base_filters.items()
    ]


def _parameter(name, each, description, known):
    schema, more = {"type": "string", "maxLength": LONGEST_TEXT}, {}
    match each:
        case FacetFilter():
            slug = {"type": "string"} | ({"enum": known} if known else {})
            schema = {"type": "array", "items": slug, "maxItems": MOST_VALUES}
            more = {"style": "form", "explode": True}
            description = description or "Any of these: slugs of /api/v1/taxonomies/."
        case django_filters.ChoiceFilter():
            schema = {"type": "string", "enum": [value for value, _ in each.extra["choices"]]}
        case BoundsFilter():
            edge = r"-?\d{1,3}(\.\d{1,12})?"
            schema = {"type": "string", "pattern": f"^{edge},{edge},{edge},{edge}$"}
        case _ if "min_value" in each.extra:
            whole = "year" in each.field_name
            schema = {
                "type": "integer" if whole else "number",
                "minimum": each.extra["min_value"],
                "maximum": each.extra["max_value"],
            }
    text = f"{each.label}. {description}".strip()
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=text, **more)


OF_PROJECTS = of_filter(ProjectFilter, _DESCRIPTIONS)
OF_RESOURCES = of_filter(ResourceFilter, _RESOURCE_DESCRIPTIONS)
LIMIT = OpenApiParameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
    OpenApiParameter.QUERY,
    description="How many entries a page has.",
)
CURSOR = OpenApiParameter(
    "cursor",
    {"type": "string", "maxLength": 2000},
    OpenApiParameter.QUERY,
    description="Where the page begins. Do not make one up: follow “next”.",
)
RESOURCE_KINDS = Resource.Kind.values


def slug(what):
    """Return the parameter of an address that ends in the slug of something."""
    pattern = {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,200}$"}
    return OpenApiParameter("slug", pattern, OpenApiParameter.PATH, description=f"Slug of {what}.")
