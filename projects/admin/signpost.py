"""Signposts: services that help anybody in a nation or region."""

from django.contrib import admin
from django.db import models

from projects.admin.autocomplete import LooksUp
from projects.admin.derived import RefreshesDerived
from projects.admin.locking import GuardsVersion
from projects.models import Signpost
from projects.submissions.fields import WebAddress


@admin.register(Signpost)
class SignpostAdmin(LooksUp, RefreshesDerived, GuardsVersion, admin.ModelAdmin):
    list_display = ["name", "what_for", "phone", "checked_on", "order"]
    list_filter = [("checked_on", admin.EmptyFieldListFilter)]
    search_fields = ["name", "what_for", "areas__name"]
    ordering = ["order", "name"]
    autocomplete_fields = ["areas"]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = {models.URLField: {"form_class": WebAddress}}

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def projects_touched(self, objects):
        return []  # a signpost is no part of a project; the revision is raised all the same
