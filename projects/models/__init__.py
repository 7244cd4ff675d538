"""The directory's tables."""

from projects.models.area import Area, Containment
from projects.models.decision import Decision
from projects.models.location import Location
from projects.models.organisation import Organisation
from projects.models.place import Outcode, Place, Postcode
from projects.models.project import FormerSlug, Involvement, Project
from projects.models.resource import Resource, Signpost
from projects.models.revision import LoadedRecord, Revision
from projects.models.taxonomy import Approach, Audience, DeliveryMode, Offer, Sector, Strand

__all__ = [
    "Approach",
    "Area",
    "Audience",
    "Containment",
    "Decision",
    "DeliveryMode",
    "FormerSlug",
    "Involvement",
    "LoadedRecord",
    "Location",
    "Offer",
    "Organisation",
    "Outcode",
    "Place",
    "Postcode",
    "Project",
    "Resource",
    "Revision",
    "Sector",
    "Signpost",
    "Strand",
]
