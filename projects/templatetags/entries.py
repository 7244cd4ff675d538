"""Facts of an entry as a card, a row or a link shows them."""

import re
from urllib.parse import urlsplit

from django import template

from projects import markdown as markdown_module
from projects.places.names import short_name
from projects.words import status_in_words

register = template.Library()
register.filter("short_name", short_name)

_NAME_BEFORE = re.compile(r"(?<=//)[^/?#]*@")


@register.filter
def markdown(text):
    """Return safe HTML for what was typed as Markdown."""
    return markdown_module.to_html(text)


@register.filter
def status_words(project):
    """Return the honest sentence about whether it runs."""
    return status_in_words(project)


@register.filter
def short_address(address):
    """Return an address as text of a link: its site and the last part of its path."""
    beyond = address.partition("?")[0].partition("://")[2].rstrip("/")
    _, slash, last = beyond.rpartition("/")
    return f"{host(address)} … {last}" if slash and last else host(address)


@register.filter
def hue(strand):
    """Return which of the three hues a strand has: 1, 2 or 3."""
    return strand.order % 3 + 1


@register.filter
def is_web_address(text):
    """Tell whether a line of the sources is an address, and not a few words."""
    is_one = text.startswith(("https://", "http://")) and " " not in text
    return is_one and web_address(text) == text


@register.filter
def web_address(address):
    """Return a stored address if it leads to the web, and nothing if a browser would run it.

    A name before the site's is left out: https://bank.example@evil.example leads to evil.example.
    """
    if not address.lower().startswith(("https://", "http://")):
        return ""
    return _NAME_BEFORE.sub("", address, count=1)


@register.filter
def host(address):
    """Return the name of the site that an address leads to, without www."""
    try:
        return (urlsplit(address).hostname or address).removeprefix("www.")
    except ValueError:
        return address


@register.filter
def telephone(number):
    """Return a printed phone number as a tel: address."""
    digits = "".join(c for c in number if c.isdigit())
    return f"tel:+{digits}" if number.strip().startswith("+") else f"tel:{digits}"
