"""Joining: what whoever applies does, and what staff decide."""

from members.workflow.applications.deciding import approve, ask, reject
from members.workflow.applications.sending import answer, confirm, erase, receive, withdraw

__all__ = ["answer", "approve", "ask", "confirm", "erase", "receive", "reject", "withdraw"]
