"""Every question asked of the database, in the field's words. Imports no model."""

from projects.querysets.area import AreaQuerySet, SignpostQuerySet
from projects.querysets.decision import DecisionQuerySet
from projects.querysets.location import LocationQuerySet
from projects.querysets.organisation import OrganisationQuerySet
from projects.querysets.project import PlaceGroup, ProjectQuerySet
from projects.querysets.resource import ResourceQuerySet
from projects.querysets.submission import SubmissionQuerySet
from projects.querysets.theme import ThemeQuerySet

__all__ = [
    "AreaQuerySet",
    "DecisionQuerySet",
    "LocationQuerySet",
    "OrganisationQuerySet",
    "PlaceGroup",
    "ProjectQuerySet",
    "ResourceQuerySet",
    "SignpostQuerySet",
    "SubmissionQuerySet",
    "ThemeQuerySet",
]
