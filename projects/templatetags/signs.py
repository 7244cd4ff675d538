"""Small drawings inside a page."""

from html import escape

from django import template
from django.utils.safestring import mark_safe

register = template.Library()

# A shape for each status, on 16 by 16.
SHAPES = {
    "current": '<circle cx="8" cy="8" r="6.5" fill="currentColor"/>',
    "planned": '<circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" '
    'stroke-width="2.5"/>',
    "paused": '<circle cx="8" cy="8" r="5.75" fill="none" stroke="currentColor" '
    'stroke-width="1.5"/><path d="M8 2.25a5.75 5.75 0 0 0 0 11.5z" fill="currentColor"/>',
    "past": '<path d="M2.5 2.5h11v11h-11z" fill="currentColor"/>',
    "unknown": '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" '
    'stroke-width="2.25" stroke-dasharray="2.3 2.02"/>',
}


@register.filter
def status_sign(status):
    """Return the sign of a status as SVG. The words always stand beside it."""
    return mark_safe(
        f'<svg class="status-sign status-sign--{escape(status)}" viewBox="0 0 16 16" width="16" '
        f'height="16" aria-hidden="true" focusable="false">'
        f"{SHAPES.get(status, SHAPES['unknown'])}</svg>"
    )
