"""Filters of the list of members."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models import Area, Organisation


def here_since(days, now=None):
    """Condition: they signed in, or were seen, in the last so many days."""
    now = now or timezone.now()
    moment = now - timedelta(days=days)
    return Q(member__last_login__gte=moment) | Q(seen_on__gte=timezone.localdate(moment))


class HereFilter(admin.SimpleListFilter):
    title = _("last here")
    parameter_name = "here"

    def lookups(self, request, model_admin):
        return [
            ("90", _("In the last 90 days")),
            ("365", _("In the last year")),
            ("longer", _("Longer ago, or never")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "90" | "365":
                return queryset.filter(here_since(int(self.value())))
            case "longer":
                recent = queryset.model.objects.filter(here_since(365))
                return queryset.exclude(pk__in=recent.values("pk"))
        return queryset


class AreaFilter(admin.SimpleListFilter):
    """Nations, regions and city regions, with all that lies in them."""

    title = _("area")
    parameter_name = "area"

    def lookups(self, request, model_admin):
        wide = Area.objects.exclude(kind__in=[Area.Kind.COUNCIL, Area.Kind.COUNTRY])
        return wide.widest_first().values_list("slug", "name")

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(area__in=Area.objects.inside(self.value()).values("pk"))


class OrganisationKindFilter(admin.SimpleListFilter):
    title = _("kind of organisation")
    parameter_name = "organisation_kind"

    def lookups(self, request, model_admin):
        return Organisation.Kind.choices

    def queryset(self, request, queryset):
        return queryset.filter(organisation__kind=self.value()) if self.value() else queryset
