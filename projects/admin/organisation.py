"""Organisations: who runs, partners or pays for projects."""

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count

from projects.admin.derived import RefreshesDerived
from projects.admin.history_pages import ShowsHistory
from projects.admin.locking import GuardsVersion
from projects.admin.pins import LATITUDE, LONGITUDE
from projects.admin.saving import SavesOnce
from projects.models import Organisation, Project
from projects.submissions.fields import WebAddress


class OrganisationForm(forms.ModelForm):
    latitude = forms.FloatField(**LATITUDE, required=False)
    longitude = forms.FloatField(**LONGITUDE, required=False)

    def clean(self):
        """Refuse half a point."""
        cleaned = super().clean()
        for given, missing in (("latitude", "longitude"), ("longitude", "latitude")):
            if cleaned.get(given) is not None and cleaned.get(missing) is None:
                self.add_error(missing, "Give both, or neither.")
        return cleaned


@admin.register(Organisation)
class OrganisationAdmin(RefreshesDerived, SavesOnce, GuardsVersion, ShowsHistory):
    form = OrganisationForm
    list_display = ["name", "kind", "town", "leads", "takes_part"]
    list_filter = ["kind"]
    search_fields = ["name", "town", "charity_number", "company_number"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = {models.URLField: {"form_class": WebAddress}}
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "website", "description"]}),
        ("Register numbers", {"fields": [("charity_number", "company_number")]}),
        (
            "Where it sits",
            {
                "fields": ["town", ("latitude", "longitude")],
                "classes": ["pin-fields"],
                "description": "An office is not a place of work: it never puts a pin on the map.",
            },
        ),
    ]
    change_form_template = "admin/entry_change_form.html"

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                leading=Count("led_projects", distinct=True),
                involved=Count("involvements__project", distinct=True),
            )
        )

    @admin.display(description="leads", ordering="leading")
    def leads(self, organisation):
        return organisation.leading

    @admin.display(description="partner or funder of", ordering="involved")
    def takes_part(self, organisation):
        return organisation.involved

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_view_on_site_url(self, obj=None):
        return obj.get_absolute_url() if obj else None

    def projects_touched(self, objects):
        led = Project.objects.filter(lead_organisation__in=objects)
        helped = Project.objects.filter(involvements__organisation__in=objects)
        return led.union(helped).values_list("pk", flat=True)
