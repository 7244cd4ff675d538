"""What a page says of itself to search engines and to sites that show a link to it."""

import json

from django import template
from django.utils.safestring import mark_safe

register = template.Library()

# One value of one of these makes a page worth finding; every other query is one of very many.
WORTH_FINDING = {"area", "offer", "strand", "approach", "audience", "sector", "delivery", "status"}
WORTH_FINDING |= {"evidence", "topic", "kind"}

# Nothing in the text can end the script element, or be markup in any other way.
_HARMLESS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


@register.tag
def capture(parser, token):
    """Keep what stands up to `endcapture` in a variable: {% capture title %}…{% endcapture %}.

    A block can be filled in once only, and a page says its title several times.
    """
    _, name = token.split_contents()
    nodelist = parser.parse(["endcapture"])
    parser.delete_first_token()
    return _Capture(nodelist, name)


class _Capture(template.Node):
    def __init__(self, nodelist, name):
        self.nodelist, self.name = nodelist, name

    def render(self, context):
        context[self.name] = mark_safe(self.nodelist.render(context).strip())
        return ""


@register.filter
def is_one_of_many(query_filter):
    """Whether the page of a query is one of very many much alike: search engines leave it out."""
    values = [(name, value) for name, values in query_filter.data.lists() for value in values]
    return len(values) > 1 or any(name not in WORTH_FINDING for name, _ in values)


@register.simple_tag
def json_ld(value):
    """Return a dictionary of schema.org as a data block, which no browser runs; "" for None.

    The letters are ASCII, and <, > and & are written as numbers, so no text in it can end the
    element.
    """
    if not value:
        return ""
    text = json.dumps({"@context": "https://schema.org", **value}, default=str)
    return mark_safe(f'<script type="application/ld+json">{text.translate(_HARMLESS)}</script>')
