"""Resources: what has been written about projects."""

from django.contrib import admin
from django.db import models
from django.db.models import Count

from projects.admin.autocomplete import LooksUp
from projects.admin.derived import RefreshesDerived
from projects.admin.locking import GuardsVersion
from projects.models import Project, Resource


@admin.register(Resource)
class ResourceAdmin(LooksUp, RefreshesDerived, GuardsVersion, admin.ModelAdmin):
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

    def save_related(self, request, form, formsets, change):
        """Whoever has a project open that gains or loses this resource is told before saving."""
        before = set(form.instance.projects.values_list("pk", flat=True)) if change else set()
        chosen = {project.pk for project in form.cleaned_data["projects"]}
        for project in (
            Project.objects.filter(pk__in=before ^ chosen).order_by("pk").select_for_update()
        ):
            project.version += 1
            project._change_reason = "Resources about it changed"
            project.save(update_fields=["version", "updated"])
        super().save_related(request, form, formsets, change)

    def projects_touched(self, objects):
        links = Resource.projects.through.objects.filter(resource__in=objects)
        return links.values_list("project_id", flat=True)
