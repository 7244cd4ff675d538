"""What staff see of the network, one module for each model, and its sections of Today."""

from members.admin import event, export, member, message, profile, requests, today

__all__ = ["event", "export", "member", "message", "profile", "requests", "today"]
