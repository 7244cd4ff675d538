"""The values of a facet, to tick or to choose."""

from html import escape
from itertools import groupby
from operator import attrgetter

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext

from projects.models import Audience
from projects.templatetags.signs import status_sign

register = template.Library()

# Of audiences a code is stored.
HEADINGS = dict(Audience.Group.choices)

# In the languages of the UK all numbers from here on take the same word.
SAME_WORD = 21


@register.simple_tag
def chosen_count(facet):
    """Return how many values of a facet are chosen."""
    return sum([value.is_chosen for value in facet.values])


@register.simple_tag
def options(facet, kind, noun):
    """Return the values of a facet as items of a list. kind: checkbox, or radio for one at a time.

    noun: what is counted, "project" or "resource". Written in Python, because there are a hundred
    on a page, and the same lines in a template take ten times as long.
    """
    nouns = _nouns(facet, noun)
    name = escape(facet.name)
    return mark_safe("\n".join(_option(name, value, kind, nouns) for value in facet.values))


@register.simple_tag
def headed_options(facet, noun):
    """Return the values of a facet as lists of boxes to tick, one for each heading."""
    name, nouns, lists = escape(facet.name), _nouns(facet, noun), []
    headed = groupby(facet.values, attrgetter("heading"))
    for number, (heading, values) in enumerate(headed, start=1):
        label = ""
        if heading:
            part = f"facet-{name}-part-{number}"
            words = escape(HEADINGS.get(heading, heading))
            lists.append(f'<p class="facet__heading" id="{part}">{words}</p>')
            label = f' aria-labelledby="{part}"'
        lists.append(f'<ul role="list"{label}>')
        lists += [_option(name, value, "checkbox", nouns) for value in values]
        lists.append("</ul>")
    return mark_safe("\n".join(lists))


def _nouns(facet, noun):
    """Return {number: the word for what is counted}, for all numbers from SAME_WORD on once."""
    numbers = {min(value.count, SAME_WORD) for value in facet.values}
    return {number: escape(_noun(noun, number)) for number in numbers}


def _option(name, value, kind, nouns):
    slug = escape(value.slug)
    sign = status_sign(value.slug) if name == "status" else ""
    return (
        f'<li><label class="option"><input type="{kind}" name="{name}" value="{slug}" '
        f'id="facet-{name}-{slug}"{" checked" if value.is_chosen else ""}> '
        f'<span class="option__name">{sign}{escape(value.name)}</span> '
        f'<span class="option__count">{value.count:,}<span class="visually-hidden"> '
        f"{nouns[min(value.count, SAME_WORD)]}</span></span></label></li>"
    )


def _noun(noun, count):
    if noun == "resource":
        return ngettext("resource", "resources", count)
    return ngettext("project", "projects", count)
