"""The words an entry is sorted by."""

from django.contrib import admin
from django.db.models import Count

from projects.admin.derived import RefreshesDerived
from projects.admin.in_use import KeepsWhatIsUsed
from projects.admin.locking import GuardsVersion
from projects.models import (
    Approach,
    Audience,
    DeliveryMode,
    Offer,
    Project,
    Resource,
    Sector,
    Strand,
    Topic,
)


class TermAdmin(RefreshesDerived, KeepsWhatIsUsed, GuardsVersion, admin.ModelAdmin):
    """What all lists of words have in common: their slug stands in addresses and facets."""

    list_display = ["name", "slug", "order", "project_count"]
    search_fields = ["name", "slug"]
    ordering = ["order", "name"]
    prepopulated_fields = {"slug": ["name"]}
    used_through = "projects"

    def get_queryset(self, request):
        counted = Count(self.used_through, distinct=True)
        return super().get_queryset(request).annotate(project_count=counted)

    @admin.display(description="projects", ordering="project_count")
    def project_count(self, term):
        return term.project_count

    def get_prepopulated_fields(self, request, obj=None):
        # A slug that followed the name would break the addresses that people have kept.
        return {} if obj else self.prepopulated_fields

    def used_by(self, objects):
        through = f"{self.project_field}__in"
        return Project.objects.filter(**{through: objects}).order_by("name", "pk")

    def projects_touched(self, objects):
        return self.used_by(objects).values_list("pk", flat=True)


@admin.register(Offer)
class OfferAdmin(TermAdmin):
    project_field = "offers"


@admin.register(Strand)
class StrandAdmin(TermAdmin):
    project_field = "approaches__strand"
    used_through = "approaches__projects"


@admin.register(Approach)
class ApproachAdmin(TermAdmin):
    project_field = "approaches"
    list_display = ["name", "strand", "slug", "order", "project_count"]
    list_filter = ["strand"]
    list_select_related = ["strand"]

    def resources_sorted_by(self, objects):
        return Resource.objects.filter(approaches__in=objects)


@admin.register(Audience)
class AudienceAdmin(TermAdmin):
    project_field = "audiences"
    list_display = ["name", "group", "slug", "order", "project_count"]
    list_filter = ["group"]


@admin.register(Sector)
class SectorAdmin(TermAdmin):
    project_field = "sectors"
    list_display = ["name", "code", "slug", "order", "project_count"]


@admin.register(DeliveryMode)
class DeliveryModeAdmin(TermAdmin):
    project_field = "delivery_modes"


@admin.register(Topic)
class TopicAdmin(TermAdmin):
    """Resources have topics; projects have none."""

    list_display = ["name", "slug", "order", "resource_count"]
    used_through = "resources"

    @admin.display(description="resources", ordering="project_count")
    def resource_count(self, topic):
        return topic.project_count

    def used_by(self, objects):
        return Project.objects.none()

    def resources_sorted_by(self, objects):
        return Resource.objects.filter(topics__in=objects)
