"""The directory's tables."""

from projects.models.alert import Alert
from projects.models.area import Area, Containment
from projects.models.counted import Bitmap, NameWord, PinSlot, SearchText
from projects.models.decision import Decision
from projects.models.judgement import NotTheSame
from projects.models.location import Location
from projects.models.lookup import GeocoderAnswer, Turn
from projects.models.mail import DigestSent, Mail
from projects.models.news import News
from projects.models.organisation import Organisation
from projects.models.place import Outcode, Place, Postcode
from projects.models.project import FormerSlug, Involvement, Project
from projects.models.resource import Resource, Signpost
from projects.models.review import Review, ReviewedEntry, WebsiteCheck
from projects.models.revision import LoadedRecord, Revision
from projects.models.submission import SavedReply, Submission
from projects.models.taxonomy import Approach, Audience, DeliveryMode, Offer, Sector, Strand, Topic
from projects.models.theme import Theme

__all__ = [
    "Alert",
    "Approach",
    "Area",
    "Audience",
    "Bitmap",
    "Containment",
    "Decision",
    "DeliveryMode",
    "DigestSent",
    "FormerSlug",
    "GeocoderAnswer",
    "Involvement",
    "LoadedRecord",
    "Location",
    "Mail",
    "NameWord",
    "News",
    "NotTheSame",
    "Offer",
    "Organisation",
    "Outcode",
    "PinSlot",
    "Place",
    "Postcode",
    "Project",
    "Resource",
    "Review",
    "ReviewedEntry",
    "Revision",
    "SavedReply",
    "SearchText",
    "Sector",
    "Signpost",
    "Strand",
    "Submission",
    "Theme",
    "Topic",
    "Turn",
    "WebsiteCheck",
]
