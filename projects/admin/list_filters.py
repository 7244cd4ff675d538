"""Filters of the lists of projects and of submissions."""

from django.contrib import admin
from django.db.models import Q

from projects.admin.queue import is_due, long_ago
from projects.models import Area, Decision


class CheckedFilter(admin.SimpleListFilter):
    title = "checked by us"
    parameter_name = "checked"

    def lookups(self, request, model_admin):
        return [
            ("never", "Never"),
            ("recently", "In the last year"),
            ("long-ago", "Longer ago"),
            ("due", "To check next"),
        ]

    def queryset(self, request, queryset):
        conditions = {
            "never": Q(checked_on__isnull=True),
            "recently": Q(checked_on__gt=long_ago()),
            "long-ago": Q(checked_on__lte=long_ago()),
            "due": is_due(),
        }
        return queryset.filter(conditions.get(self.value(), Q()))


class AreaFilter(admin.SimpleListFilter):
    """Nations, regions and city regions; councils are too many for a list."""

    title = "area it works in"
    parameter_name = "area"

    def lookups(self, request, model_admin):
        wide = Area.objects.exclude(kind__in=[Area.Kind.COUNCIL, Area.Kind.COUNTRY])
        return wide.widest_first().values_list("slug", "name")

    def queryset(self, request, queryset):
        return queryset.working_in([self.value()]) if self.value() else queryset


class AtOnceFilter(admin.SimpleListFilter):
    """What went onto the site without staff, however long ago."""

    title = "who accepted it"
    parameter_name = "at_once"

    def lookups(self, request, model_admin):
        return [("yes", "A member we trust, at once")]

    def queryset(self, request, queryset):
        if self.value() != "yes":
            return queryset
        return queryset.filter(pk__in=Decision.objects.at_once().values("submission"))
