"""Boxes to tick, under headings."""

from itertools import groupby

from django import forms
from django.forms.models import ModelChoiceIterator


class _Grouped(ModelChoiceIterator):
    def __iter__(self):
        rows = groupby(self.queryset, key=self.field.heading_of)
        for heading, terms in rows:
            yield heading, [self.choice(term) for term in terms]


class Boxes(forms.ModelMultipleChoiceField):
    """Any number of terms, each a box to tick, in as many columns as there is room for.

    heading_of: a function from a term to the heading it stands under; the queryset comes in the
    order of the headings.
    """

    widget = forms.CheckboxSelectMultiple(attrs={"class": "boxes"})

    def __init__(self, queryset, *, heading_of=None, **options):
        self.heading_of = heading_of
        if heading_of:
            self.iterator = _Grouped
        super().__init__(queryset, required=False, **options)
