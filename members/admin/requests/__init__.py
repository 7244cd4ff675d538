"""What people ask of the network, and the pages on which staff decide about it."""

from members.admin.requests import application, complaint, proposal, stewardship

__all__ = ["application", "complaint", "proposal", "stewardship"]
