"""MemberFilter: a query string turned into members, by nothing but what they show."""

from dataclasses import dataclass

import django_filters
from django.db.models import Count
from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from members.models import Kind, Profile
from members.querysets.profile import FELLOWS
from projects.filters.problems import shorten
from projects.models import Approach, Area, Organisation

LONGEST_TEXT = 200
MOST_WORDS = 8  # of a search: every one is a condition of its own


@dataclass(frozen=True)
class Option:
    """One value to choose. `count`: of the members that it would leave."""

    value: str
    name: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Chip:
    """One thing that was asked for. `query_string` is the query without it."""

    label: str
    name: str
    query_string: str


class MemberFilter(django_filters.FilterSet):
    """What fellow members ask for. Make it with `read`, which leaves out what it does not know."""

    q = django_filters.CharFilter(
        label=_("Words"), max_length=LONGEST_TEXT, method="with_words", strip=True
    )
    organisation = django_filters.ChoiceFilter(label=_("Organisation"), method="of_organisation")
    kind = django_filters.ChoiceFilter(label=_("What they do"), method="of_kind")
    interest = django_filters.ChoiceFilter(label=_("Interested in"), method="interested_in")
    area = django_filters.ChoiceFilter(label=_("Area"), method="inside")

    def __init__(self, data, named, problems=()):
        super().__init__(data, Profile.objects.found_by(FELLOWS))
        self.named = named
        self.problems = list(problems)
        for name, names in named.items():
            self.filters[name].extra["choices"] = list(names.items())

    @classmethod
    def read(cls, data):
        """Return the filter that a query string (a QueryDict) asks for.

        What is not understood is left out of its `data`, and told in its `problems`.
        """
        known = QueryDict(mutable=True)
        for name in cls.base_filters:
            if value := data.get(name, "").replace("\0", "").strip():
                known[name] = value
        named = _named()
        errors = cls(known, named).form.errors
        problems = [
            _now("“%(value)s” is not known under “%(label)s”, so it was left out.")
            % {"value": shorten(known.pop(name)[-1]), "label": cls.base_filters[name].label}
            for name in errors
        ]
        return cls(known, named, problems)

    @property
    def members(self):
        """Those found, by name, each with what a page shows of them."""
        found = self.qs.select_related("member", "organisation", "area")
        return found.prefetch_related("interests").order_by(Lower("member__name"), "pk")

    def options(self):
        """Return [(parameter, its label, [Option])]; those that would leave nobody are left out."""
        return [
            (name, each.label, self._options_of(name))
            for name, each in self.filters.items()
            if name != "q"
        ]

    def chips(self):
        """Return a Chip for each thing that was asked for."""
        return [
            Chip(self.filters[name].label, self._name_of(name, value), self._without(name))
            for name, value in self.data.items()
        ]

    def advice(self):
        """Return [(Chip to remove, how many members there would be)], the most first."""
        pairs = [(chip, self._asked(chip.query_string).qs.count()) for chip in self.chips()]
        return sorted((pair for pair in pairs if pair[1]), key=lambda pair: -pair[1])

    def with_words(self, queryset, name, text):
        """Keep those who show all the words."""
        return queryset.matching(text.split()[:MOST_WORDS], FELLOWS)

    def of_organisation(self, queryset, name, slug):
        """Keep those who show this organisation."""
        return queryset.of_organisation(slug, FELLOWS)

    def of_kind(self, queryset, name, kind):
        """Keep those who show that they do this."""
        return queryset.of_kind(kind, FELLOWS)

    def interested_in(self, queryset, name, slug):
        """Keep those who show this interest."""
        return queryset.interested_in(slug, FELLOWS)

    def inside(self, queryset, name, slug):
        """Keep those who show an area in this one."""
        return queryset.inside(slug, FELLOWS)

    def _options_of(self, name):
        part, column = _COUNTED[name]
        others = self._asked(self._without(name)).qs.showing(part, FELLOWS)
        rows = others.order_by().values_list(column).annotate(Count("pk", distinct=True))
        counts, chosen = dict(rows), self.data.get(name)
        return [
            Option(value, words, counts.get(value, 0), value == chosen)
            for value, words in self.named[name].items()
            if counts.get(value) or value == chosen
        ]

    def _name_of(self, name, value):
        return f"“{value}”" if name == "q" else self.named[name][value]

    def _asked(self, query_string):
        return type(self)(QueryDict(query_string), self.named)

    def _without(self, name):
        data = self.data.copy()
        data.pop(name, None)
        return data.urlencode()


# What the values of a parameter are counted by: the part that must be shown, and its column.
_COUNTED = {
    "organisation": ("organisation", "organisation__slug"),
    "kind": ("kind", "kind"),
    "interest": ("interests", "interests__slug"),
    "area": ("area", "area__outer_links__outer__slug"),
}


def _named():
    """Return {parameter: {value: its name}} of all that can be chosen.

    Of the organisations only those that somebody shows: any other is unknown here.
    """
    shown = Profile.objects.found_by(FELLOWS).showing("organisation", FELLOWS)
    organisations = Organisation.objects.filter(pk__in=shown.values("organisation"))
    rows = {
        "organisation": organisations.order_by("name", "pk"),
        "interest": Approach.objects.all(),
        "area": Area.objects.widest_first(),
    }
    named = {name: dict(found.values_list("slug", "name")) for name, found in rows.items()}
    return named | {"kind": dict(Kind.choices)}
