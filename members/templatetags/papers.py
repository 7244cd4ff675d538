"""The events that a resource was a paper of: the directory itself knows of no events."""

from django import template
from django.db.models import Prefetch, prefetch_related_objects

from members.models import Event

register = template.Library()


@register.simple_tag
def with_events(resources):
    """Return the resources as a list, each with its `shown_events`, latest first: one query."""
    resources = list(resources)
    events = Event.objects.shown().order_by("-starts", "-pk")
    prefetch_related_objects(resources, Prefetch("events", events, to_attr="shown_events"))
    return resources
