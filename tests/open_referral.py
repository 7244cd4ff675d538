"""Identifiers for the addresses of Open Referral UK, whose last part is a UUID."""

from projects.api.openreferral.identifiers import named_uuid, row_uuid
from projects.models import Location, Organisation, Project

ROWS = {
    "services": Project,
    "organizations": Organisation,
    "locations": Location,
    "service_at_locations": Location,
}
NAMED = {
    "taxonomies": named_uuid("taxonomy", "offer"),
    "taxonomy_terms": named_uuid("term", "offer", "help-for-workers"),
}


def shown_and_hidden(kind):
    """Return identifiers of what tests.everywhere fills in: of something shown, and hidden."""
    shown, hidden = Project.objects.get(slug="shown"), Project.objects.get(slug="quokka-project")
    match kind:
        case "services":
            numbers = [shown.pk, hidden.pk]
        case "organizations":
            numbers = [shown.lead_organisation_id, hidden.lead_organisation_id]
        case "locations" | "service_at_locations":
            numbers = [shown.locations.get(on_map=True).pk, Location.objects.get(public=False).pk]
        case _:
            return [NAMED[kind]]
    return [row_uuid(kind.removesuffix("s"), number) for number in numbers]


def arguments():
    """Return {name of an address: arguments} for all rows there are, hidden ones too."""
    found = {
        kind: [row_uuid(kind.removesuffix("s"), row.pk) for row in model.objects.all()]
        for kind, model in ROWS.items()
    }
    found |= {kind: [identifier] for kind, identifier in NAMED.items()}
    return {f"hsds_{kind}_one": [{"id": each} for each in ids] for kind, ids in found.items()}
