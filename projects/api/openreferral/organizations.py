"""Organisations, as the standard spells them."""

from django.conf import settings

from projects.api.openreferral.identifiers import named_uuid, row_uuid


def organization(row):
    """Return a projects.models.Organisation. Not: where its office stands."""
    identifier = row_uuid("organization", row.pk)
    found = {
        "id": identifier,
        "name": row.name,
        "description": row.description or f"{row.name} ({row.get_kind_display().lower()}).",
        "uri": f"{settings.SITE_URL}{row.get_absolute_url()}",
        "organization_identifiers": [
            {
                "id": named_uuid("identifier", scheme, str(row.pk)),
                "organization_id": identifier,
                "identifier_scheme": scheme,
                "identifier_type": words,
                "identifier": number,
            }
            for scheme, words, number in _registered(row)
        ],
    }
    return found | ({"website": row.website} if row.website else {})


def _registered(row):
    """(scheme of org-id.guide, its name, number) of each register that it is in."""
    if number := row.charity_number:
        register = {"SC": "GB-SC", "NI": "GB-NIC"}.get(number[:2].upper(), "GB-CHC")
        yield register, "Charity number", number
    if number := row.company_number:
        yield "GB-COH", "Company number", number
