"""Locations: where a service happens, as far as that is public."""

from django.db.models import Q

from projects.api.openreferral.identifiers import row_uuid
from projects.models import Location

_HERE = Q(role=Location.Role.DELIVERY) | Q(on_map=True)


def locations_of(ids):
    """Return the public locations of projects (Ids) where their work happens, a queryset.

    Not the office of a project that serves more than one council: nothing happens there.
    """
    return with_published(Location.objects.public().among(ids).filter(_HERE))


def with_published(locations):
    """Return those of them that belong to a published project, with what is said of them."""
    return locations.filter(project__state="published").select_related("council").order_by("pk")


def location(row):
    """Return one projects.models.Location. Degrees of WGS 84."""
    council = row.council.name if row.council else ""
    found = {
        "id": row_uuid("location", row.pk),
        "location_type": "physical",
        "name": row.label or row.postcode or council or str(row),
        "latitude": row.latitude,
        "longitude": row.longitude,
        "addresses": [_address(row)] if row.address or row.postcode else [],
    }
    if row.precision != Location.Precision.EXACT:
        found["description"] = f"The point stands for the {row.precision}."
    return found


def service_at_location(row):
    """Return the link between a service and one of its locations, with the location."""
    return {
        "id": row_uuid("service_at_location", row.pk),
        "service_id": row_uuid("service", row.project_id),
        "location_id": row_uuid("location", row.pk),
        "location": location(row),
    }


def _address(row):
    council = row.council.name if row.council else ""
    return {
        "id": row_uuid("address", row.pk),
        "location_id": row_uuid("location", row.pk),
        "address_1": row.address or row.label,
        "city": row.label or council,
        "state_province": council,
        "postal_code": row.postcode,
        "country": "GB",
        "address_type": "physical",
    }
