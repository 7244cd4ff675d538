"""The tables of the network: people, what they ask for, events, and what is recorded of it."""

from members.models.application import Application
from members.models.complaint import Complaint
from members.models.event import Event, Registration
from members.models.export import Export
from members.models.member import Member
from members.models.message import Message, MessageCopy, Refusal
from members.models.profile import Audience, Kind, Profile
from members.models.proposal import ResourceProposal
from members.models.step import Step
from members.models.stewardship import Stewardship

__all__ = [
    "Application",
    "Audience",
    "Complaint",
    "Event",
    "Export",
    "Kind",
    "Member",
    "Message",
    "MessageCopy",
    "Profile",
    "Refusal",
    "Registration",
    "ResourceProposal",
    "Step",
    "Stewardship",
]
