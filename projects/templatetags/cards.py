"""Projects as the cards of a list."""

from html import escape

from django import template
from django.db.models import QuerySet
from django.utils.safestring import mark_safe

from projects.cards import Card, cards_of
from projects.cards import cards as cards_in
from projects.templatetags.queries import miles
from projects.templatetags.signs import status_sign

register = template.Library()


@register.simple_tag
def as_cards(projects):
    """Return projects as cards show them: a queryset, Projects with their lead, or Cards."""
    if isinstance(projects, QuerySet):
        return cards_in(projects)
    return projects if projects and isinstance(projects[0], Card) else cards_of(projects)


@register.simple_tag
def cards(projects, level):
    """Return the items of a list of cards. level: that of their headings.

    Written in Python, because there are 25 on a page and a template takes five times as long.
    """
    return mark_safe("\n".join(_card(each, level) for each in as_cards(projects)))


def _card(card, level):
    facts = [card.places]
    if card.miles is not None:
        facts.append(f"{miles(card.miles)}, straight line")
    if card.offers:
        facts.append(card.offers)
    listed = "".join(f"<li>{escape(fact)}</li>\n" for fact in facts)
    return f"""\
<li><article class="card">
<div class="card__main">
<h{level} class="card__name"><a href="{escape(card.address)}">{escape(card.name)}</a></h{level}>
<p class="card__lead">{escape(card.lead)}</p>
<p class="card__summary">{escape(card.summary)}</p>
</div>
<ul class="card__facts">
<li class="card__status">{status_sign(card.status)}{escape(card.status_words)}</li>
{listed}<li class="card__checked">{escape(card.checked)}</li>
</ul>
</article></li>"""
