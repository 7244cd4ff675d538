"""Resources: what has been written about projects."""

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count

from projects.admin.autocomplete import LooksUp
from projects.admin.derived import RefreshesDerived
from projects.admin.locking import GuardsVersion
from projects.admin.searching import SearchesFewWords
from projects.admin.seeing import may_see
from projects.admin.widgets import Boxes
from projects.models import Approach, Project, Resource, Topic
from projects.submissions.fields import WebAddress
from projects.submissions.publications import note_resources_changed


class ResourceForm(forms.ModelForm):
    topics = Boxes(Topic.objects.all())
    approaches = Boxes(
        Approach.objects.select_related("strand").order_by("strand__order", "order", "name"),
        heading_of=lambda approach: approach.strand.name,
    )


@admin.register(Resource)
class ResourceAdmin(SearchesFewWords, LooksUp, RefreshesDerived, GuardsVersion, admin.ModelAdmin):
    list_display = ["title", "kind", "year", "organisation", "number_of_projects"]
    list_filter = ["kind", "topics", "year"]
    list_select_related = ["organisation"]
    search_fields = ["title", "organisation__name", "projects__name"]
    ordering = ["-year", "title"]
    autocomplete_fields = ["organisation", "projects"]
    prepopulated_fields = {"slug": ["title"]}
    form = ResourceForm
    formfield_overrides = {models.URLField: {"form_class": WebAddress}}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number=Count("projects", distinct=True))

    def get_exclude(self, request, obj=None):
        """Which projects it is about tells the names of drafts, too."""
        return [] if may_see(request.user, Project) else ["projects"]

    def get_search_fields(self, request):
        if may_see(request.user, Project):
            return self.search_fields
        return [field for field in self.search_fields if not field.startswith("projects")]

    @admin.display(description="projects", ordering="number")
    def number_of_projects(self, resource):
        return resource.number

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def save_related(self, request, form, formsets, change):
        """Whoever has a project open that gains or loses this resource is told before saving."""
        before = set(form.instance.projects.values_list("pk", flat=True)) if change else set()
        chosen = before  # as for those who may not see the projects
        if "projects" in form.cleaned_data:
            chosen = {project.pk for project in form.cleaned_data["projects"]}
        note_resources_changed(before ^ chosen, request.user)
        super().save_related(request, form, formsets, change)

    def projects_touched(self, objects):
        links = Resource.projects.through.objects.filter(resource__in=objects)
        return links.values_list("project_id", flat=True)
