"""Facts of an event as its pages and mails show them."""

from django import template

from members import event_words

register = template.Library()
register.filter("when_in_words", event_words.when_in_words)
register.filter("place_in_words", event_words.place_in_words)
