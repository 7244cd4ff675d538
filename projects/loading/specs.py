"""How a record of a fixture and a row of the database become each other."""

from dataclasses import dataclass, field

from projects.loading.snapshot import NOT_EDITED
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
    Theme,
    Topic,
)


class NameTaken(Exception):
    """Staff have made an entry of this name themselves, under another address."""


@dataclass(frozen=True)
class Spec:
    """One kind of record, with a slug as its key.

    fields are copied; links are foreign keys and many are many-to-many relations, both given by
    slug; extras are written by `write_extras`. identity names the fields that no two may share.
    is_migrated: a migration may have made the rows before the file was loaded.
    """

    kind: str
    model: type
    fields: list
    links: dict = field(default_factory=dict)
    many: dict = field(default_factory=dict)
    identity: tuple = ()
    is_migrated: bool = False

    def holds(self, record):
        """Whether the database has the record just as a migration made it."""
        if not self.is_migrated:
            return False
        values = {name: record[name] for name in self.fields}
        return self.model.objects.filter(slug=record["slug"], **values).exists()

    def write(self, record, references, row=None):
        """Save a record as a new row, or over this one.

        Raises LookupError for what is missing or an unknown slug, ValidationError for what the
        model refuses, NameTaken, and what Python raises for a value of the wrong type.
        """
        is_update = row is not None
        row = row or self.model(slug=record["slug"])
        if is_update and hasattr(row, "version"):
            row.version += 1  # a form that was opened before is told so
        for name in self.fields:
            setattr(row, name, record[name])
        for name, model in self.links.items():
            setattr(row, name, references.find_one(model, record[name]))
        if self._is_taken(row):
            raise NameTaken
        row.full_clean(exclude=NOT_EDITED)
        row.skip_history_when_saving = True  # until the whole record is there
        row.save()
        for name, model in self.many.items():
            getattr(row, name).set(references.find(model, record[name]))
        self.write_extras(record, references, row)
        del row.skip_history_when_saving
        if hasattr(self.model, "history"):
            row._change_reason = "Loaded from the fixtures"
            row.save()
        return row

    def _is_taken(self, row):
        values = {name: getattr(row, name) for name in self.identity}
        return values and self.model.objects.filter(**values).exclude(pk=row.pk).exists()

    def write_extras(self, record, references, row):
        """Save what else belongs to the record: nothing, for most kinds."""


class ProjectSpec(Spec):
    """A project with its partners, funders and locations."""

    location_fields = ["role", "label", "postcode", "latitude", "longitude", "precision", "source"]
    # The files need not have these: most locations are public and have no more than a postcode.
    location_defaults = {"address": "", "public": True}

    def write_extras(self, record, references, row):
        """Save partners, funders and locations in place of those there are."""
        row.involvements.all().delete()
        for name, role in [("partners", "partner"), ("funders", "funder")]:
            for organisation in references.find(Organisation, record[name]):
                Involvement.objects.create(project=row, organisation=organisation, role=role)
        row.locations.all().delete()
        for each in record["locations"]:
            values = {name: each[name] for name in self.location_fields}
            values |= {
                name: each.get(name, value) for name, value in self.location_defaults.items()
            }
            council = references.find_one(Area, each["council"])
            location = Location(project=row, council=council, **values)
            location.full_clean(exclude=["project"])
            location.save()


TERM = ["name", "order"]
AREA = Spec(
    "area",
    Area,
    ["name", "name_cy", "other_names", "kind", "code", "latitude", "longitude"],
    {},
    {"parents": Area},
    ("name", "kind"),
)
TAXONOMY = [
    Spec("offer", Offer, [*TERM, "description"], identity=("name",)),
    Spec("strand", Strand, [*TERM, "description"], identity=("name",)),
    Spec("approach", Approach, [*TERM, "description"], {"strand": Strand}, {}, ("name",)),
    Spec("audience", Audience, [*TERM, "group"], identity=("name",)),
    Spec("sector", Sector, [*TERM, "code"], identity=("name",)),
    Spec("delivery_mode", DeliveryMode, TERM, identity=("name",)),
    Spec("topic", Topic, TERM, identity=("name",), is_migrated=True),
]
ORGANISATION = Spec(
    "organisation",
    Organisation,
    [
        "name", "kind", "website", "town", "latitude", "longitude",
        "charity_number", "company_number", "description",
    ],
    identity=("name",),
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
    {"projects": Project, "topics": Topic, "approaches": Approach},
)
SIGNPOST = Spec(
    "signpost",
    Signpost,
    ["name", "what_for", "phone", "hours", "cost", "page", "order"],
    {},
    {"areas": Area},
)
THEME = Spec(
    "theme",
    Theme,
    ["title", "summary", "body", "query", "published", "order"],
    identity=("title",),
)
