"""How a record of a fixture and a row of the database become each other."""

from dataclasses import dataclass, field

from projects.models import (
    Approach,
    Area,
    Audience,
    DeliveryMode,
    Involvement,
    Location,
    Offer,
    Organisation,
    Project,
    Resource,
    Sector,
    Signpost,
    Strand,
)


@dataclass(frozen=True)
class Spec:
    """One kind of record, with a slug as its key.

    fields are copied; links are foreign keys and many are many-to-many relations, both given by
    slug; extras are read and written by `read_extras` and `write_extras`.
    """

    kind: str
    model: type
    fields: list
    links: dict = field(default_factory=dict)
    many: dict = field(default_factory=dict)

    def as_record(self, row):
        """Return what the database holds of a row, in the form of the fixture."""
        record = {"slug": row.slug}
        record |= {name: getattr(row, name) for name in self.fields}
        record |= {name: getattr(getattr(row, name), "slug", "") for name in self.links}
        record |= {
            name: sorted(getattr(row, name).values_list("slug", flat=True)) for name in self.many
        }
        return record | self.read_extras(row)

    def write(self, record, row=None):
        """Save a record as a new row, or over this one. Raises LookupError for an unknown slug."""
        row = row or self.model(slug=record["slug"])
        for name in self.fields:
            setattr(row, name, record[name])
        for name, model in self.links.items():
            setattr(row, name, _by_slug(model, [record[name]])[0] if record[name] else None)
        row.skip_history_when_saving = True  # until the whole record is there
        row.save()
        for name, model in self.many.items():
            getattr(row, name).set(_by_slug(model, record[name]))
        self.write_extras(record, row)
        del row.skip_history_when_saving
        if hasattr(self.model, "history"):
            row._change_reason = "Loaded from the fixtures"
            row.save()
        return row

    def read_extras(self, row):
        """Return what else belongs to the record: nothing, for most kinds."""
        return {}

    def write_extras(self, record, row):
        """Save what else belongs to the record: nothing, for most kinds."""


class ProjectSpec(Spec):
    """A project with its partners, funders and locations."""

    location_fields = ["role", "label", "postcode", "latitude", "longitude", "precision", "source"]

    def read_extras(self, row):
        """Return partners, funders, locations, and what staff decide: state and check."""
        involved = row.involvements.values_list("role", "organisation__slug")
        return {
            "partners": sorted(slug for role, slug in involved if role == "partner"),
            "funders": sorted(slug for role, slug in involved if role == "funder"),
            "locations": [
                {name: getattr(each, name) for name in self.location_fields}
                | {"council": getattr(each.council, "slug", None)}
                for each in row.locations.select_related("council").order_by("pk")
            ],
            "state": row.state,
            "checked_on": str(row.checked_on or ""),
        }

    def write_extras(self, record, row):
        """Save partners, funders and locations in place of those there are."""
        row.involvements.all().delete()
        for name, role in [("partners", "partner"), ("funders", "funder")]:
            for organisation in _by_slug(Organisation, record[name]):
                Involvement.objects.create(project=row, organisation=organisation, role=role)
        row.locations.all().delete()
        for each in record["locations"]:
            values = {name: each[name] for name in self.location_fields}
            council = _by_slug(Area, [each["council"]])[0] if each["council"] else None
            Location.objects.create(project=row, council=council, **values)


def _by_slug(model, slugs):
    if not slugs:
        return []
    found = {row.slug: row for row in model.objects.filter(slug__in=slugs)}
    missing = set(slugs) - found.keys()
    if missing:
        names = ", ".join(sorted(missing))
        raise LookupError(f"there is no {model._meta.verbose_name} {names}")
    return [found[slug] for slug in slugs]


TERM = ["name", "order"]
AREA = Spec(
    "area",
    Area,
    ["name", "name_cy", "kind", "code", "latitude", "longitude"],
    {},
    {"parents": Area},
)
TAXONOMY = [
    Spec("offer", Offer, [*TERM, "description"]),
    Spec("strand", Strand, [*TERM, "description"]),
    Spec("approach", Approach, [*TERM, "description"], {"strand": Strand}),
    Spec("audience", Audience, [*TERM, "group"]),
    Spec("sector", Sector, [*TERM, "code"]),
    Spec("delivery_mode", DeliveryMode, TERM),
]
ORGANISATION = Spec(
    "organisation",
    Organisation,
    [
        "name", "kind", "website", "town", "latitude", "longitude",
        "charity_number", "company_number", "description",
    ],
)  # fmt: skip
PROJECT = ProjectSpec(
    "project",
    Project,
    [
        "name", "summary", "description", "start_year", "end_year", "status",
        "website", "website_is_own_page", "how_to_join",
        "contact_phone", "contact_email", "contact_page", "results", "learned", "sources",
    ],
    {"lead_organisation": Organisation},
    {
        "offers": Offer, "approaches": Approach, "audiences": Audience, "sectors": Sector,
        "delivery_modes": DeliveryMode, "coverage": Area,
    },
)  # fmt: skip
RESOURCE = Spec(
    "resource",
    Resource,
    ["title", "kind", "year", "link"],
    {"organisation": Organisation},
    {"projects": Project},
)
SIGNPOST = Spec(
    "signpost",
    Signpost,
    ["name", "what_for", "phone", "hours", "cost", "page", "order"],
    {},
    {"areas": Area},
)
