"""Addresses that stay the same as long as a process lives, each worked out once.

A page has forty of them in its frame. Django's own tags work out each one every time, which took as
long as all cards of the list.
"""

from functools import cache

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join

register = template.Library()


@register.simple_tag
@cache
def address(name):
    """Return the path of the page with this name, one whose address has no parts that vary."""
    return reverse(name)


@register.simple_tag
@cache
def asset(path):
    """Return the address of a static file."""
    return static(path)


@register.simple_tag
@cache
def stylesheets(names, media=""):
    """Return the links to style sheets. names: of files in css/, apart by spaces."""
    only = format_html(' media="{}"', media) if media else ""
    links = ((static(f"css/{name}.css"), only) for name in names.split())
    return format_html_join("\n", '<link rel="stylesheet" href="{}"{}>', links)
