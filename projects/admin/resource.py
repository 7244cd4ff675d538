"""Resources: what has been written about projects."""

from django.contrib import admin
from django.db import models
from django.db.models import Count

from projects.admin.autocomplete import LooksUp
from projects.admin.derived import RefreshesDerived
from projects.models import Resource


@admin.register(Resource)
class ResourceAdmin(LooksUp, RefreshesDerived, admin.ModelAdmin):
    list_display = ["title", "kind", "year", "organisation", "number_of_projects"]
    list_filter = ["kind", "year"]
    list_select_related = ["organisation"]
    search_fields = ["title", "organisation__name", "projects__name"]
    ordering = ["-year", "title"]
    autocomplete_fields = ["organisation", "projects"]
    prepopulated_fields = {"slug": ["title"]}
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number=Count("projects", distinct=True))

    @admin.display(description="projects", ordering="number")
    def number_of_projects(self, resource):
        return resource.number

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def projects_touched(self, objects):
        links = Resource.projects.through.objects.filter(resource__in=objects)
        return links.values_list("project_id", flat=True)
